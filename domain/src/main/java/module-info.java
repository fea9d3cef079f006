/**
 * The rules of lavasched, as checked types: job records, schedules, the parameters of a lavasched
 * job, the block of crontab lines made of them, and the crontab around it.
 *
 * <p>The module requires nothing but {@code java.base}. It never asks for the time, the zone, the
 * locale, the charset, the environment or files: they are arguments.
 */
module io.lavasched.domain {
  exports io.lavasched.domain.problem;
  exports io.lavasched.domain.value;
  exports io.lavasched.domain.job;
  exports io.lavasched.domain.schedule;
  exports io.lavasched.domain.params;
  exports io.lavasched.domain.crontab;
  exports io.lavasched.domain.port;
  exports io.lavasched.domain.usecase;
}

// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of lavasched, as checked types: job records, schedules, the parameters of a lavasched
 * job, the block of crontab lines made of them, and the crontab around it.
 *
 * <p>At run time the module requires nothing but {@code java.base}. It never asks for the time, the
 * zone, the locale, the charset, the environment or files: they are arguments.
 *
 * <p>What is wrong with a job record, and the crontab lines that it makes:
 *
 * <pre>{@code
 * LavaJobs jobs = LavaJobs.of(CronDialect.CRONIE, zone);
 * jobs.problems(record).forEach(problem -> out.accept(problem.text()));
 * jobs.parse(record).value().ifPresent(job -> jobs.lines(job, now).forEach(out));
 * }</pre>
 *
 * <p>Public methods refuse a null argument with a {@link NullPointerException} that has its name.
 */
@SuppressWarnings("module") // the application is built after the domain
module io.lavasched.domain {
  requires static org.jspecify; // what may be null: for compilers, never at run time

  exports io.lavasched.domain;
  exports io.lavasched.domain.cron;
  exports io.lavasched.domain.entry;
  exports io.lavasched.domain.fire;
  exports io.lavasched.domain.job;
  exports io.lavasched.domain.problem;
  exports io.lavasched.domain.schedule;
  exports io.lavasched.domain.value;
  exports io.lavasched.domain.crontab to
      io.lavasched.application;
  exports io.lavasched.domain.english to
      io.lavasched.application;
  exports io.lavasched.domain.field to
      io.lavasched.application;
  exports io.lavasched.domain.lavasched to
      io.lavasched.application;
  exports io.lavasched.domain.pattern to
      io.lavasched.application;
  exports io.lavasched.domain.place to
      io.lavasched.application;
  exports io.lavasched.domain.text to
      io.lavasched.application;
  exports io.lavasched.domain.word to
      io.lavasched.application;
  exports io.lavasched.domain.worker to
      io.lavasched.application;
}

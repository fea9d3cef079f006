// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.explain.Explanation.Reason;
import io.lavasched.application.explain.Explanation.Reason.Kind;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why EventBridge Scheduler will run nothing; see {@link Reasons}.
 *
 * @param times when the dispatcher dispatches; empty where its zone is not known
 */
record ServiceReasons(
    ExplainServiceRequest request,
    Optional<String> caller,
    boolean hasLavasched,
    List<JobId> broken,
    Optional<JobRecord> record,
    Optional<DispatcherName> dispatcher,
    Enabled enabled,
    List<Problem> rejections,
    Optional<DispatchTimes> times,
    List<Explanation.Schedule> schedules,
    List<Explanation.Service> services) {

  private static final String STAYS = "; a schedule that is there already stays";

  /** From what must be mended first to what only has to be known. */
  List<Reason> list() {
    List<Reason> reasons = new ArrayList<>();
    record.ifPresentOrElse(
        sound ->
            Reasons.addOfRecord(sound, "without one no lavasched job keeps its schedules", reasons),
        () -> reasons.add(quarantined()));
    boolean isScheduled = record.map(r -> r.schedule().isScheduled()).orElse(true);
    if (isScheduled && dispatcher.isPresent()) {
      addOfService(dispatcher.get(), reasons);
      if (times.isEmpty()) {
        reasons.add(
            new Reason(
                Kind.ZONE_MISSING,
                "nothing will run: nobody knows in which zone its schedules are meant",
                Optional.of(
                    "set CRON_TZ in env of the lavasched job that serves its dispatcher, or give"
                        + " --zone")));
      }
    }
    if (isScheduled && record.isPresent() && times.isPresent()) {
      new ReasonsOfTime(request.service().now(), times.get().cron().zone(), schedules)
          .addTo(reasons);
    }
    Reasons.addOfWorker(
        rejections,
        enabled,
        settings().skipDisabled().orElse(false) ? "it gets no schedule" : "",
        reasons);
    return Reasons.withCaller(reasons, caller);
  }

  private RebuildSettings settings() {
    return Reasons.settings(request.settings(), services);
  }

  private Reason quarantined() {
    String hint =
        switch (settings().onInvalid().orElse(OnInvalid.KEEP)) {
          case KEEP -> "the schedules that it has already stay as they are; mend the record";
          case DROP -> "it gets no schedule; mend the record";
          case FAIL -> "no schedule of any other job is written either; mend the record";
        };
    return Reasons.quarantined(hint);
  }

  private void addOfService(DispatcherName name, List<Reason> reasons) {
    List<RealmLavaschedJob> all = services.stream().flatMap(s -> s.lavasched().stream()).toList();
    String nobody =
        "nothing will run: nobody keeps the schedules of dispatcher " + Quoted.of(name.text());
    if (all.isEmpty() && !broken.isEmpty()) {
      reasons.add(invalid(nobody, broken));
    } else if (all.isEmpty()) {
      if (request.wholeRealm() || hasLavasched) {
        reasons.add(
            new Reason(
                Kind.UNSERVED,
                nobody,
                Optional.of("no lavasched job has it in its parameters" + STAYS)));
      }
    } else if (all.stream().allMatch(lavasched -> lavasched.enabled() == Enabled.NO)) {
      reasons.add(
          new Reason(
              Kind.LAVASCHED_DISABLED,
              nobody + ", for lavasched job " + Reasons.names(Reasons.ids(all)) + " is disabled",
              Optional.of("set enabled to true in its record" + STAYS)));
    } else if (services.stream().noneMatch(service -> service.stops().isEmpty())
        && times.isPresent()) {
      reasons.add(invalid(nobody, Reasons.ids(all)));
    } else if (services.stream().allMatch(Reasons::isStuck)) {
      reasons.add(
          new Reason(
              Kind.NOT_REBUILT,
              "the schedules of dispatcher "
                  + Quoted.of(name.text())
                  + " may be old: "
                  + (all.stream().anyMatch(RealmLavaschedJob::isEnabled)
                      ? "nobody dispatches lavasched job "
                      : "the worker skips lavasched job ")
                  + Reasons.names(Reasons.ids(all)),
              Optional.of("unless something else than lava runs it, such as a timer of systemd")));
    }
  }

  private static Reason invalid(String nobody, List<JobId> lavasched) {
    return new Reason(
        Kind.LAVASCHED_INVALID,
        nobody + ", for the parameters of lavasched job " + Reasons.names(lavasched) + " are wrong",
        Optional.of("mend them" + STAYS));
  }
}

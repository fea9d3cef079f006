// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static io.lavasched.application.rebuild.FaultyCrontab.Fault.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RebuildCrontabTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker ";
  private static final String FOREIGN = "# ours\n0 1 * * * backup\n";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore(CrontabText.of(FOREIGN));
  private RebuildRequest request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP);

  private RebuildOutcome run() {
    return Requests.rebuild(jobs, crontab).run(request, Requests.REPORTED);
  }

  private String content() {
    return crontab.read().map(CrontabText::toString).orElse("(none)");
  }

  private static String block(String... lines) {
    String all = String.join("\n", lines);
    return "#### Lava Schedules Start ####\n"
        + all
        + (all.isEmpty() ? "" : "\n")
        + "#### Lava Schedules End ####\n";
  }

  private static Map<String, Object> job(String id, Object schedule, Object... more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", schedule);
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  private static List<String> states(RebuildPlan plan) {
    return plan.jobs().stream()
        .map(j -> j.name() + " " + j.state().label() + " " + j.change().label())
        .toList();
  }

  @Nested
  class Healthy {

    @Test
    void blockIsBuiltAndInstalled() {
      jobs.put(job("b", "0 6 * * *"));
      jobs.put(job("a", List.of("0 7 * * *", Map.of("crontab", "0 5 * * *"))));
      jobs.put(job("other", "0 5 * * *", "dispatcher", "D"));
      request =
          Requests.of(
              Map.of("dispatcher", "d", "args", List.of("-d", 1), "env", Map.of("PATH", "/bin")),
              OnInvalid.KEEP);
      RebuildOutcome outcome = run();

      assertThat(outcome)
          .asInstanceOf(type(RebuildOutcome.Written.class))
          .extracting(RebuildOutcome.Written::result)
          .isInstanceOf(InstallResult.Installed.class);
      assertThat(content())
          .isEqualTo(
              FOREIGN
                  + block(
                      "LAVA_REALM=demo",
                      "PATH=/bin",
                      "0 7 * * * " + LAVA + "w -d 1 a",
                      "0 5 * * * " + LAVA + "w -d 1 a",
                      "0 6 * * * " + LAVA + "w -d 1 b"));
      RebuildPlan plan = Requests.planOf(outcome);
      assertThat(plan.problems()).isEmpty();
      assertThat(Requests.hasErrors(plan)).isFalse();
      assertThat(plan.hasChanges()).isTrue();
      assertThat(plan.quarantined()).isZero();
      assertThat(states(plan)).containsExactly("a scheduled added", "b scheduled added");
      assertThat(plan.before()).contains(CrontabText.of(FOREIGN));
      assertThat(plan.after()).hasToString(content());
    }

    @Test
    void secondRunWritesNothing() {
      jobs.put(job("a", "@daily"));
      run();

      assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
      assertThat(crontab.installed()).hasSize(1);
    }

    @Test
    void planAndRenderWriteNothing() {
      jobs.put(job("a", "@daily"));
      RebuildCrontab rebuild = Requests.rebuild(jobs, crontab);

      assertThat(rebuild.plan(request)).isInstanceOf(PlanOutcome.Ready.class);
      assertThat(rebuild.render(request)).isInstanceOf(PlanOutcome.Ready.class);
      assertThat(Requests.planOf(rebuild.render(request)).block())
          .isEqualTo(Requests.planOf(rebuild.plan(request)).block());
      assertThat(crontab.installed()).isEmpty();
    }

    @Test
    void accountWithoutACrontabGetsOne() {
      crontab.remove();
      jobs.put(job("a", "@daily"));
      run();

      assertThat(content()).isEqualTo(block("LAVA_REALM=demo", "@daily " + LAVA + "w a"));
    }

    @Test
    void dispatchersAndJobsAreInTheOrderOfTheirBytes() {
      for (String dispatcher : List.of("\ud83d\ude00", "\uff5e", "b", "A")) {
        for (String id : List.of("\ud83d\ude00", "\uff5e", "z")) {
          jobs.put(job(dispatcher + id, "@daily", "dispatcher", dispatcher));
        }
      }
      request =
          Requests.of(
              Map.of("dispatcher", List.of("\ud83d\ude00", "\uff5e", "b", "A", "b")),
              OnInvalid.KEEP);

      assertThat(Requests.planOf(run()).jobs())
          .extracting(JobPlan::name)
          .containsExactly(
              "Az",
              "A\uff5e",
              "A\ud83d\ude00",
              "bz",
              "b\uff5e",
              "b\ud83d\ude00",
              "\uff5ez",
              "\uff5e\uff5e",
              "\uff5e\ud83d\ude00",
              "\ud83d\ude00z",
              "\ud83d\ude00\uff5e",
              "\ud83d\ude00\ud83d\ude00");
    }

    @Test
    void onlyActiveSchedulesAreRendered() {
      jobs.put(job("over", Map.of("crontab", "@daily", "to", "2026-11-22")));
      jobs.put(job("later", Map.of("crontab", "@daily", "from", "2026-11-24")));
      jobs.put(job("none", "--"));
      jobs.put(
          job(
              "some",
              List.of("@daily", Map.of("crontab", "@hourly", "to", "2026-11-22"), "@weekly")));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(Requests.blockLines(plan.after()))
          .containsExactly(
              "LAVA_REALM=demo", "@daily " + LAVA + "w some", "@weekly " + LAVA + "w some");
      assertThat(states(plan))
          .containsExactly(
              "later inactive unchanged",
              "none unscheduled unchanged",
              "over inactive unchanged",
              "some scheduled added");
      assertThat(Found.lines(plan.problems()))
          .containsExactly(
              "job none: schedule: info: schedule is the filler \"--\": the job is not scheduled"
                  + " [schedule-filler]");
    }

    @Test
    void windowsAreLookedAtInTheNodesZone() {
      jobs.put(job("a", Map.of("crontab", "@daily", "from", "2026-11-23T11:00")));
      assertThat(Requests.planOf(run()).block().lines()).isEmpty();

      request = Requests.at(request, request.realm(), request.node().now(), ZoneOffset.ofHours(1));
      assertThat(Requests.planOf(run()).block().lines()).hasSize(1);
    }

    @Test
    void changesOfEachJobAreTold() {
      jobs.put(job("changed", "@daily")).put(job("gone", "@daily")).put(job("same", "@daily"));
      jobs.put(job("stopped", "@daily"));
      run();
      jobs.put(job("changed", "@hourly")).remove("gone").put(job("new", "@daily"));
      jobs.put(job("stopped", "--"));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(states(plan))
          .containsExactly(
              "changed scheduled changed",
              "new scheduled added",
              "same scheduled unchanged",
              "stopped unscheduled removed",
              "gone gone removed");
      JobPlan gone = plan.jobs().get(4);
      assertThat(gone.dispatcher()).isEqualTo(Optional.empty());
      assertThat(gone.installed()).containsExactly("@daily " + LAVA + "w gone");
      assertThat(gone.lines()).isEmpty();
      assertThat(content()).doesNotContain("gone");
    }

    @Test
    void disabledJobsAreDispatchedUnlessAskedOtherwise() {
      jobs.put(job("off", "@daily", "enabled", false)).put(job("on", "@daily", "enabled", true));
      assertThat(Requests.planOf(run()).block().lines()).hasSize(2);

      request = Requests.of(request.job(), OnInvalid.KEEP, true);
      RebuildPlan plan = Requests.planOf(run());
      assertThat(Requests.blockLines(plan.after()))
          .containsExactly("LAVA_REALM=demo", "@daily " + LAVA + "w on");
      assertThat(states(plan)).containsExactly("off disabled removed", "on scheduled unchanged");
    }

    @Test
    void noJobsIsAnEmptyBlock() {
      run();

      assertThat(content()).isEqualTo(FOREIGN + block("LAVA_REALM=demo"));
    }
  }

  @Nested
  class Warnings {

    @BeforeEach
    void theDispatcherHasAJob() {
      jobs.put(job("unscheduled", ""));
    }

    @Test
    void realmOfTheRebuildWins() {
      request =
          Requests.of(Map.of("dispatcher", "d", "env", Map.of("LAVA_REALM", "x")), OnInvalid.KEEP);
      RebuildPlan plan = Requests.planOf(run());

      assertThat(Requests.blockLines(plan.after())).containsExactly("LAVA_REALM=demo");
      assertThat(Found.lines(plan.problems()))
          .containsExactly(
              "parameters.env: warning: env should not set LAVA_REALM to another realm than"
                  + " \"demo\" [env-overridden] -> the realm of the rebuild is used; take"
                  + " LAVA_REALM out of env");
    }

    @Test
    void sameRealmIsFine() {
      request =
          Requests.of(
              Map.of("dispatcher", "d", "env", Map.of("LAVA_REALM", "demo")), OnInvalid.KEEP);

      assertThat(Requests.planOf(run()).problems()).isEmpty();
      assertThat(content()).isEqualTo(FOREIGN + block("LAVA_REALM=demo"));
    }

    @Test
    void variablesAboveTheBlockAreTold() {
      crontab.install(CrontabText.of("MAILTO=ops@example.org\n" + FOREIGN));

      assertThat(Found.lines(Requests.planOf(run()).problems()))
          .containsExactly(
              "crontab: line 1: warning: block should set its own MAILTO, found one above that"
                  + " changes who gets what its entries print [environment-above] -> set MAILTO in"
                  + " env of the lavasched job, or move the line below the block");
    }

    @Test
    void linesBelowInheritTheVariables() {
      crontab.install(CrontabText.of(block() + "# x\n0 1 * * * backup\n"));

      assertThat(Found.lines(Requests.planOf(run()).problems()))
          .containsExactly(
              "crontab: warning: lines below the block should not depend on its variables, found"
                  + " line 4: \"0 1 * * * backup\", which inherits LAVA_REALM"
                  + " [inherited-environment] -> cron cannot unset a variable: move the lines above"
                  + " the block, or set their own");
    }

    @Test
    void almostAMarkerIsTold() {
      crontab.install(CrontabText.of("#### Lava Schedules End #### \n"));

      assertThat(Requests.planOf(run()).problems())
          .extracting(p -> p.code().id())
          .containsExactly("like-a-marker");
    }
  }

  @Nested
  class BadRecords {

    private void installGoodOnes() {
      jobs.put(job("a", "@daily"))
          .put(job("b", List.of("@daily", "@weekly")))
          .put(job("c", "@daily"));
      run();
    }

    @Test
    void keepLeavesTheirEntriesAsTheyAre() {
      installGoodOnes();
      String before = content();
      jobs.put(job("b", "0 24 * * *"));
      RebuildOutcome outcome = run();

      assertThat(outcome).isInstanceOf(RebuildOutcome.Unchanged.class);
      assertThat(content()).isEqualTo(before);
      RebuildPlan plan = Requests.planOf(outcome);
      assertThat(states(plan))
          .containsExactly(
              "a scheduled unchanged", "b quarantined unchanged", "c scheduled unchanged");
      assertThat(plan.quarantined()).isEqualTo(1);
      assertThat(Requests.hasErrors(plan)).isTrue();
      assertThat(Found.lines(plan.problems()))
          .containsExactly(
              "job b: schedule:3: error: hour must be 0-23, found \"24\" [cron-out-of-range]"
                  + " -> midnight is hour 0");
    }

    @Test
    void keepFollowsChangesOfTheOthers() {
      installGoodOnes();
      jobs.put(job("a", "@hourly")).put(job("b", 7)).put(job("bb", "@daily")).remove("c");
      run();

      assertThat(Requests.blockLines(crontab.read().orElseThrow()))
          .containsExactly(
              "LAVA_REALM=demo",
              "@hourly " + LAVA + "w a",
              "@daily " + LAVA + "w b",
              "@weekly " + LAVA + "w b",
              "@daily " + LAVA + "w bb");
    }

    @Test
    void keepKeepsTheBytesOfAnotherAuthor() {
      String line = " 0\t6 * * *  " + LAVA + "'w'   \"b\"";
      crontab.install(CrontabText.of(block("OLD=1", line)));
      jobs.put(job("b", 7));
      run();

      assertThat(content()).isEqualTo(block("LAVA_REALM=demo", line));
    }

    /** Its path is perhaps a hostile record's; if it has only moved, its entries go on. */
    @Test
    void keepRunsTheProgramInUse() {
      crontab.install(
          CrontabText.of(
              block(
                  "0\t6 * * * /tmp/lava-dispatcher  --worker w '-x'  b",
                  "@weekly /usr/local/bin/lava-dispatcher  --worker w b")));
      jobs.put(job("b", 7));
      request = Requests.using(request, "/opt/lava/lava-dispatcher");
      RebuildPlan plan = Requests.planOf(run());

      assertThat(Requests.blockLines(crontab.read().orElseThrow()))
          .containsExactly(
              "LAVA_REALM=demo",
              "0\t6 * * * /opt/lava/lava-dispatcher --worker w -x b",
              "@weekly /usr/local/bin/lava-dispatcher  --worker w b");
      assertThat(states(plan)).containsExactly("b quarantined changed");
      assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
    }

    /** What lava's handler makes of cron strings, one of them with line breaks. */
    @Test
    void keepNeverKeepsWhatAHostileRecordPutThere() {
      String handler = " " + LAVA + "w b";
      crontab.install(
          CrontabText.of(
              block(
                  "* * * * * /tmp/evil/lava-dispatcher --worker w b #" + handler,
                  "* * * * * /tmp/evil/lava-dispatcher --worker w 'b" + handler,
                  "* * * * * /tmp/evil/lava-dispatcher\\" + handler,
                  "@daily" + handler,
                  "* * * * * /tmp/evil/lava-dispatcher --worker w b",
                  "* * * * * /tmp/evil" + handler,
                  "@daily")));
      jobs.put(job("b", "@daily\n* * * * * /tmp/evil/lava-dispatcher --worker w b"));
      run();

      assertThat(Requests.blockLines(crontab.read().orElseThrow()))
          .containsExactly("LAVA_REALM=demo", "@daily" + handler, "* * * * *" + handler);
    }

    @Test
    void keepHasNothingToKeepForANewJob() {
      jobs.put(job("b", 7));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(states(plan)).containsExactly("b quarantined unchanged");
      assertThat(content()).isEqualTo(FOREIGN + block("LAVA_REALM=demo"));
    }

    @Test
    void keepTellsOfLinesThatNobodyOwns() {
      crontab.install(
          CrontabText.of(
              block(
                  "A=1",
                  "# c",
                  "",
                  "@daily " + LAVA + "w b",
                  "@daily rm -rf /",
                  "@daily " + LAVA + "w b; id")));
      jobs.put(job("b", 7));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(content()).isEqualTo(block("LAVA_REALM=demo", "@daily " + LAVA + "w b"));
      assertThat(Found.lines(plan.problems()))
          .contains(
              "crontab: warning: lines between the markers must be entries of lava-dispatcher,"
                  + " found 2 others, first: \"@daily rm ...\" [entry-unrecognised] -> they are"
                  + " taken out, because the block is made anew; lines of your own are safe above"
                  + " and below it");
    }

    @Test
    void linesThatNobodyOwnsDoNotGoInSilence() {
      crontab.install(
          CrontabText.of(block("@daily " + LAVA + "w b", "5 5 * * * /home/me/mine --secret x")));
      jobs.put(job("b", "@daily"));

      assertThat(Found.lines(Requests.planOf(run()).problems()))
          .singleElement()
          .asString()
          .contains("found 1 other: \"5 5 * * * /home/me/mine ...\"");
    }

    @Test
    void dropLeavesTheirEntriesOut() {
      installGoodOnes();
      jobs.put(job("b", 7));
      request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.DROP);
      RebuildPlan plan = Requests.planOf(run());

      assertThat(states(plan))
          .containsExactly(
              "a scheduled unchanged", "b quarantined removed", "c scheduled unchanged");
      assertThat(Requests.blockLines(crontab.read().orElseThrow()))
          .containsExactly("LAVA_REALM=demo", "@daily " + LAVA + "w a", "@daily " + LAVA + "w c");
    }

    @Test
    void failWritesNothingAndTellsAll() {
      jobs.put(job("a", "@daily")).put(job("b", 7)).put(job("c", "--")).put(job("d", ""));
      jobs.add(Map.of("dispatcher", "d", "schedule", "x"));
      request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.FAIL);

      for (Object outcome : List.of(run(), Requests.rebuild(jobs, crontab).render(request))) {
        Stopped stopped = (Stopped) outcome;
        assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_RECORDS);
        assertThat(stopped.problems())
            .extracting(p -> p.location().text() + " " + p.code().id())
            .containsExactly(
                "job b: schedule wrong-type",
                "job c: schedule schedule-filler",
                "record record 5 missing-field",
                "record record 5 missing-field",
                "record record 5: schedule:2 cron-field-count");
      }
      assertThat(crontab.installed()).isEmpty();
    }

    @Test
    void failIsNoReasonWhenAllAreGood() {
      jobs.put(job("a", "--"));
      request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.FAIL);

      assertThat(run()).isInstanceOf(RebuildOutcome.Written.class);
    }

    @Test
    void duplicatesAreAllBadAndKeptOnce() {
      installGoodOnes();
      String before = content();
      jobs.add(job("b", "@hourly")).add(job("b", 7));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(content()).isEqualTo(before);
      assertThat(states(plan))
          .containsExactly(
              "a scheduled unchanged", "b quarantined unchanged", "c scheduled unchanged");
      assertThat(plan.quarantined()).isEqualTo(1);
      assertThat(plan.problems())
          .filteredOn(p -> p.code().id().equals("duplicate-job"))
          .hasSize(1)
          .allSatisfy(
              p ->
                  assertThat(Found.lines(List.of(p)))
                      .containsExactly(
                          "job b: job_id: error: job_id must be unique in a realm, found it 3"
                              + " times: record 2 and record 4 and record 5 [duplicate-job] ->"
                              + " remove all records but one"));
    }

    @Test
    void duplicateInAnotherDispatcherIsOneToo() {
      jobs.add(job("a", "@daily")).add(job("a", "@hourly", "dispatcher", "e"));
      request = Requests.of(Map.of("dispatcher", List.of("d", "e")), OnInvalid.KEEP);

      assertThat(states(Requests.planOf(run()))).containsExactly("a quarantined unchanged");
    }

    @Test
    void recordsWithoutAnIdAreNamedByWhereTheyStand() {
      jobs.put(job("z", "@daily"));
      jobs.add(Map.of("dispatcher", "d", "worker", "w"))
          .add(Map.of("dispatcher", "d", "job_id", 1));
      RebuildPlan plan = Requests.planOf(run());

      assertThat(states(plan))
          .containsExactly(
              "z scheduled added",
              "record 2 quarantined unchanged",
              "record 3 quarantined unchanged");
    }

    @Test
    void recordsThatMayBeAnybodysAreBad() {
      installGoodOnes();
      jobs.put(job("b", "@daily", "dispatcher", List.of("d")));
      jobs.add(Map.of("jobs", List.of())).add(Map.of("job_id", 1, "worker", "w"));
      request = Requests.of(Map.of("dispatcher", List.of("d", "e")), OnInvalid.KEEP);
      RebuildPlan plan = Requests.planOf(run());

      assertThat(states(plan))
          .containsExactly(
              "a scheduled unchanged",
              "c scheduled unchanged",
              "b quarantined unchanged",
              "record 4 quarantined unchanged",
              "record 5 quarantined unchanged");
      assertThat(plan.block().text()).as("its entries stay").contains("--worker w b\n");
    }

    @Test
    void hostileRecordAddsNothing() {
      jobs.add(job("x\n* * * * * id", "@daily"));
      jobs.add(job("y", "@daily", "worker", "w\n* * * * * id"));
      jobs.add(job("z", "@daily\n* * * * * id"));
      jobs.add(job("$(id)`id`;id", "@daily", "worker", "'; id; '"));
      run();

      assertThat(content())
          .isEqualTo(
              FOREIGN
                  + block(
                      "LAVA_REALM=demo",
                      "@daily " + LAVA + "''\"'\"'; id; '\"'\"'' '$(id)`id`;id'"));
    }
  }

  @Nested
  class Refusals {

    @Test
    void disabledLavaschedJobDoesNothing() {
      jobs.put(job("a", "@daily"));
      LavaschedJob off =
          new LavaschedJob(
              Optional.of(new JobId("sys")), Enabled.NO, Requests.read(Map.of("dispatcher", "d")));
      request = Requests.of(off, OnInvalid.KEEP, false);

      Stopped stopped = (Stopped) run();
      assertThat(stopped.reason()).isEqualTo(Stopped.Reason.DISABLED);
      assertThat(Found.lines(stopped.problems()))
          .containsExactly(
              "job sys: enabled: warning: enabled must be true for the crontab to be rebuilt,"
                  + " found false [lavasched-disabled] -> nothing was done; set enabled to true in"
                  + " the job record");
      assertThat(content()).isEqualTo(FOREIGN);
      assertThat(Requests.planOf(Requests.rebuild(jobs, crontab).render(request)).block().lines())
          .as("rendered all the same")
          .hasSize(1);
    }

    @Test
    void brokenMarkersStopEverything() {
      crontab.install(CrontabText.of("a\n#### Lava Schedules Start ####\nb\n"));
      String before = content();

      Stopped stopped = (Stopped) run();
      assertThat(stopped.reason()).isEqualTo(Stopped.Reason.BROKEN_CRONTAB);
      assertThat(stopped.problems())
          .extracting(p -> p.location().text())
          .containsExactly("crontab: line 2");
      assertThat(content()).isEqualTo(before);
    }

    @Test
    void brokenTableStopsEverything() {
      jobs.put(job("a", "@daily")).put(job("b", "@daily")).failAfter(1);

      assertThatThrownBy(() -> run()).isInstanceOf(StoreException.class);
      assertThat(crontab.installed()).isEmpty();
    }

    @Test
    void renderDoesWithoutACrontabThatCannotBeRead() {
      jobs.put(job("a", "@daily")).put(job("b", 7));
      FaultyCrontab faulty = new FaultyCrontab(crontab).reads(REFUSED);
      RebuildPlan plan = Requests.planOf(Requests.rebuild(jobs, faulty).render(request));

      assertThat(plan.block().lines()).hasSize(1);
      assertThat(Found.lines(plan.problems()))
          .contains(
              "crontab: warning: installed entries of bad records must be read to be kept, found:"
                  + " cannot read a faulty crontab: told to fail [not-read]");
    }

    @Test
    void renderKeepsWhatIsInstalled() {
      jobs.put(job("b", "@daily"));
      run();
      jobs.put(job("b", 7));

      assertThat(Requests.planOf(Requests.rebuild(jobs, crontab).render(request)).block().text())
          .isEqualTo(block("LAVA_REALM=demo", "@daily " + LAVA + "w b"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static io.lavasched.application.audit.Audits.instant;
import static io.lavasched.application.audit.Audits.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was due by the records, and what is in doubt because nobody saw them then. */
class RecordedThenTest {

  private final Audits audits = new Audits();

  @BeforeEach
  void remembersAlone() {
    audits.unchangedSince = Optional.empty();
  }

  private void lavasched(Object schedule, Map<String, Object> more) {
    Map<String, Object> record =
        new LinkedHashMap<>(
            Map.of(
                "job_id",
                "sys",
                "type",
                "lavasched",
                "enabled",
                true,
                "worker",
                "w",
                "dispatcher",
                "d",
                "schedule",
                schedule,
                "parameters",
                Map.of("dispatcher", "d")));
    record.putAll(more);
    audits.table.put(record);
  }

  private AuditReport at(String now) {
    audits.now = instant(now);
    audits.until = instant(now).minusSeconds(600);
    audits.since = instant(now).minusSeconds(7200);
    return audits.byRecords();
  }

  @Test
  void firstAuditCanCallNothingMissing() {
    audits.job("a", "0 * * * *").ran("a", "11:00");

    AuditReport report = at("12:10");

    assertThat(lines(report)).containsExactly("unknown (record-may-have-changed) a 12:00");
    assertThat(report.counts().of(Verdict.OK)).isEqualTo(1);
    assertThat(report.counts().isAlarm()).isFalse();
  }

  /** From the minute after the first rebuild that found the record as it is. */
  @Test
  void whatARebuildHadTimeToInstallIsMissing() {
    lavasched("*/15 * * * *", Map.of());
    audits.job("a", "*/5 * * * *").chosen(List.of(), List.of("a"), List.of());
    at("10:02");

    assertThat(lines(at("10:40")))
        .containsExactly(
            "missing a 10:20 10:25 10:30",
            "unknown (record-may-have-changed) a 08:40 08:45 08:50 08:55 09:00 09:05 09:10 09:15"
                + " 09:20 09:25 09:30 09:35 09:40 09:45 09:50 09:55 10:00 10:05 10:10 10:15");
  }

  @Test
  void withoutARebuildThatIsKnownItHasAnHour() {
    lavasched("--", Map.of());
    audits.job("a", "0,30 * * * *").chosen(List.of(), List.of("a"), List.of());
    at("09:45");

    assertThat(lines(at("11:45")))
        .containsExactly(
            "missing a 11:00 11:30", "unknown (record-may-have-changed) a 10:00 10:30");
  }

  @Test
  void somebodyMaySaySinceWhenTheRecordsAreAsTheyAre() {
    audits.unchangedSince = Optional.of(instant("11:30"));
    audits.job("a", "0 * * * *");

    assertThat(lines(at("13:10"))).containsExactly("missing a 12:00 13:00");
  }

  @Test
  void recordThatWasChangedIsInDoubtAgain() {
    audits.job("a", "0 * * * *").job("b", "0 * * * *").job("c", "0 * * * *").job("d", "0 * * * *");
    at("06:00");
    assertThat(lines(at("10:10"))).hasSize(4).allMatch(line -> line.startsWith("missing"));

    audits
        .job("a", "0 * * * *", "worker", "other")
        .job("b", List.of("0 * * * *", "1 1 1 1 *"))
        .job("c", "0 * * * *", "description", "no matter")
        .job("d", Map.of("crontab", "0 * * * *", "to", "2030-01-01T00:00Z"));

    assertThat(lines(at("10:20")))
        .containsExactly(
            "missing c 09:00 10:00",
            "unknown (record-may-have-changed) a 09:00 10:00",
            "unknown (record-may-have-changed) b 09:00 10:00",
            "unknown (record-may-have-changed) d 09:00 10:00");
  }

  /** It may come back as it was: what was due in between nobody knows. */
  @Test
  void jobThatWasAwayIsInDoubtAgain() {
    audits.job("a", "0 * * * *").job("b", "0 * * * *").job("c", "0 * * * *").job("d", "0 * * * *");
    at("06:00");
    audits.table.remove("a");
    audits.job("b", "--").job("c", "0 * * * *", "dispatcher", "e");
    at("08:00");
    audits.job("a", "0 * * * *").job("b", "0 * * * *").job("c", "0 * * * *");

    assertThat(lines(at("10:20")))
        .containsExactly(
            "missing d 09:00 10:00",
            "unknown (record-may-have-changed) a 09:00 10:00",
            "unknown (record-may-have-changed) b 09:00 10:00",
            "unknown (record-may-have-changed) c 09:00 10:00");
  }

  @Test
  void whatIsNotAskedForIsNotForgotten() {
    audits.job("a", "0 * * * *").job("b", "0 * * * *", "worker", "other");
    at("06:00");
    audits.chosen(List.of(), List.of("a"), List.of());
    at("07:00");
    audits.chosen(List.of(), List.of(), List.of("w"));
    at("08:00");
    audits.chosen(List.of(), List.of(), List.of());

    assertThat(audits.memory.read()).containsKeys(new JobId("a"), new JobId("b"));
    assertThat(lines(at("10:10")))
        .containsExactly("missing a 09:00 10:00", "missing b 09:00 10:00");
  }

  @Test
  void clockThatWasSetBackKnowsNothingOfTheFuture() {
    audits.job("a", "0 * * * *");
    at("11:00");

    at("08:00");

    assertThat(audits.memory.read().get(new JobId("a")).since()).isEqualTo(instant("08:00"));
  }

  @Test
  void memoryThatFailsIsAFailure() {
    audits.job("a", "0 * * * *");
    audits.memory.fail();

    assertThatThrownBy(() -> at("11:00")).isInstanceOf(StoreException.class);
  }

  @Test
  void jobOfADispatcherThatNobodyServesIsInDoubt() {
    audits.unchangedSince = Optional.of(Instant.EPOCH);
    audits.job("a", "0 * * * *", "dispatcher", "nobodys");

    AuditReport report = at("12:10");

    assertThat(lines(report)).containsExactly("unknown (not-served) a 11:00 12:00");
  }

  /** Its record is the same, but no rebuild had put it into a crontab before. */
  @Test
  void jobWhoseDispatcherIsServedOnlyNowIsInDoubtAgain() {
    audits.job("a", "0 * * * *").job("b", "0 * * * *");
    lavasched("*/15 * * * *", Map.of("enabled", false));
    audits.chosen(List.of(), List.of("a", "b"), List.of());
    at("06:00");
    lavasched("*/15 * * * *", Map.of());

    assertThat(lines(at("10:10")))
        .containsExactly(
            "unknown (record-may-have-changed) a 09:00 10:00",
            "unknown (record-may-have-changed) b 09:00 10:00");
    assertThat(lines(at("12:10")))
        .containsExactly("missing a 11:00 12:00", "missing b 11:00 12:00");
  }

  @Test
  void disabledJobIsDueUnlessItsBlockLeavesItOut() {
    audits.unchangedSince = Optional.of(Instant.EPOCH);
    audits.job("a", "0 * * * *", "enabled", false);
    assertThat(lines(at("12:10"))).containsExactly("missing a 11:00 12:00");

    lavasched("--", Map.of("x-lavasched", Map.of("skip_disabled", true)));
    assertThat(lines(at("12:10"))).isEmpty();
  }

  /** They are not in the record, and so somebody has to say them again. */
  @Test
  void optionsOfTheRebuildCountBeforeTheRecord() {
    audits.unchangedSince = Optional.of(Instant.EPOCH);
    audits.job("a", "0 * * * *", "enabled", false);
    audits.settings =
        new RebuildSettings(
            OptionalInt.empty(),
            OptionalInt.of(900),
            Optional.of(true),
            Optional.empty(),
            Set.of());
    assertThat(lines(at("12:10"))).isEmpty();

    audits.job("a", "0 * * * *");
    assertThat(at("12:10").findings())
        .allSatisfy(finding -> assertThat(finding.by().entry().line()).contains(" --delay "));
  }

  /** As the rebuild sees it: the entry comes with the first one that finds the window open. */
  @Test
  void windowCountsFromTheRebuildOn() {
    audits.unchangedSince = Optional.of(Instant.EPOCH);
    lavasched("*/15 * * * *", Map.of());
    audits
        .job("a", Map.of("crontab", "*/5 * * * *", "from", "2026-12-01T11:31:00Z"))
        .chosen(List.of(), List.of("a"), List.of());

    assertThat(lines(at("12:10"))).containsExactly("missing a 11:50 11:55 12:00");
  }

  @Test
  void badRecordIsReportedAndNotJudged() {
    audits.unchangedSince = Optional.of(Instant.EPOCH);
    audits.job("a", "0 * * * *").job("b", "0 25 * * *");

    AuditReport report = at("12:10");

    assertThat(lines(report)).containsExactly("missing a 11:00 12:00");
    assertThat(report.problems()).extracting(Problem::code).contains(ProblemCode.CRON_OUT_OF_RANGE);
  }
}

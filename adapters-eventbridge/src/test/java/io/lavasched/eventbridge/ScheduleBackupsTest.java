// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.ScheduleArchiveContract;
import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ContractOf(ScheduleBackups.class)
class ScheduleBackupsTest extends ScheduleArchiveContract {

  private static final GroupName GROUP = new GroupName("lava.demo.etl_1");

  private final InMemoryCrontabArchive texts = new InMemoryCrontabArchive();

  @Override
  protected ScheduleArchive emptyArchive() {
    return new ScheduleBackups(GROUP, texts);
  }

  private static Stored stored() {
    return Stored.of(
        new ScheduleSpec(
            new ScheduleName("a"),
            new ScheduleExpression("cron(0 6 * * ? *)", "Australia/Sydney"),
            Optional.of(Instant.parse("2026-12-24T00:00:00Z")),
            Optional.empty(),
            true,
            new ScheduleTarget(
                "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
                "arn:aws:iam::123456789012:role/r",
                "{}",
                900,
                185,
                Optional.of("arn:aws:sqs:ap-southeast-2:123456789012:q")),
            "d"));
  }

  /**
   * What {@code aws scheduler create-schedule --cli-input-json} takes, by the names of its model.
   */
  @Test
  void aPersonCanMakeItByHand() throws IOException {
    Backup backup = emptyArchive().keep(List.of(stored()));

    JsonNode document =
        new ObjectMapper().readTree(new String(texts.read(backup).orElseThrow().bytes(), UTF_8));

    assertThat(document.get("format").asText()).isEqualTo("lavasched.schedules-backup/1");
    assertThat(document.get("schedules").get(0).get("create_schedule"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Name": "a", "GroupName": "lava.demo.etl_1",
                     "ScheduleExpression": "cron(0 6 * * ? *)",
                     "ScheduleExpressionTimezone": "Australia/Sydney",
                     "StartDate": "2026-12-24T00:00:00Z", "State": "ENABLED", "Description": "d",
                     "FlexibleTimeWindow": {"Mode": "OFF"}, "ActionAfterCompletion": "NONE",
                     "Target": {
                       "Arn": "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
                       "RoleArn": "arn:aws:iam::123456789012:role/r", "Input": "{}",
                       "RetryPolicy": {
                         "MaximumEventAgeInSeconds": 900, "MaximumRetryAttempts": 185},
                       "DeadLetterConfig": {"Arn": "arn:aws:sqs:ap-southeast-2:123456789012:q"}}}
                    """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedules-backup/1 | schedules-backup/2 | format "lavasched.schedules-backup/2"
          "lava.demo.etl_1", | "lava.demo.b",     | group "lava.demo.b"
          "ENABLED"          | "OFF"              | state "OFF"
          "Arn"              | "Arm"              | no Arn
          900                | 1                  | maxAgeSeconds must be 60 to 86400, found 1
          900                | "x"                | no number in MaximumEventAgeInSeconds
          2026-12-24T        | 2026-13-24T        | could not be parsed
          "schedules"        | "others"           | no list schedules
          "name" : "a"       | "name" : 1         | no text in name
          "Target" :         | "T" :              | no Target
          "beyond" : [ ]     | "beyond" : [ 1 ]   | no text in beyond
          {                  | [                  | something else than JSON
          """)
  void whatIsDamagedIsAFailureWithWords(String whole, String damaged, String found) {
    ScheduleArchive archive = emptyArchive();
    Backup sound = archive.keep(List.of(stored()));
    String text = new String(texts.read(sound).orElseThrow().bytes(), UTF_8);
    assertThat(text).contains(whole);
    Backup backup =
        texts.keep(Optional.of(CrontabText.of(text.replace(whole, damaged).getBytes(UTF_8))));

    assertThatThrownBy(() -> archive.read(backup))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            " must hold lavasched.schedules-backup/1 of schedule group lava.demo.etl_1 in the backup ")
        .hasMessageContaining(found);
  }

  @Test
  void aCrontabIsNoBackupOfAGroup() {
    ScheduleArchive archive = emptyArchive();
    for (String text :
        List.of("", "\n", "* * * * * true\n", "[]", "1", "{} {}", "[".repeat(5_000))) {
      Backup backup = texts.keep(Optional.of(CrontabText.of(text.getBytes(UTF_8))));

      assertThatThrownBy(() -> archive.read(backup)).as(text).isInstanceOf(StoreException.class);
    }
    Backup none = texts.keep(Optional.empty());
    assertThatThrownBy(() -> archive.read(none)).isInstanceOf(StoreException.class);
  }
}

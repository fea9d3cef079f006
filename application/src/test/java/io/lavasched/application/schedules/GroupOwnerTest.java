// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupOwnerTest {

  @Test
  void tagsAreTheRealmAndTheJob() {
    Map<String, String> tags =
        new GroupOwner(new RealmName("demo"), new JobId("demo/schedule-01")).tags();

    assertThat(List.copyOf(tags.entrySet()))
        .containsExactly(
            Map.entry("lavasched:owner", "demo/schedule-01"), Map.entry("lavasched:realm", "demo"));
  }

  /** What AWS takes in a tag is written as it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a job_1.x:/+-@ | a job_1.x:/+-@",
        "a=b            | a=3Db",
        "é              | =C3=A9",
        "50% #1         | 50=25 =231",
        "😀             | =F0=9F=98=80",
      })
  void jobAsATag(String job, String tag) {
    assertThat(tagOf(job)).isEqualTo(tag);
  }

  @Test
  void longJobIsCutOff() {
    assertThat(tagOf("x".repeat(300))).isEqualTo("x".repeat(256));
  }

  @Property
  void tagIsAlwaysOneThatAwsTakes(@ForAll String job) {
    Assume.that(JobId.parse(job).value().isPresent());

    assertThat(tagOf(job)).matches("[a-zA-Z0-9 _.:/=+@-]{1,256}");
  }

  private static String tagOf(String job) {
    return new GroupOwner(new RealmName("demo"), new JobId(job)).tags().get("lavasched:owner");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.testkit.Texts;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The input tells whose it is: {@code job(of(job))} is the job. */
class DispatchInputTest {

  private static final HelperArgs ARGS =
      HelperArgs.of(List.of(new ShellWord("-p"), new ShellWord("a=b")), Optional.empty())
          .value()
          .orElseThrow();

  @Provide
  Arbitrary<String> ids() {
    return Texts.names();
  }

  @Property
  void inputTellsItsJob(@ForAll("ids") String id) {
    JobId job = new JobId(id);

    assertThat(DispatchInput.job(DispatchInput.of(job, ARGS, 37))).contains(job);
    assertThat(DispatchInput.job(DispatchInput.of(job, HelperArgs.NONE, 0))).contains(job);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"job_id\": \"a\"}",
        "{\"x\":1,\"job_id\":\"a\"}",
        "{\"job_id\":\"",
        "{\"job_id\":\"a",
        "{\"job_id\":\"a\\",
        "{\"job_id\":\"a\\n\"}",
        "{\"job_id\":\"a\\u12\"}",
        "{\"job_id\":\"a\\uABCD\"}",
        "{\"job_id\":\"\"}"
      })
  void otherTextsTellNone(String text) {
    assertThat(DispatchInput.job(text)).isEmpty();
  }

  @Property
  void anyTextIsRead(@ForAll("anything") String text) {
    assertThat(DispatchInput.job("{\"job_id\":\"" + text)).isNotNull();
  }

  @Provide
  Arbitrary<String> anything() {
    return Texts.any();
  }
}

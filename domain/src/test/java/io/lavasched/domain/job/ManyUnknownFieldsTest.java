// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyUnknownFieldsTest {

  @Test
  void aHundredAreNamedAndTheOthersCounted() {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < 1234; i++) {
      fields.put("own" + i, Value.NULL);
    }

    List<Problem> found =
        JobRecord.parse("file", new Value.MapOf(fields)).problems().stream()
            .filter(problem -> problem.code() == ProblemCode.UNKNOWN_FIELD)
            .toList();

    assertThat(found).hasSize(101);
    assertThat(found.get(100).message()).endsWith("found 1134 more than the 100 that are named");
  }
}

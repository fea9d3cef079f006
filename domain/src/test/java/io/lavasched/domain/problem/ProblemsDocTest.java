// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/problems.md} and the codes that there are. */
class ProblemsDocTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| .+ \\|$");

  @ParameterizedTest
  @CsvSource({"ERROR, ## Errors", "WARNING, ## Warnings", "INFO, ## Information"})
  void everyCodeHasItsRowUnderItsSeverity(Severity severity, String heading) throws IOException {
    String document = Files.readString(Path.of("..", "docs", "problems.md"));
    int from = document.indexOf("\n" + heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    int to = document.indexOf("\n## ", from + heading.length());
    List<String> rows =
        ROW.matcher(document.substring(from, to)).results().map(row -> row.group(1)).toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values())
                .filter(code -> code.severity() == severity)
                .map(ProblemCode::id)
                .toList());
  }
}

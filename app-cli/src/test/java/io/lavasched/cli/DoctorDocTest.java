// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/doctor.md} and the checks there are. */
class DoctorDocTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|(.*)\\|$");

  private static final Pattern SEE = Pattern.compile("\"see ([a-z-]+)\"");

  private static List<List<String>> rows(String heading) throws IOException {
    String doc = Files.readString(Path.of("..", "docs", "doctor.md"));
    int start = doc.indexOf(heading);
    assertThat(start).as(heading).isNotNegative();
    int end = doc.indexOf("\n\n", doc.indexOf("|---", start));
    return ROW.matcher(doc.substring(start, end))
        .results()
        .map(row -> (row.group(1) + " |" + row.group(2)).split(" ?\\| ?", -1))
        .map(Arrays::asList)
        .toList();
  }

  @Test
  void everyCheckHasItsRowInTheirOrder() throws IOException {
    assertThat(rows("\n| check |").stream().map(row -> row.get(0)))
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).toList());
  }

  @Test
  void everyRowSaysWhatIsLookedAtWhenItIsBadAndWhatToDo() throws IOException {
    for (List<String> row : rows("\n| check |")) {
      assertThat(row).as(row.get(0)).hasSize(5);
      assertThat(row.get(1)).as(row.get(0)).isNotBlank();
      assertThat(row.get(2) + row.get(3)).as(row.get(0)).isNotBlank();
      assertThat(row.get(4)).as(row.get(0)).isNotBlank();
    }
  }

  @Test
  void everyStatusIsExplained() throws IOException {
    assertThat(rows("\n| status |").stream().map(row -> row.get(0)))
        .containsExactlyElementsOf(Arrays.stream(Status.values()).map(Status::label).toList());
  }

  /** Where one says "see ..." it must be a check. */
  @Test
  void theChecksThatAreReferredToExist() throws IOException {
    List<String> ids = Arrays.stream(Check.values()).map(Check::id).toList();
    List<String> found = new ArrayList<>();
    for (String module :
        List.of(
            "domain",
            "application",
            "adapters-aws",
            "adapters-dynamodb",
            "adapters-eventbridge",
            "adapters-crontab",
            "app-cli")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
        for (Path source : files.filter(p -> p.toString().endsWith(".java")).toList()) {
          SEE.matcher(Files.readString(source))
              .results()
              .forEach(reference -> found.add(reference.group(1)));
        }
      }
    }

    assertThat(found).isNotEmpty().isSubsetOf(ids);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.metrics.EmbeddedMetric;
import io.lavasched.cli.metrics.Exposition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} leaves for monitors. */
class MetricsTest {

  private static final String RUN =
      "run -r demo --jobs {dir}/jobs.json --crontab-file {dir}/tab --dispatcher d ";

  private static final String SUCCESS = "lavasched_last_success_timestamp_seconds";

  private static final double NOW = (double) Cli.NOW.getEpochSecond();

  @TempDir Path directory;
  private Cli cli;
  private Path file;

  @BeforeEach
  void realm() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        {"job_id": "a", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "1 4 * * *"}
        {"job_id": "b", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "99 4 * * *"}
        """);
    file = directory.resolve("lavasched.prom");
  }

  private double figure(String name) throws IOException {
    return Exposition.read(Files.readString(file))
        .get(name)
        .samples()
        .get(Map.of("realm", "demo", "lavasched_job", ""));
  }

  @Test
  void aRunLeavesItsFigures() throws IOException {
    Ran ran = cli.runLine(RUN + "--metrics {dir}/lavasched.prom");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-r--r--"));
    assertThat(figure(SUCCESS)).isEqualTo(NOW);
    assertThat(figure("lavasched_last_run_exit_code")).isEqualTo(3);
    assertThat(figure("lavasched_last_run_entries")).isEqualTo(1);
    assertThat(figure("lavasched_last_run_quarantined_jobs")).isEqualTo(1);
  }

  @Test
  void aRunThatFailsLeavesThemToo() throws IOException {
    cli.runLine(RUN + "--metrics {dir}/lavasched.prom");

    Ran ran = cli.runLine(RUN.replace("jobs.json", "none.json") + "--metrics {dir}/lavasched.prom");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(figure("lavasched_last_run_exit_code")).isEqualTo(5);
    assertThat(figure(SUCCESS)).as("of the run before").isEqualTo(NOW);
    assertThat(Exposition.read(Files.readString(file)))
        .doesNotContainKey("lavasched_last_run_entries");
  }

  @Test
  void aVariableNamesTheFileUnlessTheOptionDoes() throws IOException {
    cli.with("LAVASCHED_METRICS", directory.resolve("variable.prom").toString());

    cli.runLine(RUN);
    assertThat(directory.resolve("variable.prom")).exists();
    assertThat(file).doesNotExist();

    Files.delete(directory.resolve("variable.prom"));
    cli.runLine(RUN + "--metrics {dir}/lavasched.prom");
    assertThat(file).exists();
    assertThat(directory.resolve("variable.prom")).doesNotExist();
  }

  @Test
  void onlyARunThatWritesLeavesThem() {
    cli.with("LAVASCHED_METRICS", file.toString());

    cli.runLine(RUN.replaceFirst("run", "plan"));
    cli.runLine(RUN.replaceFirst("run", "doctor"));

    assertThat(file).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenIsAWarning() {
    Ran ran = cli.runLine(RUN + "--metrics {dir}/none/lavasched.prom --level warning");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .endsWith(
            "warning: "
                + directory
                + "/none/lavasched.prom must take the metrics, found: no such file or directory\n");
  }

  /** Where nothing can be remembered, the success of this run is known all the same. */
  @Test
  void aStateFolderThatIsNoneHidesNoFailure() throws IOException {
    cli.file(".local/state/lavasched", "");

    Ran ran = cli.runLine(RUN + "--metrics {dir}/lavasched.prom");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(figure("lavasched_last_run_exit_code")).isEqualTo(5);
    assertThat(figure(SUCCESS)).isZero();
  }

  @Test
  void anEmbeddedMetricIsALineOfStandardOutput() {
    Ran ran = cli.runLine(RUN + "--metrics-emf");

    assertThat(ran.out()).endsWith("}\n").hasLineCount(1);
    JsonNode json = EmbeddedMetric.read(ran.out().strip());
    assertThat(json.get("RunSucceeded").intValue()).isEqualTo(1);
    assertThat(json.get("RunExitCode").intValue()).isEqualTo(3);
    assertThat(json.get("realm").textValue()).isEqualTo("demo");
  }

  @Test
  void aRunThatFailsHasItsLineToo() {
    Ran ran = cli.runLine(RUN.replace("jobs.json", "none.json") + "--metrics-emf");

    JsonNode json = EmbeddedMetric.read(ran.out().strip());
    assertThat(json.get("RunSucceeded").intValue()).isZero();
    assertThat(json.get("RunExitCode").intValue()).isEqualTo(5);
    assertThat(json.get("outcome").textValue()).isEqualTo("failed");
    assertThat(json.get("message").textValue()).contains("none.json");
  }

  @Test
  void aFullStandardOutputIsAFailureAndLastRunSaysSo() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Ran ran =
        cli.withOut(new PrintStream(full, false, StandardCharsets.UTF_8))
            .runLine(RUN + "--metrics-emf --metrics {dir}/lavasched.prom");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(figure("lavasched_last_run_exit_code")).isEqualTo(5);
    assertThat(figure(SUCCESS)).isEqualTo(NOW);
  }

  @Test
  void standardOutputHasOneThingOrTheOther() {
    Ran ran = cli.runLine(RUN + "--metrics-emf -o json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("error: --metrics-emf must come without another -o: standard output has one");
    assertThat(cli.path("tab")).doesNotExist();
  }
}

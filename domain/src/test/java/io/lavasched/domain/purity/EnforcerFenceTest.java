// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The third fence around the domain: the build stops at a dependency that is not for tests. */
class EnforcerFenceTest {

  /**
   * Below the real pom, so that the wrapper's settings and the parent are where they always are.
   */
  private static final Path COPY = Path.of("target/enforcer-fence/pom.xml").toAbsolutePath();

  private String pom;

  @BeforeEach
  void readPom() throws IOException {
    assumeTrue(
        System.getProperty("maven.home") != null,
        "runs in Maven only: it needs Maven's own folder");
    String parent = "<relativePath>../../../pom.xml</relativePath></parent>";
    pom = Files.readString(Path.of("pom.xml")).replace("</parent>", parent);
    assertThat(pom).contains(parent).contains("domain-purity");
  }

  @Test
  void pomPassesAsItIs() throws Exception {
    Run run = enforce(pom);

    assertThat(run.output).isEmpty();
    assertThat(run.exit).isZero();
  }

  @Test
  void dependencyOfTheProductIsStopped() throws Exception {
    String planted =
        "<dependencies><dependency><groupId>org.assertj</groupId>"
            + "<artifactId>assertj-core</artifactId><scope>compile</scope></dependency>";

    // Without the tests' own dependencies, among which it is once more.
    Run run = enforce(pom.replaceFirst("<dependencies>", planted), "-Dmaven.test.skip=true");

    assertThat(run.exit).isNotZero();
    assertThat(run.output)
        .contains("the domain has no dependency: put this into an adapter")
        .contains("org.assertj:assertj-core");
  }

  /** Annotations for compilers are no dependency of who uses the jar; and shall not become one. */
  @Test
  void annotationsAreStoppedWhereTheyWouldBePassedOn() throws Exception {
    String compile = "<scope>compile</scope>";
    String planted = pom.replaceFirst("<scope>provided</scope>", compile);
    assertThat(planted).contains(compile);

    Run run = enforce(planted, "-Dmaven.test.skip=true");

    assertThat(run.exit).isNotZero();
    assertThat(run.output).contains("org.jspecify:jspecify");
  }

  private record Run(int exit, String output) {}

  private static Run enforce(String pom, String... options) throws Exception {
    Files.createDirectories(COPY.getParent());
    Files.writeString(COPY, pom);
    Path log = COPY.resolveSibling("log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-q",
                "-B",
                "-f",
                COPY.toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
    command.addAll(List.of(options));
    command.add("enforcer:enforce@domain-purity");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("MAVEN_OPTS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("Maven ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    // Maven resets the colours of a terminal that is not there.
    String output =
        Files.readString(log, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    return new Run(process.exitValue(), output.strip());
  }
}

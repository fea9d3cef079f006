// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built and when: the version is in the manifest of the jar, the time in a resource. */
public final class Version implements IVersionProvider {

  private static final String RESOURCE = "/io/lavasched/cli/build.properties";

  /**
   * When it was built, as {@code project.build.outputTimestamp} of the pom has it: no right clock
   * is before.
   *
   * @return the epoch where the build did not fill it in
   */
  public static Instant built() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      Properties build = new Properties();
      if (in != null) {
        build.load(in);
      }
      return Instant.parse(build.getProperty("built", ""));
    } catch (IOException | DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"lavasched " + get()};
  }

  public static String get() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}

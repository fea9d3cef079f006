package io.lavasched.cli;

import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
final class Version implements IVersionProvider {

  /**
   * When it was made, as {@code project.build.outputTimestamp} has it: no right clock is before.
   */
  static final Instant BUILT = Instant.parse("2026-11-23T00:00:00Z");

  @Override
  public String[] getVersion() {
    return new String[] {"lavasched " + get()};
  }

  static String get() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}

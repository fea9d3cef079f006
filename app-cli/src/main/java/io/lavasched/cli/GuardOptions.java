package io.lavasched.cli;

import io.lavasched.domain.usecase.Guard;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What may go although a guard would stop it. */
final class GuardOptions {

  static final String HEADING = "%nWhat may go, although it looks like a mistake:%n";

  @Option(
      names = "--allow-empty",
      description = "All entries of the block. Without it, that is refused.")
  private boolean empty;

  @Option(
      names = "--allow-lockout",
      description = "The entry of the lavasched job itself, without which nobody rebuilds again.")
  private boolean lockout;

  @Option(
      names = "--allow-mass-removal",
      description = "More than half of the entries, where there are ten or more.")
  private boolean massRemoval;

  Set<Guard> allowed() {
    Set<Guard> allowed = EnumSet.noneOf(Guard.class);
    if (empty) {
      allowed.add(Guard.EMPTY);
    }
    if (lockout) {
      allowed.add(Guard.LOCKOUT);
    }
    if (massRemoval) {
      allowed.add(Guard.MASS_REMOVAL);
    }
    return allowed;
  }
}

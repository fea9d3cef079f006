// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All that the program takes from the process around it.
 *
 * @param variables the environment variables
 * @param in standard input
 * @param out standard output, for the product
 * @param err standard error, for all messages
 * @param outIsTerminal whether a person reads standard output
 * @param errIsTerminal whether a person reads standard error
 * @param errIsJournal whether the journal of systemd reads standard error
 * @param outIsPipe whether standard output leads to another program; asked only when a write failed
 * @param clock the time
 * @param zone the node's own zone
 * @param runId what this run is called
 */
public record Environment(
    Map<String, String> variables,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean errIsJournal,
    BooleanSupplier outIsPipe,
    Clock clock,
    ZoneId zone,
    RunId runId) {

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(v -> !v.isEmpty());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

/** A command that leaves word of how it ended, whatever its end. */
public interface Reporting {

  /**
   * Prints what is asked for of it on standard output.
   *
   * @param exitCode of the process, unless standard output fails
   */
  void print(int exitCode);

  /**
   * Leaves word, when there is nothing else to do.
   *
   * @param exitCode of the process, which does not change any more
   */
  void ended(int exitCode);
}

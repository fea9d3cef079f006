// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a stream of this process leads to the journal of systemd, which reads a priority such as
 * {@code <4>} in front of each line (sd-daemon(3)).
 */
public final class JournalStream {

  /** Set by systemd: device and inode of the stream, in decimal, as systemd.exec(5) has it. */
  public static final String VARIABLE = "JOURNAL_STREAM";

  private JournalStream() {}

  /**
   * Compares a stream with what the variable says: children inherit the variable, and may have
   * other streams.
   *
   * @param variable its value
   * @param stream such as {@code /proc/self/fd/2}
   */
  public static boolean is(String variable, Path stream) {
    try {
      Map<String, Object> found = Files.readAttributes(stream, "unix:dev,ino");
      return variable.equals(found.get("dev") + ":" + found.get("ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import java.util.Map;
import java.util.UUID;

/**
 * What one run of the program is called in its log lines and its report.
 *
 * <p>Where lava runs it, that is lava's own name of the run ({@code LAVA_RUN_ID}; lava 8.2,
 * lava/lavacore.py), which its events and the log lines of its worker have too.
 */
public final class RunId {

  private static final String LAVA = "LAVA_RUN_ID";

  private static final int LONGEST = 64;

  private final Map<String, String> variables;
  private String made = "";

  /**
   * The id of a run.
   *
   * @param variables the environment variables
   */
  public RunId(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The same each time; made at the first, for finding random bytes may take a moment. */
  public synchronized String text() {
    if (made.isEmpty()) {
      String lava = variables.getOrDefault(LAVA, "");
      made = isId(lava) ? lava : UUID.randomUUID().toString();
    }
    return made;
  }

  private static boolean isId(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isWord && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }
}

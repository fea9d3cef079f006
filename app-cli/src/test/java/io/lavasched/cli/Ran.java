// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import java.nio.charset.StandardCharsets;

/**
 * How one run of the program ended.
 *
 * @param exit its exit code
 * @param outBytes standard output
 * @param errBytes standard error
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Ran(int exit, byte[] outBytes, byte[] errBytes) {

  public String out() {
    return new String(outBytes, StandardCharsets.UTF_8);
  }

  public String err() {
    return new String(errBytes, StandardCharsets.UTF_8);
  }

  /** Standard error without the line that names the backup: that has a time in it. */
  String told() {
    return err().replaceAll("(?m)^old crontab kept: .*\n", "");
  }
}

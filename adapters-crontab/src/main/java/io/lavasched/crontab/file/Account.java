// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The account that runs this program. */
public final class Account {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Real, effective, saved, file system. */
  private static final Pattern UIDS = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

  private Account() {}

  /** Its number: 0 is root. The one that owns what this program makes. */
  public static long uid() {
    try {
      Matcher uids = UIDS.matcher(Files.readString(STATUS, ISO_8859_1));
      if (uids.find()) {
        return Long.parseLong(uids.group(1));
      }
    } catch (IOException e) {
      // No Linux, or no /proc.
    }
    // Not asked first: it says 0 for an account without an entry in the user database, which
    // containers often have.
    return new UnixSystem().getUid();
  }

  /**
   * Its name in the user database, which the crontab programs ask as well; {@code ?} where it has
   * none, and those programs do not work then.
   */
  public static String name() {
    return System.getProperty("user.name", "?");
  }

  public static boolean isRoot() {
    return uid() == 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lavasched.domain.cron.CronDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which cron a crontab program belongs to, told by its file: each rebuild asks, and to read a file
 * takes less than to start a program.
 *
 * <p>Source: CRON.md section 7, looked up in the programs of Debian 12 and 13.
 */
public final class ProgramFile {

  /** Far more than any crontab program has, except for busybox, which goes by its name. */
  private static final long MOST_BYTES = 512 << 10;

  /** Texts of which one program has all and no other has any. */
  private record Mark(CronDialect cron, List<String> texts) {
    boolean isIn(String content) {
      for (String text : texts) {
        if (!content.contains(text)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          new Mark(
              CronDialect.DEBIAN,
              List.of(
                  "crontab.c,v 2.13 1994/01/17", "\t(default operation is replace, per 1003.2)")),
          new Mark(
              CronDialect.CRONIE,
              List.of("cronie", " -n <host>  set host in cluster to run users' crontabs")),
          new Mark(CronDialect.BCRON, List.of("bcrontab", "Could not connect to bcron-spool")),
          new Mark(CronDialect.SYSTEMD_CRON, List.of("systemd-cron/crontab_setgid")));

  private ProgramFile() {}

  /**
   * Recognises a program.
   *
   * @param program its path; links are followed
   * @return empty where the file does not tell, such as that of a wrapper
   */
  public static Optional<CronDialect> dialect(Path program) {
    try {
      Path file = program.toRealPath();
      String name = String.valueOf(file.getFileName());
      // bbsuid is what Alpine calls busybox by for those of its programs that are set-user-ID.
      if (name.startsWith("busybox") || name.equals("bbsuid")) {
        return Optional.of(CronDialect.BUSYBOX);
      }
      return Files.size(file) > MOST_BYTES
          ? Optional.empty()
          : dialect(new String(Files.readAllBytes(file), ISO_8859_1));
    } catch (IOException e) {
      // Not readable, perhaps: then it has to say so itself.
      return Optional.empty();
    }
  }

  /** Loops, for at each start a stream would have to be put together first. */
  private static Optional<CronDialect> dialect(String content) {
    for (Mark mark : MARKS) {
      if (mark.isIn(content)) {
        return Optional.of(mark.cron);
      }
    }
    return Optional.empty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time zones of this node: that of cron, which is the machine's ({@code /etc/localtime}), and
 * that of windows without an offset, which is this program's ({@code --zone}, {@code TZ}).
 */
final class ZoneCheckup {

  private static final String TZ = "TZ";

  /** A rule of POSIX in the place of a name, such as {@code AEST-10AEDT,M10.1.0,M4.1.0/3}. */
  private static final Pattern RULE =
      Pattern.compile("(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\\d{1,3}.*");

  private final Path root;

  /** The zones below a folder that stands for the root of the disk. */
  ZoneCheckup(Path root) {
    this.root = root;
  }

  /**
   * The zones of this node.
   *
   * @return looks at {@code /etc/localtime} and {@code /usr/share/zoneinfo}
   */
  static ZoneCheckup ofNode() {
    return new ZoneCheckup(Path.of("/"));
  }

  /**
   * Looks at the zone that windows are read in.
   *
   * @param zone that of this program
   * @param environment the environment variables
   * @return what was found by {@link Check#TIME_ZONE}
   */
  Finding of(ZoneId zone, Map<String, String> environment) {
    String given = environment.getOrDefault(TZ, "");
    if (!given.isEmpty() && !isZone(given)) {
      return Finding.failure(
          Check.TIME_ZONE,
          "TZ must be a zone of this node, found " + Quoted.of(given) + ", which is taken for UTC",
          "write it as timedatectl list-timezones does, such as Australia/Sydney");
    }
    Path localtime = root.resolve("etc/localtime");
    if (!Files.exists(localtime)) {
      return isSame("UTC", zone)
          ? Finding.ok(Check.TIME_ZONE, shown(zone) + "; there is no /etc/localtime, which is UTC")
          : differs(zone, "there is no /etc/localtime, which is UTC");
    }
    Optional<String> name = nameOf(localtime);
    if (name.isPresent()) {
      return isSame(name.get(), zone)
          ? Finding.ok(Check.TIME_ZONE, shown(zone) + ", as /etc/localtime")
          : differs(zone, "/etc/localtime is " + Quoted.escape(name.get()));
    }
    Optional<Boolean> isCopy = isCopy(localtime, zone);
    if (isCopy.isEmpty()) {
      return Finding.unknown(
          Check.TIME_ZONE,
          shown(zone) + "; it is not known whether /etc/localtime is the same: it is no link");
    }
    return isCopy.get()
        ? Finding.ok(Check.TIME_ZONE, shown(zone) + ", as /etc/localtime")
        : differs(zone, "/etc/localtime is another");
  }

  private static Finding differs(ZoneId zone, String machine) {
    return Finding.warning(
        Check.TIME_ZONE,
        "windows are read in "
            + shown(zone)
            + ", and cron fires in the zone of the machine, found that "
            + machine,
        "give both the same: unset TZ, leave out --zone, or link /etc/localtime to the zone and"
            + " restart cron");
  }

  private static String shown(ZoneId zone) {
    return Quoted.escape(zone.getId());
  }

  /**
   * Whether cron and the C library know a zone.
   *
   * @param name such as {@code Australia/Sydney}, or a rule of POSIX
   * @return false for what they take for UTC
   */
  boolean isZone(String name) {
    String plain = name.startsWith(":") ? name.substring(1) : name;
    if (RULE.matcher(plain).matches()) {
      return true;
    }
    Path database = root.resolve("usr/share/zoneinfo");
    if (!Files.isDirectory(database)) {
      return ZoneId.getAvailableZoneIds().contains(plain);
    }
    try {
      return !plain.isEmpty() && Files.isRegularFile(database.resolve(plain));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What the link leads to, as a name. */
  private static Optional<String> nameOf(Path localtime) {
    try {
      String target = Files.readSymbolicLink(localtime).toString();
      int start = target.lastIndexOf("zoneinfo/");
      return start < 0
          ? Optional.empty()
          : Optional.of(target.substring(start + "zoneinfo/".length()));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** By what they mean: Etc/UTC is UTC. */
  private static boolean isSame(String name, ZoneId zone) {
    try {
      return ZoneId.of(name).getRules().equals(zone.getRules());
    } catch (DateTimeException e) {
      return name.equals(zone.getId());
    }
  }

  private Optional<Boolean> isCopy(Path localtime, ZoneId zone) {
    try {
      Path original = root.resolve("usr/share/zoneinfo").resolve(zone.getId());
      return Files.isRegularFile(original)
          ? Optional.of(Files.mismatch(localtime, original) < 0)
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

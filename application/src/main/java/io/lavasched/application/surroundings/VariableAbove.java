// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.surroundings;

import io.lavasched.domain.cron.CronDialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A kind of variables that matter to the entries of the block when a line above it sets them: the
 * one list of them, each with its reason. {@code SHELL} has rules of its own.
 *
 * @param reader who supports it: cron and the shell take it from a line of its own only
 * @param names such variables; one that ends in an asterisk stands for all that begin so
 * @param crons the crons that support it or pass it on
 * @param isHarmless whether a value changes nothing
 * @param meaning what it changes
 */
record VariableAbove(
    Reader reader,
    List<String> names,
    Set<CronDialect> crons,
    Predicate<String> isHarmless,
    String meaning) {

  /** Who supports a variable. */
  enum Reader {
    /** Cron, or the shell that it starts. */
    CRON,
    /** lava-dispatcher, or what runs it: a variable in the command serves it too. */
    PROGRAM
  }

  private static final Set<CronDialect> ALL = EnumSet.allOf(CronDialect.class);

  /** Those that pass over cronie's variables in every version: CRON.md sections 3 and 4. */
  private static final Set<CronDialect> LIKE_CRONIE =
      EnumSet.complementOf(EnumSet.of(CronDialect.DEBIAN, CronDialect.BUSYBOX, CronDialect.BCRON));

  /** Those that do not set HOME themselves: CRON.md section 3. */
  private static final Set<CronDialect> WITH_HOME =
      EnumSet.complementOf(EnumSet.of(CronDialect.BUSYBOX, CronDialect.BCRON));

  @SuppressWarnings("UnnecessaryLambda") // a word in the table below
  private static final Predicate<String> NEVER = value -> false;

  /**
   * Sources: CRON.md sections 3 and 4 for cron; lava 8.2 bin/lava-dispatcher, lava/config.py
   * (config) and lava/lavacore.py (dispatch); botocore's configprovider, httpsession and utils,
   * Python's urllib.request (getproxies) and ssl.
   */
  private static final List<VariableAbove> LIST =
      List.of(
          cron(
              LIKE_CRONIE,
              String::isEmpty, // cronie takes it for the node's own zone again
              "the time zone in which its schedules are read",
              "CRON_TZ"),
          cron(
              LIKE_CRONIE,
              value -> value.isEmpty() || value.equals("0"),
              "when its entries start: each a random time later",
              "RANDOM_DELAY"),
          cron(
              EnumSet.of(CronDialect.SYSTEMD_CRON),
              String::isEmpty,
              "when its entries start",
              "DELAY",
              "START_HOURS_RANGE",
              "PERSISTENT"),
          cron(ALL, NEVER, "who gets what its entries print", "MAILTO"),
          cron(ALL, String::isEmpty, "what the shell runs before each of its entries", "BASH_ENV"),
          program(ALL, NEVER, "the Python that lava-dispatcher finds", "PATH"),
          program(
              WITH_HOME,
              NEVER,
              "the folder in which lava-dispatcher starts and finds .aws/config",
              "HOME"),
          program(ALL, NEVER, "the libraries that lava-dispatcher loads", "LD_*"),
          program(ALL, NEVER, "how Python starts, and the modules that it loads", "PYTHON*"),
          program(ALL, NEVER, "the account, the region or the way in which AWS is asked", "AWS_*"),
          program(ALL, NEVER, "the settings of lava itself", "LAVA_*"),
          program(
              ALL,
              NEVER,
              "the proxy through which AWS is asked",
              "HTTP_PROXY",
              "HTTPS_PROXY",
              "ALL_PROXY",
              "NO_PROXY",
              "http_proxy",
              "https_proxy",
              "all_proxy",
              "no_proxy"),
          program(
              ALL,
              NEVER,
              "the certificates and settings by which AWS is trusted",
              "SSL_CERT_FILE",
              "SSL_CERT_DIR",
              "REQUESTS_CA_BUNDLE",
              "OPENSSL_CONF"),
          program(ALL, String::isEmpty, "where the keys of TLS are written", "SSLKEYLOGFILE"),
          program(
              ALL,
              String::isEmpty,
              "the time zone of what lava-dispatcher dispatches and logs",
              "TZ"),
          program(
              ALL,
              VariableAbove::isUtf8,
              "the encoding in which Python reads a job_id",
              "LC_ALL",
              "LC_CTYPE",
              "LANG"));

  private static VariableAbove cron(
      Set<CronDialect> crons, Predicate<String> isHarmless, String meaning, String... names) {
    return new VariableAbove(Reader.CRON, List.of(names), crons, isHarmless, meaning);
  }

  private static VariableAbove program(
      Set<CronDialect> crons, Predicate<String> isHarmless, String meaning, String... names) {
    return new VariableAbove(Reader.PROGRAM, List.of(names), crons, isHarmless, meaning);
  }

  /** Python takes the C locale for UTF-8 (PEP 538 and 540). */
  private static boolean isUtf8(String locale) {
    String lower = locale.toLowerCase(Locale.ROOT);
    return Set.of("", "c", "posix").contains(lower)
        || lower.contains("utf-8")
        || lower.contains("utf8");
  }

  /** The kind of a variable; empty for one that matters to nobody. */
  static Optional<VariableAbove> of(String name) {
    return LIST.stream()
        .filter(kind -> kind.names.stream().anyMatch(pattern -> fits(pattern, name)))
        .findFirst();
  }

  private static boolean fits(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  /** Whether a value of it changes anything for the entries below. */
  boolean matters(String value, CronDialect dialect) {
    return crons.contains(dialect) && !isHarmless.test(value);
  }

  /** Whether the block itself can set it: in the strict forms only the program sees its own. */
  boolean canBeSet(CronDialect dialect) {
    return canBeSet(reader, dialect);
  }

  static boolean canBeSet(Reader reader, CronDialect dialect) {
    return reader == Reader.PROGRAM || !dialect.isStrict();
  }
}

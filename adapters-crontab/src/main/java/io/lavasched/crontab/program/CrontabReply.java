// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.lavasched.crontab.program.BoundedProcess.Captured;
import io.lavasched.crontab.program.BoundedProcess.Ended;
import io.lavasched.domain.text.Quoted;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a crontab program means by its exit code and its words, in the C locale. */
final class CrontabReply {

  /** Debian, cronie, systemd-cron and dcron; busybox: each names the account that it looked for. */
  private static final Pattern NONE_OF =
      Pattern.compile(
          "no crontab for (\\S+)|crontab: can't open '([^']+)': No such file or directory");

  /** Of bcron, which names none. */
  private static final Pattern NONE = Pattern.compile("(?:.*: )?Crontab does not exist");

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  /** Of each stream, in bytes: a message is for a person. */
  private static final int MOST_SHOWN = 64 << 10;

  private final Ended ended;

  CrontabReply(Ended ended) {
    this.ended = ended;
  }

  Ended ended() {
    return ended;
  }

  boolean succeeded() {
    return ended.exit() == 0;
  }

  /** Whether it failed because an editor did, with this exit code. */
  boolean isOfEditor(int exit) {
    return ended.exit() == 1 && ended.err().text().endsWith(" exited with status " + exit + "\n");
  }

  /**
   * Whether it says that this account has no crontab, and nothing else.
   *
   * <p>Not asked of the exit code: it is 1, 2 or 111 by program, and 1 stands for "not allowed" as
   * well; dcron says this with 0. An empty crontab is 0 without a word.
   *
   * @param account the name of this account: no -u is ever given, so that no other one is meant
   */
  boolean saysNone(String account) {
    String said = said();
    return mayBeNone()
        && (NONE.matcher(said).matches()
            || said.equals("no crontab for " + account)
            || said.equals("crontab: can't open '" + account + "': No such file or directory"));
  }

  /** The account that it says has no crontab, where that is another one. */
  Optional<String> saysNoneOfAnother(String account) {
    return mayBeNone() ? accountWithout().filter(name -> !name.equals(account)) : Optional.empty();
  }

  private boolean mayBeNone() {
    return ended.exit() < 128 && ended.out().text().isEmpty();
  }

  private String said() {
    return new String(ended.err().text().getBytes(ISO_8859_1), UTF_8).strip();
  }

  private Optional<String> accountWithout() {
    Matcher none = NONE_OF.matcher(said());
    return none.matches()
        ? Optional.ofNullable(none.group(1)).or(() -> Optional.ofNullable(none.group(2)))
        : Optional.empty();
  }

  /**
   * Tells how it failed.
   *
   * @param withOutput whether standard output may be shown: never when it may be the crontab, whose
   *     variables can be secrets
   * @return such as {@code failed with exit code 1 and said:}, and the lines below it, indented
   */
  String failure(boolean withOutput) {
    String shown = lines(ended.err()) + (withOutput ? lines(ended.out()) : "");
    String how = "failed with exit code " + ended.exit() + signal();
    if (!shown.isEmpty()) {
      return how + " and said:" + shown;
    }
    if (!ended.out().text().isEmpty()) {
      return how + ", and what it printed may be the crontab itself, which is not shown";
    }
    return how + " and said nothing";
  }

  Optional<Remedy> remedy() {
    return Remedy.of(ended.err().text());
  }

  private String signal() {
    int number = ended.exit() - 128;
    if (number < 1 || number > 64) {
      return "";
    }
    return " (killed by " + SIGNALS.getOrDefault(number, "signal " + number) + ")";
  }

  private static String lines(Captured captured) {
    boolean cut = captured.cut() || captured.text().length() > MOST_SHOWN;
    String shown = captured.text().substring(0, Math.min(captured.text().length(), MOST_SHOWN));
    String text = new String(shown.getBytes(ISO_8859_1), UTF_8);
    Stream<String> lines = text.isEmpty() ? Stream.empty() : Stream.of(text.split("\n"));
    return lines.map(line -> "\n    " + Quoted.escape(line)).collect(joining())
        + (cut ? "\n    (and more)" : "");
  }
}

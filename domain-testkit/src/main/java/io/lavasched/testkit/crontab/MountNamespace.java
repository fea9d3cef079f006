// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.crontab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Commands that mount what they like and are alone in seeing it. It takes root or, where it is not
 * root who runs the tests, user namespaces.
 *
 * <p>Where that cannot be done, a test is aborted, with a line on standard error; with the
 * environment variable {@code CI} it fails, so that nobody believes in tests that never ran.
 */
public final class MountNamespace {

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private MountNamespace() {}

  /**
   * Whether root runs the tests.
   *
   * @return false where it takes a user namespace
   */
  public static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A command line for a script, or the end of the test where it cannot be run.
   *
   * @param script for {@code /bin/sh}
   * @param arguments {@code $1} and so on
   * @return a command line
   */
  public static List<String> command(String script, List<String> arguments) {
    String answer = answer(unshare("mount -t tmpfs none /tmp && echo can", List.of()));
    if (!answer.equals("can\n")) {
      throw missing("mounts", "unshare said " + "\"" + answer.strip() + "\"");
    }
    return unshare(script, arguments);
  }

  private static List<String> unshare(String script, List<String> arguments) {
    Stream<String> unshare =
        isRoot() ? Stream.of("unshare", "-m") : Stream.of("unshare", "-r", "-m");
    return Stream.of(unshare, Stream.of("/bin/sh", "-euc", script, "sh"), arguments.stream())
        .flatMap(words -> words)
        .toList();
  }

  private static String answer(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Ends a test that cannot be run here.
   *
   * @param what is not tested then
   * @param why it cannot be run
   * @return never
   */
  static AssertionError missing(String what, String why) {
    String message =
        "NOT TESTED: "
            + what
            + ", because "
            + why
            + ". It takes a cron (apt install cron), unshare (apt install util-linux), and root or"
            + " user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0)";
    if (!System.getenv().getOrDefault("CI", "").isEmpty()) {
      return fail(message);
    }
    if (SAID.add(what)) {
      System.err.println(message);
    }
    return abort(message);
  }
}

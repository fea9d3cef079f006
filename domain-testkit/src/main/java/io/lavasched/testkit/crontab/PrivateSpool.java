// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.crontab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The machine's real {@code crontab} program, on a spool of its own.
 *
 * <p>{@link #bin} holds a program {@code crontab}, which runs the real one in a mount namespace
 * where {@link #spool} lies over the real spool. The spool lives as long as its directory. The
 * account is the one that runs the tests, or, where it takes a user namespace, the {@code root} of
 * that.
 *
 * <p>Where that cannot be done, a test is aborted, with a line on standard error; with the
 * environment variable {@code CI} it fails, so that nobody believes in tests that never ran.
 */
public final class PrivateSpool {

  private static final List<Path> REAL_PROGRAMS =
      List.of(Path.of("/usr/bin/crontab"), Path.of("/bin/crontab"));

  // Debian's first: there, /var/spool/cron holds other things as well.
  private static final List<Path> REAL_SPOOLS =
      List.of(Path.of("/var/spool/cron/crontabs"), Path.of("/var/spool/cron"));

  /**
   * $1 the spool, $2 the real one, $3 the mark, $4 the program; then its arguments. Any failure
   * ends the script before the real program starts, and the mark proves that the mount is there.
   */
  private static final String INSIDE =
      """
      set -eu
      mount --bind "$1" "$2"
      test -f "$2/$3"
      program=$4
      shift 4
      exec "$program" "$@"
      """;

  // Busybox's words stand beside those of all others.
  private static final Pattern NONE = Pattern.compile("no crontab for |crontab: can't open ");

  /** $1 a folder for /etc, $2 a program; then its arguments. */
  private static final String WITH_ETC =
      """
      set -eu
      mount --bind "$1" /etc
      test -f /etc/cron.deny
      program=$2
      shift 2
      exec "$program" "$@"
      """;

  private static final String BECOME_NOBODY =
      "setpriv --reuid=nobody --regid=\"$(id -g nobody)\" --clear-groups";

  private static final String MAP_TO_NOBODY =
      "unshare -U --map-user=\"$(id -u nobody)\" --map-group=\"$(id -g nobody)\"";

  private final Path bin;
  private final Path spool;
  private final Path realSpool;
  private final Path realProgram;
  private final String mark;

  private PrivateSpool(Path bin, Path spool, Path realSpool, Path realProgram, String mark) {
    this.bin = bin;
    this.spool = spool;
    this.realSpool = realSpool;
    this.realProgram = realProgram;
    this.mark = mark;
  }

  /**
   * Makes an empty spool, or ends the test.
   *
   * @param directory an empty one, which this takes for itself; its path has no single quote
   * @return the spool
   */
  public static PrivateSpool in(Path directory) {
    Optional<Path> program = REAL_PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    Optional<Path> realSpool = REAL_SPOOLS.stream().filter(Files::isDirectory).findFirst();
    if (program.isEmpty() || realSpool.isEmpty()) {
      throw missing("there is no crontab program here, or no spool");
    }
    try {
      return create(directory.toAbsolutePath(), program.get(), realSpool.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivateSpool create(Path directory, Path program, Path realSpool)
      throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path spool = Files.createDirectory(directory.resolve("spool"));
    String mark = ".private-spool-" + UUID.randomUUID();
    Files.createFile(spool.resolve(mark));
    boolean root = (int) Files.getAttribute(spool, "unix:uid") == 0;
    if (root) {
      // crontab is set-group-ID, and the spool lets that group in. In a user namespace, that bit
      // has no effect, and the spool is ours.
      Files.setAttribute(spool, "unix:gid", Files.getAttribute(realSpool, "unix:gid"));
      Files.setAttribute(spool, "unix:mode", Files.getAttribute(realSpool, "unix:mode"));
    }
    PrivateSpool made = new PrivateSpool(bin, spool, realSpool, program, mark);
    FakeCrontab.in(bin, made.inside(root ? "" : "-r", program));
    String answer = made.probe();
    if (!NONE.matcher(answer).lookingAt()) {
      throw missing("crontab -l in a mount namespace said " + "\"" + answer.strip() + "\"");
    }
    return made;
  }

  /**
   * Any command in a mount namespace of its own, where the machine's own crontab program, called by
   * its own path, uses this spool. For who must not pay for a namespace at each call, as {@link
   * #program} does.
   *
   * @param command a program, by its path or found on {@code PATH}, and its arguments
   * @return what to run in its place; the process becomes that of the command
   */
  public List<String> inside(List<String> command) {
    List<String> unshare =
        List.of(
            "unshare",
            MountNamespace.isRoot() ? "-m" : "-rm",
            "/bin/sh",
            "-c",
            INSIDE,
            "sh",
            spool.toString(),
            realSpool.toString(),
            mark);
    return Stream.concat(unshare.stream(), command.stream()).toList();
  }

  private String inside(String options, Path program) {
    return "exec unshare %s -m /bin/sh -c '%s' sh '%s' '%s' '%s' '%s' \"$@\""
        .formatted(options, INSIDE, spool, realSpool, mark, program);
  }

  /**
   * The same program on the same spool, for an account that may not use it: {@code nobody}, whom
   * {@code /etc/cron.deny} names.
   *
   * @param directory an empty one, which this takes for itself
   * @return the absolute path of a program
   */
  public Path programOfDenied(Path directory) {
    boolean root = MountNamespace.isRoot();
    try {
      Path etc = Files.createDirectory(directory.toAbsolutePath().resolve("etc"));
      for (String file : List.of("passwd", "group", "nsswitch.conf")) {
        Files.copy(Path.of("/etc", file), etc.resolve(file));
      }
      Files.writeString(etc.resolve("cron.deny"), "nobody\n");
      Path asNobody =
          FakeCrontab.in(
              Files.createDirectory(directory.resolve("as-nobody")),
              "exec %s '%s' \"$@\"".formatted(root ? BECOME_NOBODY : MAP_TO_NOBODY, realProgram));
      Path onSpool =
          FakeCrontab.in(
              Files.createDirectory(directory.resolve("on-spool")),
              inside(root ? "" : "-r", asNobody));
      return FakeCrontab.in(
          Files.createDirectory(directory.resolve("denied")),
          "exec unshare %s -m /bin/sh -c '%s' sh '%s' '%s' \"$@\""
              .formatted(root ? "" : "-r", WITH_ETC, etc, onSpool));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What crontab -l says on a spool without a crontab. */
  private String probe() throws IOException {
    Process process =
        new ProcessBuilder(program().toString(), "-l")
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      assertThat(process.waitFor(240, SECONDS)).as("crontab -l ends").isTrue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static AssertionError missing(String why) {
    return MountNamespace.missing("the real crontab program", why);
  }

  /**
   * The directory that stands first in the {@code PATH} of who shall find this crontab.
   *
   * @return a directory with nothing but {@link #program}
   */
  public Path bin() {
    return bin;
  }

  /**
   * The crontab program.
   *
   * @return an absolute path
   */
  public Path program() {
    return bin.resolve("crontab");
  }

  /**
   * The directory that holds one file for each account that has a crontab.
   *
   * @return its path outside the namespace
   */
  public Path spool() {
    return spool;
  }

  /**
   * Puts a crontab into the spool by hand, as provisioning tools do.
   *
   * @param content every byte of the file
   */
  public void place(byte[] content) {
    try {
      // Both that of the real account and that of the user namespace.
      Files.write(spool.resolve("root"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

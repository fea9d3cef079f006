// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.NewFile;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.text.Quoted;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The crontab of the account that runs this program, through the system's {@code crontab} program.
 *
 * <p>Known are those of Debian and Ubuntu, cronie, busybox, bcron and systemd-cron. The program is
 * started without a shell, in the C locale, with nothing to read, and never with {@code -u}.
 */
public final class CrontabProgram implements CrontabStore {

  /** How long one call of the program may take, unless set otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  /** A program that hangs hangs again when it is put to use, and is waited for then. */
  private static final Duration LIMIT_OF_VERSION = Duration.ofSeconds(5);

  private static final int EDITOR_EXIT = 77;

  /**
   * Shows the file and fails. After an editor that ends well, Debian's crontab installs the file
   * again when its time is in another second than when it was made, which happens by chance.
   */
  private static final String EDITOR =
      "show() { /bin/cat \"$1\"; exit " + EDITOR_EXIT + "; }; show";

  /** Of a crontab that somebody changes between the calls of one reading. */
  private static final int MOST_READINGS = 5;

  /** Debian's program cuts what is longer, in bytes, and then finds nothing there. */
  private static final int MOST_OF_PATH = 99;

  private static final List<String> USUAL_PLACES = List.of("/usr/bin", "/bin", "/usr/local/bin");

  private final Path program;
  private final Duration limit;
  private final StateFolder folder;
  private final String name;

  /** Found out once: a later reading, just before an install, is the shorter for it. */
  private boolean hidesHeader;

  /** What {@code crontab -V} tells, asked for once; empty where it fails. */
  private final Supplier<Optional<CronIdentity>> identity = Suppliers.memoize(this::askWhatItIs);

  /**
   * A crontab program.
   *
   * @param program its absolute path
   * @param limit how long one call of it may take; it is killed then, with all that it started
   * @param folder where the file that it is given lives for that long
   */
  public CrontabProgram(Path program, Duration limit, StateFolder folder) {
    if (!program.isAbsolute()) {
      throw new IllegalArgumentException("not absolute: " + program);
    }
    this.program = program;
    this.name = Quoted.escape(program.toString());
    this.limit = limit;
    this.folder = folder;
  }

  /**
   * Looks for the program: in the absolute directories of {@code PATH}, then in {@code /usr/bin},
   * {@code /bin} and {@code /usr/local/bin}. Relative and empty ones do not count, because what the
   * current directory holds is not the system's.
   *
   * @param environment the environment variables
   * @return its absolute path
   * @throws StoreException when there is none
   */
  public static Path find(Map<String, String> environment) {
    return find(environment, USUAL_PLACES);
  }

  /**
   * Whether a failure means that the account can have no crontab: it is not let in, or no account
   * at all.
   *
   * @param failure of a read
   */
  public static boolean isDenied(StoreException failure) {
    return Remedy.of(failure.getMessage())
        .filter(remedy -> remedy == Remedy.DENIED || remedy == Remedy.STRANGER)
        .isPresent();
  }

  static Path find(Map<String, String> environment, List<String> usualPlaces) {
    Stream<String> path =
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(environment.getOrDefault("PATH", ""))
            .filter(directory -> directory.startsWith("/"));
    List<String> places = Stream.concat(path, usualPlaces.stream()).distinct().toList();
    return places.stream()
        .flatMap(CrontabProgram::programIn)
        .findFirst()
        .orElseThrow(
            () ->
                new StoreException(
                    "find",
                    "crontab",
                    false,
                    "there must be a crontab program, found none in "
                        + Quoted.escape(String.join(", ", places)),
                    Optional.of(
                        "install the system's cron (package cron or cronie), or use"
                            + " --crontab-file")));
  }

  private static Stream<Path> programIn(String directory) {
    try {
      Path candidate = Path.of(directory, "crontab");
      return Files.isRegularFile(candidate) && Files.isExecutable(candidate)
          ? Stream.of(candidate)
          : Stream.empty();
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  @Override
  public Optional<CrontabText> read() {
    for (int i = 0; i < MOST_READINGS; i++) {
      // The whole file, also from Debian's program: see DebianListing. Others do not know the
      // variable.
      CrontabReply reply = call("read", Map.of("CRONTAB_NOHEADER", "N"), "-l");
      if (saysNone("read", "-l", reply)) {
        return Optional.empty();
      }
      Optional<String> exact = exact(output(reply, "-l"));
      if (exact.isPresent()) {
        return Optional.of(CrontabText.of(exact.get().getBytes(ISO_8859_1)));
      }
    }
    throw failure(
        "read",
        true,
        name + " gave two different answers within one reading, " + MOST_READINGS + " times",
        "someone else may be changing the crontab: try again");
  }

  /**
   * Whether this account has no crontab. What is said of another one is no answer, whatever the
   * exit code: a wrapper, or a program that goes by LOGNAME, looked at somebody else's.
   */
  private boolean saysNone(String operation, String argument, CrontabReply reply) {
    String account = Account.name();
    reply
        .saysNoneOfAnother(account)
        .ifPresent(
            other -> {
              throw failure(
                  operation,
                  false,
                  name + " " + argument + " " + reply.failure(true),
                  "that is account "
                      + Quoted.of(other)
                      + ", and this one is "
                      + Quoted.of(account)
                      + ": see which account that program takes (LOGNAME, USER, a wrapper)");
            });
    return reply.saysNone(account);
  }

  /** Empty when the crontab was changed between two calls. */
  private Optional<String> exact(String listed) {
    DebianListing listing = new DebianListing(listed);
    if (!listing.mayDiffer()) {
      return Optional.of(listed);
    }
    if (listing.hasHeader() && !hidesHeader) {
      // By what it does, so that this does not hang on the words of a version: it hides the header
      // unless set otherwise. Others show one, where a crontab came from a Debian machine.
      String shown = output(call("read", Map.of("CRONTAB_NOHEADER", "Y"), "-l"), "-l");
      if (shown.equals(listed)) {
        return Optional.of(listed);
      }
      if (!shown.equals(listing.withoutHeader())) {
        return Optional.empty();
      }
      hidesHeader = true;
      // Debian's knows no -V, and tells how it is used.
    } else if (!listing.hasHeader()
        && identity.get().orElseGet(this::surelyAsked).dialect() != CronDialect.DEBIAN) {
      return Optional.of(listed);
    }
    return listing.isAmbiguous() ? edited(listing) : Optional.of(listing.withoutHeader());
  }

  private Optional<String> edited(DebianListing listing) {
    listing
        .unknowableLine()
        .ifPresent(
            line -> {
              throw failure(
                  "read",
                  false,
                  name
                      + " -l shows a \\r or \\b in line "
                      + line
                      + ", which may stand for a control character: there is no way to tell",
                  "the crontab was not installed with crontab: take the pair out of that comment,"
                      + " or install the crontab once with "
                      + name
                      + " FILE from its source");
            });
    // "Editing" it is how Debian's crontab gives the bytes away. The name of the file it hands over
    // is
    // not quoted for the shell, so not in any TMPDIR.
    Map<String, String> editor = Map.of("VISUAL", EDITOR, "EDITOR", EDITOR, "TMPDIR", "/tmp");
    CrontabReply reply = call("read", editor, "-e");
    return listing.withBytesOf(
        reply.isOfEditor(EDITOR_EXIT) && !reply.ended().out().cut()
            ? reply.ended().out().text()
            : output(reply, "-e"));
  }

  private String output(CrontabReply reply, String argument) {
    if (!reply.succeeded()) {
      throw failure("read", argument, reply, false);
    }
    if (reply.ended().out().cut()) {
      throw failure(
          "read",
          false,
          name
              + " "
              + argument
              + " must print a crontab of at most "
              + (BoundedProcess.MOST_OUT >> 20)
              + " MiB, found more",
          "see whether that program is the system's crontab");
    }
    return reply.ended().out().text();
  }

  @Override
  public void install(CrontabText text) {
    try (NewCrontab ready = prepare(text)) {
      ready.install();
    }
  }

  /** A file, because bcron's crontab does not read standard input. */
  @Override
  public NewCrontab prepare(CrontabText text) {
    Path path = folder.create().resolve(NewFile.ofCrontab());
    try {
      NewFile temporary = new NewFile(path);
      try {
        // It need not outlive a crash of the machine: not on the disk, which may take long.
        temporary.write(text.bytes());
      } catch (IOException | RuntimeException e) {
        temporary.close();
        throw e;
      }
      return new Ready(temporary);
    } catch (IOException e) {
      throw new StoreException(
          "install",
          describe(),
          false,
          Quoted.escape(path.toString())
              + " must take the new crontab for "
              + name
              + ", found: "
              + FailureWords.reason(e),
          Optional.of(StateFolder.REMEDY),
          e);
    }
  }

  private final class Ready implements NewCrontab {

    private final NewFile temporary;

    private Ready(NewFile temporary) {
      this.temporary = temporary;
    }

    @Override
    public void install() {
      Path file = temporary.path();
      String path = file.toString();
      CrontabReply reply = call("install", isLong(path) ? inItsFolder(file) : command(path), path);
      if (!reply.succeeded()) {
        throw failure("install", path, reply, true);
      }
    }

    private static boolean isLong(String path) {
      return path.getBytes(UTF_8).length > MOST_OF_PATH;
    }

    private ProcessBuilder inItsFolder(Path file) {
      return command(String.valueOf(file.getFileName()))
          .directory(file.resolveSibling("").toFile());
    }

    @Override
    public void close() {
      temporary.close();
    }
  }

  /** Every cron demands a newline at the end. */
  @Override
  public CrontabText fit(CrontabText text) {
    return text.withFinalNewline();
  }

  @Override
  public void remove() {
    CrontabReply reply = call("remove", Map.of(), "-r");
    if (!saysNone("remove", "-r", reply) && !reply.succeeded()) {
      throw failure("remove", "-r", reply, true);
    }
  }

  /** Those of the cron that {@code crontab -V} tells of. */
  @Override
  public CronLimits limits() {
    return identity.get().map(CronIdentity::limits).orElse(CronLimits.UNKNOWN);
  }

  /** That of the program's file; where that does not tell, what {@code crontab -V} tells. */
  @Override
  public CronDialect dialect() {
    return ProgramFile.dialect(program)
        .orElseGet(() -> identity.get().map(CronIdentity::dialect).orElse(CronDialect.VIXIE));
  }

  /** Whatever is wrong with the program shows, with a reason, when it is put to use. */
  private Optional<CronIdentity> askWhatItIs() {
    try {
      Duration most = limit.compareTo(LIMIT_OF_VERSION) < 0 ? limit : LIMIT_OF_VERSION;
      return Optional.of(identity(call("version", command("-V"), "-V", most)));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** Where it decides what a crontab is, a failure ends the reading. */
  private CronIdentity surelyAsked() {
    return identity(call("read", Map.of(), "-V"));
  }

  private static CronIdentity identity(CrontabReply version) {
    return CronIdentity.of(version.ended(), Account.isRoot());
  }

  /** Such as {@code the crontab of lava (/usr/bin/crontab)}. */
  @Override
  public String describe() {
    return Quoted.escape("the crontab of " + Account.name() + " (" + program + ")");
  }

  private CrontabReply call(String operation, Map<String, String> variables, String argument) {
    ProcessBuilder builder = command(argument);
    builder.environment().putAll(variables);
    return call(operation, builder, argument);
  }

  private ProcessBuilder command(String argument) {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), argument);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private CrontabReply call(String operation, ProcessBuilder builder, String argument) {
    return call(operation, builder, argument, limit);
  }

  private CrontabReply call(
      String operation, ProcessBuilder builder, String argument, Duration most) {
    try {
      return new CrontabReply(BoundedProcess.run(builder, most));
    } catch (TimeoutException e) {
      throw failure(
          operation,
          true,
          name + " " + Quoted.escape(argument) + " " + e.getMessage(),
          "see whether the disk or network file system of the spool hangs, or the user database;"
              + " LAVASCHED_CRONTAB_SECONDS gives it longer");
    } catch (IOException e) {
      throw new StoreException(
          operation,
          describe(),
          false,
          name + " could not be run: " + FailureWords.reason(e),
          Optional.of("see whether that program is the system's crontab"),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(operation, true, name + " " + argument + " was interrupted", "run it again");
    }
  }

  private StoreException failure(
      String operation, String argument, CrontabReply reply, boolean withOutput) {
    Optional<Remedy> remedy = reply.remedy();
    return new StoreException(
        operation,
        describe(),
        remedy.filter(Remedy::passes).isPresent(),
        name + " " + Quoted.escape(argument) + " " + reply.failure(withOutput),
        remedy.map(Remedy::hint));
  }

  private StoreException failure(String operation, boolean retryable, String message, String hint) {
    return new StoreException(operation, describe(), retryable, message, Optional.of(hint));
  }
}

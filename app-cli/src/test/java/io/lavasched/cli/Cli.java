// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.RunId;
import io.lavasched.testkit.crontab.FakeCrontab;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The program in this JVM, in surroundings that are all made up: at noon of 2026-12-01, in UTC,
 * without a terminal, and with a crontab program that fails, so that no test meets a real one.
 */
public final class Cli {

  static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  static final Path EXAMPLES = Path.of("..", "examples", "realm");

  private final Path directory;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private byte[] in = new byte[0];
  private boolean outIsTerminal;
  private boolean errIsTerminal;
  private boolean errIsJournal;
  private boolean outIsPipe;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private ZoneId zone = ZoneId.of("UTC");
  private PrintStream out;

  private Cli(Path directory) {
    this.directory = directory;
  }

  /** A program that may leave things in a directory of the test. */
  public static Cli in(Path directory) {
    Cli cli = new Cli(directory);
    cli.withCrontabProgram("echo 'a test must not come here' >&2; exit 99");
    // Nothing of the account that runs the tests.
    cli.with("AWS_CONFIG_FILE", "/dev/null").with("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    return cli.with("AWS_EC2_METADATA_DISABLED", "true").with("HOME", directory.toString());
  }

  /** The fields of a record, except for the one that another text has: no key comes twice. */
  static String without(String field, String fields) {
    String key = field.substring(0, field.indexOf(':'));
    return fields.replaceAll(Pattern.quote(key) + ": \"[^\"]*\", ", "");
  }

  public Cli with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Another crontab program: lines for {@code /bin/sh}. */
  Cli withCrontabProgram(String body) {
    try {
      Path bin = Files.createDirectories(directory.resolve("bin"));
      FakeCrontab.in(bin, body);
      return with("PATH", bin.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cli withInput(String text) {
    in = text.getBytes(UTF_8);
    return this;
  }

  public Cli onTerminal(boolean isOut, boolean isErr) {
    outIsTerminal = isOut;
    errIsTerminal = isErr;
    return this;
  }

  /** Standard error as under systemd. */
  public Cli withJournal() {
    errIsJournal = true;
    return this;
  }

  /** Standard output as a pipe, whose reader may leave. */
  public Cli withPipe(PrintStream other) {
    outIsPipe = true;
    return withOut(other);
  }

  public Cli withClock(Clock other) {
    clock = other;
    return this;
  }

  /** Another zone of the machine. */
  Cli withZone(String other) {
    zone = ZoneId.of(other);
    return this;
  }

  /** Another standard output, which then is not seen in the result. */
  public Cli withOut(PrintStream other) {
    out = other;
    return this;
  }

  public Ran run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            Map.copyOf(variables),
            new ByteArrayInputStream(in),
            out == null ? new PrintStream(outBytes, false, UTF_8) : out,
            new PrintStream(errBytes, false, UTF_8),
            outIsTerminal,
            errIsTerminal,
            errIsJournal,
            () -> outIsPipe,
            clock,
            zone,
            new RunId(Map.copyOf(variables)));
    int exit = Lavasched.run(environment, args);
    return new Ran(exit, outBytes.toByteArray(), errBytes.toByteArray());
  }

  /** Runs one line of words, which are parted by blanks; {@code {dir}} is the directory. */
  public Ran runLine(String line) {
    String[] words = line.strip().split("\\s+");
    return run(
        Arrays.stream(words)
            .map(word -> word.replace("{dir}", directory.toString()))
            .map(word -> word.replace("{examples}", EXAMPLES.toString()))
            .toArray(String[]::new));
  }

  /** A file in the directory. */
  public Path file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  public Path file(String name, byte[] content) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

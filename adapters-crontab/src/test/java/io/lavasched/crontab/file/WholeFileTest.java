// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.testkit.crontab.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, unit = SECONDS)
class WholeFileTest {

  @TempDir Path directory;

  private static void write(Path file, String content) throws IOException {
    WholeFile.write(file, content.getBytes(UTF_8), false);
  }

  @Test
  void takesThePlaceOfTheOldOne() throws IOException {
    Path file = directory.resolve("a.prom");

    write(file, "first");
    write(file, "second, and longer");
    write(file, "3");

    assertThat(file).hasContent("3");
    assertThat(directory.toFile().list()).containsExactly("a.prom");
  }

  /** A process that was killed had the number of this one. */
  @Test
  void whatWasLeftHalfMadeIsNotInTheWay() throws IOException {
    Path file = directory.resolve("a");
    Path left = directory.resolve(".a." + ProcessHandle.current().pid() + ".new");
    Files.createSymbolicLink(left, Files.writeString(directory.resolve("other"), "of another"));

    write(file, "x");

    assertThat(file).hasContent("x");
    assertThat(left).doesNotExist();
    assertThat(directory.resolve("other")).hasContent("of another");
  }

  @ParameterizedTest
  @CsvSource({"false, rw-------", "true, rw-r--r--"})
  void itsModeIsThatWhichIsAskedFor(boolean isForAll, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "old");
    Files.setPosixFilePermissions(file, fromString("rwxrwxrwx"));

    WholeFile.write(file, new byte[] {'x'}, isForAll);

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString(mode));
  }

  @Test
  void aUmaskDoesNotHideItFromThoseWhoAreToReadIt() throws Exception {
    Path file = directory.resolve("a");
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 0777; exec \"$@\"", "sh"));
    command.addAll(Jvm.command(Writer.class, file.toString()));
    Process writer = new ProcessBuilder(command).inheritIO().start();

    assertThat(writer.waitFor(60, SECONDS)).isTrue();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-r--r--"));
    assertThat(file).hasContent("at the end");
  }

  /** Writes it when the JVM ends already: no other file may be made then. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] args) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      WholeFile.write(Path.of(args[0]), "at the end".getBytes(UTF_8), true);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("a/in-the-way")).getParent();

    assertThatThrownBy(() -> write(folder, "x")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> write(directory.resolve("none/a"), "x"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory.toFile().list()).containsExactly("a");
  }

  @Test
  void aReaderSeesOneOrTheOther() throws Exception {
    Path file = directory.resolve("a");
    String one = "1".repeat(100_000);
    String other = "2".repeat(50_000);
    write(file, one);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 200; i++) {
                  write(file, i % 2 == 0 ? other : one);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              } finally {
                isOver.set(true);
              }
            });
    writer.start();
    while (!isOver.get()) {
      assertThat(Files.readString(file)).isIn(one, other);
    }
    writer.join();
    assertThat(file).hasContent(one);
  }

  /** No process has the number 0, and this one is at work. */
  @ParameterizedTest
  @CsvSource({
    ".last-run.json.0.new,       true",
    ".last-run-a-01.json.0.new,  true",
    ".last-run.json.{pid}.new,   false",
    "last-run.json.0.new,        false",
    ".other.json.0.new,          false",
    ".last-run.json.0,           false",
    ".last-run.json.new,         false",
    ".last-run.json..new,        false",
    ".last-run.new,              false",
    ".last-run.json.99999999999999999999.new, false",
  })
  void onlyWhatADeadProcessLeftIsALeftover(String name, boolean isLeftover) {
    String pid = String.valueOf(ProcessHandle.current().pid());

    assertThat(WholeFile.isLeftover(name.replace("{pid}", pid), "last-run")).isEqualTo(isLeftover);
  }
}

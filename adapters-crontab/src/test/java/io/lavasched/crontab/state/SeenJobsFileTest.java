// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.SeenJobs.Seen;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.SeenJobsContract;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractOf(SeenJobsFile.class)
class SeenJobsFileTest extends SeenJobsContract {

  private static final Map<JobId, Seen> JOBS =
      Map.of(
          new JobId("demo/b"),
          new Seen(new DispatcherName("core"), "0a1b", Instant.parse("2026-03-01T12:00:00Z")),
          new JobId("demo/a"),
          new Seen(new DispatcherName("a core"), "ff", Instant.parse("2026-03-01T11:00:00Z")));

  private static final String TEXT =
      """
      lavasched seen-jobs 1
      2026-03-01T11:00:00Z	ff	a core	demo/a
      2026-03-01T12:00:00Z	0a1b	core	demo/b
      end 2
      """;

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
  }

  private SeenJobsFile demo() {
    return SeenJobsFile.of(folder(), new RealmName("demo"));
  }

  private Path file() {
    return folder().path().resolve("seen-demo");
  }

  @Override
  protected SeenJobs empty() {
    return demo();
  }

  /** A folder stands where the file is to be, with something in it. */
  @Override
  protected void breakIt() {
    try {
      Files.delete(file());
      Files.createDirectories(file().resolve("in-the-way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void spoilIt() {
    spoilBy("lavasched seen-jobs 1\n2026-03-01T11:0");
  }

  private void spoilBy(String text) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFormIsText() throws IOException {
    demo().write(JOBS);

    assertThat(Files.readString(file())).isEqualTo(TEXT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder().path())) {
      assertThat(files).containsExactly(file());
    }
  }

  /** What is not what was written is nothing. */
  @ParameterizedTest
  @MethodSource
  void spoiledTexts(String from, String to) {
    demo().write(JOBS);
    assertThat(TEXT).contains(from);
    spoilBy(TEXT.replace(from, to));

    assertThat(demo().read()).isEmpty();
  }

  static Stream<Arguments> spoiledTexts() {
    return Stream.of(
        Arguments.of("seen-jobs 1", "seen-jobs 2"),
        Arguments.of("end 2\n", ""),
        Arguments.of("end 2\n", "end 1\n"),
        Arguments.of("end 2\n", "end 2\n\n"),
        Arguments.of("demo/b", "demo/a"),
        Arguments.of("\tdemo/b", ""),
        Arguments.of("\tcore\t", "\t\t"),
        Arguments.of("ff", "f-"),
        Arguments.of("11:00:00Z", "11:00:00"),
        Arguments.of("11:00:00Z", "11:00:00.5Z"),
        Arguments.of("demo/b", ""),
        Arguments.of("demo/b", "demo/b\u0007"),
        Arguments.of(TEXT, ""),
        Arguments.of(TEXT, "\n"));
  }

  @Test
  void otherBytesThanUtf8AreSpoiled() throws IOException {
    demo().write(JOBS);
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});

    assertThat(demo().read()).isEmpty();
  }

  @Test
  void eachRealmHasItsOwn() {
    SeenJobs longest = SeenJobsFile.of(folder(), new RealmName("r".repeat(244)));
    demo().write(JOBS);
    longest.write(Map.of());

    assertThat(demo().read()).isEqualTo(JOBS);
    assertThat(longest.read()).isEmpty();
    assertThat(SeenJobsFile.of(folder(), new RealmName("other")).read()).isEmpty();
  }

  /** No process has so large a number. */
  @Test
  void whatKilledAuditsLeftIsTakenAway() throws IOException {
    demo().write(Map.of());
    Path left = Files.createFile(folder().path().resolve("seen.999999999999.new"));
    Path own = folder().path().resolve("seen." + ProcessHandle.current().pid() + ".new");
    Path other = Files.createFile(folder().path().resolve("seen.x.new"));
    Path ofInit = Files.createFile(folder().path().resolve("seen.1.new"));

    demo().write(JOBS);

    assertThat(left).doesNotExist();
    assertThat(own).doesNotExist();
    assertThat(other).exists();
    assertThat(ofInit).exists();
  }

  @Test
  void aFolderThatIsNoneIsNamed() throws IOException {
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state/lavasched"), "x", UTF_8);

    assertThatThrownBy(() -> demo().read())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must be a folder, found a file");
    assertThatThrownBy(() -> demo().write(JOBS))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must be a folder, found a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "write"})
  void failuresNameTheFile(String operation) {
    demo().write(JOBS);
    breakIt();

    assertThatThrownBy(
            () -> {
              if (operation.equals("read")) {
                demo().read();
              } else {
                demo().write(JOBS);
              }
            })
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.operation()).isEqualTo(operation);
              assertThat(e.resource()).isEqualTo(file().toString());
              assertThat(e).hasMessageStartingWith(file() + " must be ");
              assertThat(e.hint()).contains(StateFolder.REMEDY);
            });
  }
}

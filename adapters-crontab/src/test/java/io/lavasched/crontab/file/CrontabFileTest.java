// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ContractOf(CrontabFile.class)
class CrontabFileTest extends CrontabStoreContract {

  private static final CrontabText TEXT = CrontabText.of("0 4 * * * x\n");

  @TempDir Path directory;

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return new CrontabFile(directory.resolve("crontab"));
  }

  @Test
  void aNewFileIsForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("crontab");

    new CrontabFile(file).install(TEXT);

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
    assertThat(filesIn(directory)).containsExactly("crontab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-rw-rw-", "r--------", "rwx------"})
  void anOldFileKeepsItsModeAndIsNotWrittenInto(String mode) throws IOException {
    Path file = Files.writeString(directory.resolve("crontab"), "# old\n");
    Path sameFile = Files.createLink(directory.resolve("old"), file);
    Files.setPosixFilePermissions(file, fromString(mode));
    Object owner = Files.getAttribute(file, "unix:uid");

    new CrontabFile(file).install(TEXT);

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString(mode));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
    assertThat(new CrontabFile(file).read()).contains(TEXT);
    assertThat(sameFile).as("what a reader of the old file sees").hasContent("# old\n");
    assertThat(filesIn(directory)).containsExactly("crontab", "old");
  }

  @Test
  void aSymbolicLinkStaysALink() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path file = Files.writeString(folder.resolve("file"), "# old\n");
    Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("file"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("folder/middle"));
    CrontabStore store = new CrontabFile(link);
    assertThat(store.read()).contains(CrontabText.of("# old\n"));

    store.install(TEXT);

    assertThat(link).isSymbolicLink();
    assertThat(middle).isSymbolicLink();
    assertThat(file).isRegularFile().hasBinaryContent(TEXT.bytes());

    store.remove();

    assertThat(file).doesNotExist();
    assertThat(store.read()).as("through a link that leads nowhere").isEmpty();

    store.install(TEXT);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(TEXT.bytes());
  }

  @Test
  void linksInACircleAreAnError() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

    assertFails(link, "symbolic links without an end");
  }

  @Test
  void aDirectoryIsAnError() {
    assertFails(directory, "must be a plain file, found a directory");
    assertThat(directory).isDirectory();
  }

  @Test
  void aSpecialFileIsAnError() {
    assertFails(Path.of("/dev/null"), "must be a plain file, found a special file");
  }

  @Test
  void aPathBelowAFileIsAnErrorAndNotNone() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertFails(file.resolve("crontab"), "found: Not a directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeReadIsAnError() {
    // A plain file that even root cannot read: nothing is mapped at address 0.
    assertThatThrownBy(() -> new CrontabFile(Path.of("/proc/self/mem")).read())
        .isInstanceOf(StoreException.class)
        .hasMessage("/proc/self/mem must be a file that can be read, found: Input/output error");
  }

  @Test
  void withoutItsDirectoryThereIsNoneAndNothingCanBeInstalled() {
    Path file = directory.resolve("folder/crontab");
    CrontabStore store = new CrontabFile(file);

    assertThat(store.read()).isEmpty();
    store.remove();
    assertThatThrownBy(() -> store.install(TEXT))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            file
                + " must be in a directory that can be written to,"
                + " found: no such file or directory");
  }

  @Test
  void afterAFailureNothingIsLeft() throws IOException {
    Path file = Files.createDirectory(directory.resolve("crontab"));

    assertFails(file, "found a directory");

    assertThat(filesIn(directory)).containsExactly("crontab");
  }

  @Test
  void theFileOfAKilledRunIsTakenAway() throws IOException {
    Path old = Files.writeString(directory.resolve(".crontab.lavasched-new"), "half a cron");
    Path sameFile = Files.createLink(directory.resolve("old"), old);

    new CrontabFile(directory.resolve("crontab")).install(TEXT);

    assertThat(filesIn(directory)).containsExactly("crontab", "old");
    assertThat(sameFile).as("never written into").hasContent("half a cron");
  }

  @Test
  void itsCronIsUnknown() {
    assertThat(storeWithoutCrontab().limits()).isEqualTo(CronLimits.UNKNOWN);
  }

  @Test
  void itsNameIsItsPathOnOneLine() {
    assertThat(new CrontabFile(Path.of("a/b\nc")).describe()).isEqualTo("a/b\\nc");
  }

  private static void assertFails(Path path, String message) {
    CrontabStore store = new CrontabFile(path);
    assertThatThrownBy(store::read)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
    assertThatThrownBy(() -> store.install(TEXT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(store::remove)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(message);
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

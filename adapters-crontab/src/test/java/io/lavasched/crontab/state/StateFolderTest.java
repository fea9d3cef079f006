// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.testkit.crontab.MountNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # XDG_STATE_HOME | HOME       | of the account | folder
          /state           | /home/lava | /home/lava     | /state/lavasched
          /state/          |            |                | /state/lavasched
                           | /home/lava | /root          | /home/lava/.local/state/lavasched
          ''               | /home/lava | /root          | /home/lava/.local/state/lavasched
          state            | /home/lava | /root          | /home/lava/.local/state/lavasched
          ./state          | /home/lava | /root          | /home/lava/.local/state/lavasched
                           |            | /root          | /root/.local/state/lavasched
                           | ''         | /root          | /root/.local/state/lavasched
                           | lava       | /root          | /root/.local/state/lavasched
          """)
  void isWhereItsEnvironmentSays(String state, String home, String ofAccount, Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_STATE_HOME", state);
    environment.put("HOME", home);
    environment.values().removeIf(value -> value == null);

    assertThat(StateFolder.of(environment, ofAccount == null ? "?" : ofAccount).path())
        .isEqualTo(folder);
  }

  @Test
  void withoutAnyHomeItSaysWhatToSet() {
    StoreException failure =
        catchThrowableOfType(
            StoreException.class, () -> StateFolder.of(Map.of("XDG_STATE_HOME", "state"), "?"));

    assertThat(failure).hasMessageContaining("XDG_STATE_HOME or HOME must be an absolute path");
    assertThat(failure.hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("set XDG_STATE_HOME"));
  }

  @Test
  void askingForItTouchesNothing() {
    StateFolder folder = folder();

    assertThat(folder.path()).isEqualTo(directory.resolve("a/b/lavasched"));
    assertThat(folder.existing()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isMadeForItsOwnerAloneWithItsParents() throws IOException {
    assertThat(folder().create()).isEqualTo(folder().path());

    for (String made : new String[] {"a", "a/b", "a/b/lavasched"}) {
      assertThat(Files.getPosixFilePermissions(directory.resolve(made)))
          .isEqualTo(fromString("rwx------"));
    }
    assertThat(folder().create()).isEqualTo(folder().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-xr-x", "rwxrwxrwx", "rwx--x---", "rwx----w-"})
  void aWiderOneIsNarrowed(String mode) throws IOException {
    Path path = Files.createDirectories(folder().path());
    Files.setPosixFilePermissions(path, fromString(mode));
    Path parent = path.resolveSibling("");
    Files.setPosixFilePermissions(parent, fromString("rwxr-xr-x"));

    folder().create();

    assertThat(Files.getPosixFilePermissions(path)).isEqualTo(fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(parent))
        .as("not ours")
        .isEqualTo(fromString("rwxr-xr-x"));
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Files.setPosixFilePermissions(target, fromString("rwx------"));
    Files.createDirectories(folder().path().getParent());
    Files.createSymbolicLink(folder().path(), target);

    assertThat(folder().create()).isSymbolicLink();
  }

  @Test
  void whatALinkLeadsToIsNotNarrowed() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Files.setPosixFilePermissions(target, fromString("rwxr-x---"));
    Files.createDirectories(folder().path().getParent());
    Files.createSymbolicLink(folder().path(), target);

    assertFails("must be open to its owner alone, found a link");
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(fromString("rwxr-x---"));
  }

  @Test
  void aLinkToNothingIsAFailure() throws IOException {
    Files.createDirectories(folder().path().getParent());
    Files.createSymbolicLink(folder().path(), directory.resolve("target"));

    assertFails("must be a folder that can be made, found: something else of that name");
  }

  @Test
  void aFileIsAFailure() throws IOException {
    Files.createDirectories(folder().path().getParent());
    Files.createFile(folder().path());

    assertFails("must be a folder, found a file");
  }

  @Test
  void aParentThatIsAFileIsAFailure() throws IOException {
    Files.createFile(directory.resolve("a"));

    assertFails("found: Not a directory");
  }

  @Test
  void thatOfAnotherAccountIsAFailure() throws IOException {
    Files.createDirectories(folder().path().getParent());
    // Never a folder of the system: if the check failed, its mode would be changed.
    if (MountNamespace.isRoot()) {
      Files.createDirectory(folder().path());
      Files.setAttribute(folder().path(), "unix:uid", 65534);
    } else {
      // Root's, and the kernel lets nobody change its mode.
      Files.createSymbolicLink(folder().path(), Path.of("/proc/sys"));
    }

    assertFails(", who could read and replace its backups");
    StoreException onLook = catchThrowableOfType(StoreException.class, folder()::existing);
    assertThat(onLook).hasMessageContaining("must belong to this account");
  }

  private void assertFails(String message) {
    StoreException failure = catchThrowableOfType(StoreException.class, folder()::create);

    assertThat(failure)
        .hasMessageStartingWith(folder().path() + " must ")
        .hasMessageContaining(message);
    assertThat(failure.hint())
        .hasValueSatisfying(
            hint -> assertThat(hint).contains("set XDG_STATE_HOME to another place"));
  }

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("a/b").toString()));
  }
}

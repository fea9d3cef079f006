// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.testkit.crontab.PrivateSpool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the crontab program of the machine: Debian's or Ubuntu's, or cronie. */
@ContractOf(CrontabProgram.class)
class RealCrontabTest extends CrontabStoreContract {

  @TempDir Path directory;
  private PrivateSpool spool;
  private CrontabProgram store;

  @BeforeEach
  void openSpool() {
    spool = PrivateSpool.in(directory);
    store = new CrontabProgram(spool.program(), CrontabProgram.DEFAULT_LIMIT, folder());
  }

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
  }

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return store;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# a\n# b\n# c\n# d\n0 4 * * * x\n",
        "# a\n0 4 * * * tr -d '\\r' \r\n",
        "0 4 * * * x\r\n0 5 * * * x\b\n",
        "# a\n\n# \\r \r\n0 5 * * * x\n",
        "# a\n# b\n# c\n# \\b\n",
      })
  void readsEveryByteOfWhatWasPutIntoTheSpoolByHand(String content) {
    spool.place(content.getBytes(ISO_8859_1));

    assertThat(store.read()).contains(CrontabText.of(content));
  }

  @Test
  void readingChangesNothing() throws IOException {
    byte[] content = "# a\n# b\n0 4 * * * x\b \\b\r\n".getBytes(ISO_8859_1);
    spool.place(content);
    Path file = spool.spool().resolve("root");
    Object before = Files.getAttribute(file, "unix:ctime");

    // Once would not show what depends on the second in which it is done.
    for (int i = 0; i < 100; i++) {
      store.read();
    }

    assertThat(file).hasBinaryContent(content);
    assertThat(Files.getAttribute(file, "unix:ctime")).isEqualTo(before);
    assertThat(filesInSpool()).containsExactly("root");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 4 * * * x;99 4 * * * x; | bad minute",
        "0 4 * * * x;0 4 * * * no newline | missing newline|premature EOF",
      })
  void aRefusalIsShownWholeAndChangesNothing(String content, String said) {
    store.install(CrontabText.of("# as it was\n"));

    StoreException refusal =
        catchThrowableOfType(
            StoreException.class, () -> store.install(CrontabText.of(content.replace(';', '\n'))));

    assertThat(refusal)
        .hasMessageContaining("failed with exit code 1 and said:\n    ")
        .hasMessageFindingMatch(said)
        .hasMessageContaining("can't install");
    assertThat(refusal.operation()).isEqualTo("install");
    assertThat(refusal.hint())
        .hasValueSatisfying(hint -> assertThat(hint).startsWith("correct the line"));
    assertThat(store.read()).contains(CrontabText.of("# as it was\n"));
  }

  @Test
  void tellsTheLimitsOfItsCron() {
    assertThat(store.limits().known()).isTrue();
  }

  /** Its file tells, and says what the program itself says. */
  @Test
  void tellsItsCron() {
    Optional<CronDialect> byFile = ProgramFile.dialect(Path.of("/usr/bin/crontab"));

    assertThat(byFile).contains(store.dialect());
    assertThat(store.limits().cron()).startsWithIgnoringCase(store.dialect().text());
  }

  @Test
  void debiansLimitsAreThose() throws IOException {
    CronLimits limits = store.limits();
    assumeThat(limits.cron()).startsWith("Debian");
    assertThat(limits.commandBytes()).isEqualTo(998);
    assertThat(limits.lines()).isEqualTo(10_000);
    CrontabText most = CrontabText.of("#\n".repeat(9_999) + command(998));

    store.install(most);

    assertThat(store.read()).contains(most);
    assertRefused("#\n".repeat(10_001), "crontab is too long; maximum number of lines is 10000");
    assertRefused(command(999), "command too long");
    assertThat(store.read()).contains(most);
    assertThat(folder().path()).isEmptyDirectory();
  }

  private static String command(int bytes) {
    return "0 4 * * * " + "x".repeat(bytes) + "\n";
  }

  private void assertRefused(String content, String said) {
    assertThat(
            catchThrowableOfType(
                StoreException.class, () -> store.install(CrontabText.of(content))))
        .hasMessageContaining(said);
  }

  @Test
  void whoIsDeniedIsTold(@TempDir Path forDenied) throws IOException {
    CrontabProgram denied =
        new CrontabProgram(
            spool.programOfDenied(forDenied), CrontabProgram.DEFAULT_LIMIT, folder());

    assertDenied(catchThrowableOfType(StoreException.class, denied::read), "read");
    assertDenied(catchThrowableOfType(StoreException.class, denied::remove), "remove");
    assertThat(filesInSpool()).isEmpty();
  }

  private static void assertDenied(StoreException failure, String operation) {
    assertThat(failure)
        .hasMessageContaining(
            "failed with exit code 1 and said:\n    You (nobody) are not allowed");
    assertThat(failure.operation()).isEqualTo(operation);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("cron.allow", "cron.deny"));
  }

  private Stream<String> filesInSpool() throws IOException {
    try (Stream<Path> files = Files.list(spool.spool())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".private"))
          .toList()
          .stream();
    }
  }
}

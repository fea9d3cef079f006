package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.dynamodb.testkit.Fault;
import io.lavasched.dynamodb.testkit.FaultyEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that does not answer as it should, under the launcher: the old crontab stays whole. */
class TableFaultsIT {

  private static final int JOBS = 120;

  /** Of a page with 1 MB: these records take three. */
  private static final String BLANKS = " ".repeat(20_000);

  @TempDir Path directory;
  private LocalDynamoDb account;
  private Launcher launcher;
  private FaultyEndpoint endpoint;
  private Path tab;
  private String installed = "";

  @BeforeEach
  void installSome() throws IOException {
    account = new LocalDynamoDb();
    account.createJobsTable();
    account.put(LocalDynamoDb.JOBS, IntStream.range(0, JOBS).mapToObj(TableFaultsIT::job).toList());
    launcher = Launcher.in(directory);
    account.open(launcher);
    endpoint = FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint()));
    tab = Files.writeString(directory.resolve("tab"), "0 1 * * * mine\n");
    Ran ran = run("");
    assertThat(ran.exit()).as(ran.err()).isZero();
    installed = Files.readString(tab);
    assertThat(installed).hasLineCount(JOBS + 4);
    assertThat(endpoint.count("Query")).as("pages").isGreaterThan(2);
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static String job(int number) {
    return "{\"job_id\": \"job-%03d\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"@daily%s\"}"
        .formatted(number, BLANKS);
  }

  private Ran run(String options) {
    return launcher.runLine(
        "run -r demo --dispatcher d --dispatcher-program /bin/x --crontab-file {dir}/tab"
            + " --endpoint-url "
            + endpoint.uri()
            + " "
            + options);
  }

  private void assertFails(Ran ran, String words) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
    assertThat(ran.err()).startsWith("error: ").contains(words, "\n  help: ");
    assertThat(ran.out()).isEmpty();
    assertThat(tab).hasContent(installed);
  }

  /** Every line would change, so that a read that breaks off would be seen. */
  @ParameterizedTest
  @CsvSource({
    "1, THROTTLE,     throttled",
    "2, THROTTLE,     throttled",
    "1, ERROR_500,    500",
    "3, ERROR_500,    500",
    "2, CUT,          cut off",
    "1, EXPIRED,      expired",
    "2, EXPIRED,      expired",
    "1, DENIED,       dynamodb:Query",
    "2, HTML,         ''",
    "2, DRIP,         in time",
    "2, HEADERS_ONLY, in time",
    "1, STALL,        in time",
  })
  void pageThatFailsForGoodFailsTheRun(int page, Fault fault, String words) {
    launcher.with("AWS_MAX_ATTEMPTS", "2");
    endpoint.from("Query", endpoint.count("Query") + page, fault);
    long start = System.nanoTime();

    assertFails(run("--arg x"), words);

    // Two attempts of ten seconds, and the start of the program.
    assertThat(NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(30);
  }

  @ParameterizedTest
  @CsvSource({"THROTTLE", "ERROR_500", "CUT"})
  void pageThatFailsOnceIsReadAgain(Fault fault) {
    int read = endpoint.count("Query");
    endpoint.on("Query", read + 2, fault).on("Query", read + 4, fault);

    Ran ran = run("--arg x");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(tab).content().hasLineCount(JOBS + 4).contains(" --worker w x job-119\n");
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLE,    throttled",
    "ERROR_500,   500",
    "DENIED,      dynamodb:BatchGetItem",
    "EXPIRED,     expired",
    "UNPROCESSED, throttled",
    "CUT,         cut off",
  })
  void noJobIsGoneThatCannotBeReadAgain(Fault fault, String words) {
    launcher.with("AWS_MAX_ATTEMPTS", "2");
    account.delete("job-007");
    endpoint.from("BatchGetItem", 1, fault);

    assertFails(run(""), words);
  }

  @Test
  void answersInHalvesAreAsGood() {
    IntStream.range(0, 50).forEach(i -> account.delete("job-%03d".formatted(i)));
    endpoint.on("BatchGetItem", 1, Fault.HALF_UNPROCESSED);

    Ran ran = run("");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(tab).content().hasLineCount(JOBS + 4 - 50).doesNotContain("job-049");
    assertThat(endpoint.count("BatchGetItem")).isEqualTo(2);
  }

  @Test
  void deadEndpointIsTold() {
    endpoint.close();

    assertFails(run("--arg x"), "localhost");
    assertThat(List.of(directory.resolve(".local/state/lavasched").toFile().list()))
        .as("no lock stays")
        .hasSize(1);
  }
}

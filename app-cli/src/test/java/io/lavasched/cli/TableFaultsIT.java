// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static io.lavasched.testkit.dynamodb.Fault.CUT;
import static io.lavasched.testkit.dynamodb.Fault.DENIED;
import static io.lavasched.testkit.dynamodb.Fault.DRIP;
import static io.lavasched.testkit.dynamodb.Fault.ERROR_500;
import static io.lavasched.testkit.dynamodb.Fault.EXPIRED;
import static io.lavasched.testkit.dynamodb.Fault.HALF_UNPROCESSED;
import static io.lavasched.testkit.dynamodb.Fault.HEADERS_ONLY;
import static io.lavasched.testkit.dynamodb.Fault.HTML;
import static io.lavasched.testkit.dynamodb.Fault.STALL;
import static io.lavasched.testkit.dynamodb.Fault.THROTTLE;
import static io.lavasched.testkit.dynamodb.Fault.UNPROCESSED;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table that fails, between the launcher and DynamoDB Local: a realm of several pages, with an
 * installed block, and a job that went and has to be read again.
 *
 * <p>All faults are made at once, each on an account of its own: their waits are long.
 */
@Timeout(value = 10, unit = MINUTES)
class TableFaultsIT {

  /** One call to AWS may take 60 s; the rest is for this machine, where all runs work at once. */
  private static final long MOST_SECONDS = 400;

  private static final int JOBS = 50;

  @TempDir private Path directory;
  private final LocalDynamoDb table = new LocalDynamoDb();
  private int accounts;

  @BeforeEach
  void createRealm() {
    table.createJobsTable();
    table.put(LocalDynamoDb.JOBS, IntStream.range(0, JOBS).mapToObj(i -> record(i, "d")).toList());
  }

  /** 30 KB, most of it blanks around the cron string. */
  private static String record(int i, String dispatcher) {
    return "{\"job_id\": \"job-%02d\", \"worker\": \"w\", \"dispatcher\": \"%s\", \"schedule\": \"%d 1 * * *%s\"}"
        .formatted(i, dispatcher, i, " ".repeat(30_000));
  }

  /** One run of one account at an endpoint with a fault. */
  private record Faulty(
      String fault,
      boolean fails,
      String said,
      Account account,
      FaultyEndpoint endpoint,
      String before,
      long start,
      Launcher.Started run,
      Future<Long> end) {}

  private Account account() throws Exception {
    Account account = Account.in(Files.createDirectory(directory.resolve("account" + accounts++)));
    table.open(account.launcher());
    return account;
  }

  private static List<String> run(URI endpoint) {
    return List.of("run", "-r", "demo", "--dispatcher", "d", "--endpoint-url", endpoint.toString());
  }

  private Faulty start(
      String fault, boolean fails, String said, String before, UnaryOperator<FaultyEndpoint> faults)
      throws Exception {
    Account account = account();
    account.install(before);
    FaultyEndpoint endpoint =
        faults.apply(FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint())));
    long start = System.nanoTime();
    Launcher.Started run = account.startLauncher(run(endpoint.uri()));
    Future<Long> end = run.process().onExit().thenApply(process -> System.nanoTime());
    return new Faulty(fault, fails, said, account, endpoint, before, start, run, end);
  }

  private String installedWithAllJobs() throws Exception {
    try (Account account = account()) {
      account.install(Account.ABOVE + Account.BELOW);
      Ran ran = account.ended(account.startLauncher(run(URI.create(LocalDynamoDb.endpoint()))));
      assertThat(ran.exit()).as(ran.err()).isZero();
      return account.installed();
    }
  }

  @Test
  void eachFaultEndsInTimeAndLeavesTheCrontabWhole() throws Exception {
    String before = installedWithAllJobs();
    // One of them is no longer ours, and one is another.
    table.put(
        LocalDynamoDb.JOBS,
        List.of(record(7, "other"), record(8, "d").replace("8 1 * * *", "8 2 * * *")));
    String after = before.replaceFirst("\n7 1 .*\n", "\n").replaceFirst("\n8 1 ", "\n8 2 ");

    String throttled = "AWS still throttles it after all attempts (ProvisionedThroughputExceeded";
    List<Faulty> all = new ArrayList<>();
    all.add(start("none", false, "", before, e -> e));
    all.add(
        start("throttled for good", true, throttled, before, e -> e.from("Query", 1, THROTTLE)));
    all.add(
        start(
            "throttled from the 2nd page on",
            true,
            throttled,
            before,
            e -> e.from("Query", 2, THROTTLE)));
    all.add(
        start(
            "throttled twice",
            false,
            "",
            before,
            e -> e.on("Query", 1, THROTTLE).on("Query", 3, THROTTLE)));
    all.add(
        start(
            "500 for good",
            true,
            "AWS answered 500 InternalServerError",
            before,
            e -> e.from("Query", 1, ERROR_500)));
    all.add(start("500 once", false, "", before, e -> e.on("Query", 2, ERROR_500)));
    all.add(
        start(
            "2nd page cut for good",
            true,
            "is cut off or not DynamoDB's",
            before,
            e -> e.from("Query", 2, CUT)));
    all.add(start("2nd page cut once", false, "", before, e -> e.on("Query", 2, CUT)));
    all.add(
        start("a byte a second", true, "no answer in time", before, e -> e.from("Query", 1, DRIP)));
    all.add(start("stalled", true, "no answer in time", before, e -> e.from("Query", 2, STALL)));
    all.add(
        start(
            "stalled after the headers",
            true,
            "no answer in time",
            before,
            e -> e.from("Query", 2, HEADERS_ONLY)));
    all.add(start("stalled once", false, "", before, e -> e.on("Query", 2, STALL)));
    all.add(
        start(
            "expired token",
            true,
            "AWS refuses the credentials (ExpiredTokenException)",
            before,
            e -> e.from("Query", 1, EXPIRED)));
    all.add(
        start(
            "token expires before the 2nd page",
            true,
            "AWS refuses the credentials (ExpiredTokenException)",
            before,
            e -> e.from("Query", 2, EXPIRED)));
    all.add(
        start(
            "denied",
            true,
            "allow dynamodb:Query on index",
            before,
            e -> e.from("Query", 1, DENIED)));
    all.add(
        start(
            "a portal",
            true,
            "is cut off or not DynamoDB's",
            before,
            e -> e.from("Query", 1, HTML)));
    all.add(
        start(
            "reading again denied",
            true,
            "allow dynamodb:BatchGetItem on table",
            before,
            e -> e.from("BatchGetItem", 1, DENIED)));
    all.add(
        start(
            "keys unprocessed for good",
            true,
            "AWS still throttles it after all attempts (unprocessed keys)",
            before,
            e -> e.from("BatchGetItem", 1, UNPROCESSED)));
    all.add(
        start(
            "keys unprocessed twice",
            false,
            "",
            before,
            e -> e.on("BatchGetItem", 1, UNPROCESSED).on("BatchGetItem", 2, HALF_UNPROCESSED)));
    all.add(
        start(
            "reading again cut for good",
            true,
            "is cut off or not DynamoDB's",
            before,
            e -> e.from("BatchGetItem", 1, CUT)));
    all.add(
        start(
            "a dead endpoint",
            true,
            "no connection to http://localhost:",
            before,
            e -> {
              e.close();
              return e;
            }));
    try {
      assertSoftly(softly -> all.forEach(faulty -> check(softly, faulty, after)));
    } finally {
      all.forEach(faulty -> faulty.account.close());
      all.forEach(faulty -> faulty.endpoint.close());
    }
    assertThat(all.get(0).endpoint.count("Query")).as("pages").isGreaterThan(1);
    Figures.write("TableFaultsIT", all.stream().map(TableFaultsIT::line).toArray(String[]::new));
  }

  private static String line(Faulty faulty) {
    return faulty.fault
        + ": exit code "
        + (faulty.fails ? 5 : 0)
        + " after "
        + seconds(faulty)
        + " s";
  }

  private static long seconds(Faulty faulty) {
    try {
      return NANOSECONDS.toSeconds(faulty.end.get() - faulty.start);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(SoftAssertions softly, Faulty faulty, String after) {
    Ran ran = faulty.account.ended(faulty.run);
    String what = faulty.fault + ": " + ran.err();
    softly.assertThat(seconds(faulty)).as(what).isLessThan(MOST_SECONDS);
    softly.assertThat(ran.out()).as(what).isEmpty();
    softly.assertThat(ran.exit()).as(what).isEqualTo(faulty.fails ? 5 : 0);
    softly
        .assertThat(faulty.account.installed())
        .as(what)
        .isEqualTo(faulty.fails ? faulty.before : after);
    softly.assertThat(faulty.account.leftovers()).as(what).isEmpty();
    if (faulty.fails) {
      softly.assertThat(ran.err()).startsWith("error: cannot ").contains(faulty.said, "\n  help: ");
      softly.assertThat(faulty.account.backups()).as(what).isEmpty();
      URI local = URI.create(LocalDynamoDb.endpoint());
      Ran next = faulty.account.ended(faulty.account.startLauncher(run(local)));
      softly.assertThat(next.exit()).as(next.err()).isZero();
      softly.assertThat(faulty.account.installed()).as(what).isEqualTo(after);
    }
  }
}

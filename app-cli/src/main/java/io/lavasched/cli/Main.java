// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import io.lavasched.aws.EarlyTls;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.JournalStream;
import io.lavasched.cli.process.RunId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** The entry point of the process. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // No option is of these types, and picocli would look up a method of each of them.
    System.setProperty("picocli.converters.excludes", "java.*");
    // UTF-8 whatever the locale says: cron's is C, and names in records are not ASCII.
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Environment environment =
        new Environment(
            System.getenv(),
            System.in,
            out,
            err,
            Boolean.getBoolean("lavasched.stdout.terminal"),
            Boolean.getBoolean("lavasched.stderr.terminal"),
            errIsJournal(System.getenv().getOrDefault(JournalStream.VARIABLE, "")),
            Main::outIsPipe,
            Clock.systemUTC(),
            ZoneId.systemDefault(),
            new RunId(System.getenv()));
    if (Commands.readTable(List.of(args))) {
      EarlyTls.begin(environment.variables());
    }
    System.exit(Lavasched.run(environment, args));
  }

  private static boolean errIsJournal(String variable) {
    return !variable.isEmpty() && JournalStream.is(variable, Path.of("/proc/self/fd/2"));
  }

  /** By what the kernel says of it: the words of the failure itself are of the machine's locale. */
  private static boolean outIsPipe() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}

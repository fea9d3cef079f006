package io.lavasched.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;

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
            Clock.systemUTC(),
            ZoneId.systemDefault());
    System.exit(Lavasched.run(environment, args));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}

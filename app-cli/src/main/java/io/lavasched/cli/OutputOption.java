package io.lavasched.cli;

import picocli.CommandLine.Option;

/** The form of standard output. */
final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      order = 99,
      description = "json: one object on standard output (docs/json.md). Default: text.")
  private Output output = Output.TEXT;

  boolean isJson() {
    return output == Output.JSON;
  }
}

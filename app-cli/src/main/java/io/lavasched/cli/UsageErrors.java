// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import io.lavasched.cli.option.Options;
import io.lavasched.cli.text.Messages;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, in sentences.
 *
 * <p>What stands behind an equals sign is never shown, nor a word that may be the rest of a value
 * of {@code --env}: it may be a secret.
 */
final class UsageErrors {

  private UsageErrors() {}

  /** Tells what is wrong. */
  static void tell(ParameterException e, List<String> words, Messages messages) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String help = command.qualifiedName() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      tell(unmatched.getUnmatched().get(0), command, help, words, messages);
    } else if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec option = missing.getMissing().get(0);
      messages.error(
          option.isPositional()
              ? name(option) + " must be given, found none"
              : name(option) + " must have a value (" + option.paramLabel() + "), found none",
          help);
    } else if (e instanceof OverwrittenOptionException overwritten) {
      messages.error(twice(overwritten.getOverwritten()), help);
    } else if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
      tell(option, e.getValue(), help, messages);
    } else {
      messages.error(String.valueOf(e.getMessage()), help);
    }
  }

  private static void tell(
      String word, CommandSpec command, String help, List<String> given, Messages messages) {
    String shown = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    if (shown.startsWith("-")) {
      messages.error(
          command.qualifiedName() + " has no option " + Quoted.of(shown),
          optionHint(shown, command).orElse(help));
    } else if (!command.subcommands().isEmpty()) {
      List<String> commands = List.copyOf(command.subcommands().keySet());
      messages.error(
          "command must be one that lavasched has, found " + Quoted.of(shown),
          Suggestions.hint(shown, commands).filter(h -> !h.startsWith("known")).orElse(help));
    } else {
      boolean mayBeSecret = given.stream().anyMatch(UsageErrors::mayHoldSecret);
      List<String> words =
          command.positionalParameters().stream().map(ArgSpec::paramLabel).toList();
      messages.error(
          command.qualifiedName()
              + " takes "
              + (words.isEmpty() ? "options only" : "one " + String.join(", one ", words))
              + ", found "
              + (mayBeSecret
                  ? "word " + (given.indexOf(word) + 1) + " of the command line"
                  : Quoted.of(shown)),
          "a value with blanks must be in quotes; " + help);
    }
  }

  /** What follows such an option, and an equals sign, may be a password. */
  private static boolean mayHoldSecret(String word) {
    return word.startsWith("--env") || word.startsWith("--param") || word.contains("=");
  }

  private static Optional<String> optionHint(String option, CommandSpec command) {
    if (option.equals("--dry-run")) {
      return Optional.of("lavasched plan shows what run would change, and writes nothing");
    }
    boolean isOfCommands =
        command.subcommands().values().stream()
            .anyMatch(sub -> sub.getCommandSpec().optionsMap().containsKey(option));
    if (isOfCommands) {
      return Optional.of("it must stand after the command");
    }
    List<String> names =
        command.optionsMap().keySet().stream().filter(name -> name.startsWith("--")).toList();
    return option.startsWith("--") ? Suggestions.hint(option, names) : Optional.empty();
  }

  private static void tell(OptionSpec option, String value, String help, Messages messages) {
    if (option.type().isEnum()) {
      List<String> words = new Options.Words(option.type()).list();
      messages.error(
          name(option)
              + " must be one of "
              + String.join(", ", words)
              + ", found "
              + Quoted.of(value),
          Suggestions.hint(value, words).filter(h -> !h.startsWith("known")).orElse(help));
    } else {
      messages.error(
          name(option) + " must be " + what(option) + ", found " + Quoted.of(value), help);
    }
  }

  private static String what(OptionSpec option) {
    if (option.type() == int.class) {
      return "a whole number of "
          + option.paramLabel().toLowerCase(Locale.ROOT)
          + " that is not too large";
    }
    return option.typeInfo().isBoolean() ? "true or false" : "a path";
  }

  /** The JVM puts U+FFFD where a word is no UTF-8: no name that anyone gave has it. */
  static boolean requireUtf8(List<String> words, Messages messages) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).indexOf('\uFFFD') >= 0) {
        messages.error(
            "words of the command line must be UTF-8, found another charset in word " + (i + 1),
            "see whether the terminal, or the file that this command is in, is set to UTF-8");
        return false;
      }
    }
    return true;
  }

  /** Two values where one counts: nobody can tell which was meant. */
  static void requireOnce(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      for (OptionSpec option : at.matchedOptions()) {
        if (!option.isMultiValue() && option.stringValues().size() > 1) {
          throw new ParameterException(at.commandSpec().commandLine(), twice(option));
        }
      }
    }
  }

  private static String twice(ArgSpec option) {
    return name(option) + " must be given once, found it twice";
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? Arrays.stream(option.names())
            .filter(n -> n.startsWith("--"))
            .findFirst()
            .orElse(option.longestName())
        : arg.paramLabel();
  }
}

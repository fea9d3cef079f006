// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Parts of picocli's model of a command.
 *
 * <p>The model is put together by hand: to find it in annotations is reflection and proxies, which
 * every start would wait for.
 */
public final class Options {

  private Options() {}

  /** An option that is there or not. */
  public static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).type(boolean.class);
  }

  /** An option with one value. */
  public static OptionSpec.Builder one(Class<?> type, String label, String... names) {
    OptionSpec.Builder option = OptionSpec.builder(names).type(type).paramLabel(label);
    return type.isEnum() ? option.completionCandidates(new Words(type)) : option;
  }

  /**
   * The words that an option takes, as the help has them. They are looked up when they are asked
   * for, which no rebuild does: the constants of a type are found by reflection.
   */
  public record Words(Class<?> type) implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return list().iterator();
    }

    public List<String> list() {
      List<String> words = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        words.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      return words;
    }
  }

  /** An option that may be repeated, with a text each time. */
  public static OptionSpec.Builder many(String label, String... names) {
    return one(List.class, label, names).auxiliaryTypes(String.class);
  }

  /** Adds options that stand together in the help: nothing else follows from it. */
  public static void addGroup(
      CommandSpec command, String heading, int order, OptionSpec... options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().validate(false).exclusive(false).heading(heading).order(order);
    for (OptionSpec option : options) {
      group.addArg(option);
    }
    command.addArgGroup(group.build());
  }

  public static boolean isOn(OptionSpec flag) {
    return Options.<Boolean>value(flag).orElse(false);
  }

  /** What was given; the type must be that of the option. */
  public static <T> Optional<T> value(ArgSpec option) {
    return Optional.ofNullable(option.getValue());
  }

  public static List<String> values(OptionSpec option) {
    return Options.<List<String>>value(option).orElse(List.of());
  }
}

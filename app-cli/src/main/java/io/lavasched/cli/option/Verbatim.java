// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the next word whatever it looks like: {@code --arg --level} is an argument like others. */
final class Verbatim implements IParameterConsumer {

  @Override
  @SuppressWarnings("JdkObsolete") // the interface is picocli's
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    if (words.isEmpty()) {
      throw new MissingParameterException(command.commandLine(), option, "no value");
    }
    List<String> values = new ArrayList<>(Options.<List<String>>value(option).orElse(List.of()));
    values.add(words.pop());
    option.setValue(values);
  }
}

package io.lavasched.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the command objects: those that want the environment get it. */
final class Commands implements IFactory {

  private final Environment environment;
  private final IFactory fallback = CommandLine.defaultFactory();

  Commands(Environment environment) {
    this.environment = environment;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == Environment.class) {
        return type.cast(constructor.newInstance(environment));
      }
    }
    return fallback.create(type);
  }
}

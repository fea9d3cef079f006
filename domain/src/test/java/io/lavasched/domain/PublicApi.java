// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that the module gives to all others. */
final class PublicApi {

  private static final Pattern EXPORT = Pattern.compile("(?m)^ *exports ([\\w.]+);");

  private PublicApi() {}

  /** The packages that are exported to all modules. */
  static Set<String> packages() throws IOException {
    return EXPORT
        .matcher(Files.readString(Path.of("src/main/java/module-info.java")))
        .results()
        .map(export -> export.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The public types in them, nested ones too, by name. */
  static List<Class<?>> types() throws IOException, URISyntaxException {
    Path classes =
        Path.of(LavaJobs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> packages = packages();
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> load(file.substring(0, file.length() - 6).replace('/', '.')))
          .filter(type -> packages.contains(type.getPackageName()) && isPublic(type))
          .sorted(Comparator.comparing(Class::getName))
          .collect(Collectors.toUnmodifiableList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnonymousClass()
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }
}

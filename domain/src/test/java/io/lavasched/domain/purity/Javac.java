// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of this JDK, without the checks of the build. */
public final class Javac {

  private Javac() {}

  /**
   * Compiles every source file in a folder.
   *
   * @param sources the folder
   * @param classes where the classes go
   * @param options more options, such as a module path
   * @return what the compiler had to say: its code and its message; empty when all went well
   */
  public static List<String> compile(Path sources, Path classes, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> arguments =
          new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-Xlint:all", "-Werror"));
      arguments.addAll(List.of(options));
      compiler
          .getTask(null, files, found, arguments, null, files.getJavaFileObjectsFromPaths(java))
          .call();
    }
    return found.getDiagnostics().stream()
        .map(d -> d.getCode() + ": " + d.getMessage(Locale.ROOT))
        .toList();
  }

  /**
   * Where a class comes from, for a module path.
   *
   * @param type of a library
   * @return its jar
   */
  public static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

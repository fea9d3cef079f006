// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What other programs may use of this jar, and nothing else: a change here may break theirs. What
 * it takes and gives is the domain's, whose API has a file of its own.
 */
class ApplicationAsModuleTest {

  private static final Path APPLICATION = Path.of("target/classes");

  @Test
  void exportsThePackageOfTheFacadeAlone() {
    assertThat(ModuleFinder.of(APPLICATION).find("io.lavasched.application"))
        .hasValueSatisfying(
            module ->
                assertThat(module.descriptor().exports())
                    .extracting(Object::toString)
                    .containsExactly("io.lavasched.application"));
  }

  @Test
  void theFacadeIsAllThatIsInIt() throws IOException {
    try (Stream<Path> files = Files.list(APPLICATION.resolve("io/lavasched/application"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".class"))
          .containsExactlyInAnyOrder("LintRealm.class", "package-info.class");
    }
  }

  @Test
  void theFacadeStaysAsOthersKnowIt() {
    List<String> members =
        Stream.of(LintRealm.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::toGenericString)
            .map(method -> method.replaceAll("[a-z]+(?:\\.[a-z]+)*\\.(?=[A-Z])", ""))
            .sorted()
            .toList();

    assertThat(LintRealm.class.getConstructors()).isEmpty();
    assertThat(members)
        .containsExactly(
            "public List<Problem> LintRealm.problems(Iterable<? extends Map<String, ?>>,Instant)",
            "public List<Problem> LintRealm.problemsOfSome(Iterable<? extends Map<String, ?>>,Instant)",
            "public static LintRealm LintRealm.of(CronDialect,ZoneId)");
  }
}

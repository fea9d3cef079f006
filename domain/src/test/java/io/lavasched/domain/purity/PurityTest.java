// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first fence around the domain: what its classes use. Each rule is also seen to bite. */
class PurityTest {

  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.lavasched.domain");

  @Test
  void domainIsThere() {
    assertThat(DOMAIN.size()).isGreaterThan(50);
    assertThat(DOMAIN).noneMatch(c -> c.getPackageName().contains("planted"));
  }

  @Test
  void usesOnlyWhatIsPure() {
    PurityRules.onlyAllowed().check(DOMAIN);
  }

  @Test
  void asksTheMachineNothing() {
    PurityRules.asksNothing().check(DOMAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    PurityRules.noCycles("io.lavasched.domain").check(DOMAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "ReadsFiles, java.nio.file.Path",
    "RollsDice, java.util.Random",
  })
  void impureClassIsFound(String planted, String used) {
    assertBites(PurityRules.onlyAllowed(), planted(planted), used);
  }

  @ParameterizedTest
  @CsvSource({
    "AsksTheClock, java.time.Instant.now()",
    "AsksTheZone, java.time.ZoneId.systemDefault()",
    "AsksTheMachine, java.lang.System.getenv",
    "AsksTheMachine, java.util.Locale.getDefault()",
    "AsksTheMachine, java.nio.charset.Charset.defaultCharset()",
    "AsksTheMachine, java.lang.System.currentTimeMillis()",
  })
  void askingClassIsFound(String planted, String asked) {
    assertBites(PurityRules.asksNothing(), planted(planted), asked);
  }

  @Test
  void cycleOfPackagesIsFound() {
    String root = "io.lavasched.domain.purity.planted";
    JavaClasses planted = new ClassFileImporter().importPackages(root);

    assertBites(PurityRules.noCycles(root), planted, "Cycle detected");
  }

  private static JavaClasses planted(String name) {
    return new ClassFileImporter()
        .importClasses(classNamed("io.lavasched.domain.purity.planted." + name));
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void assertBites(ArchRule rule, JavaClasses classes, String message) {
    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message)
        .hasMessageContaining("because");
  }
}

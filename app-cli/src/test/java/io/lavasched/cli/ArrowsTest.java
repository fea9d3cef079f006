// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.lavasched.application.LintRealm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom, in all modules: docs/architecture.md draws the same arrows. */
class ArrowsTest {

  private static final String ROOT = "io.lavasched.";

  /** More, and a newcomer no longer sees what a package is about. */
  private static final int MOST_CLASSES = 22;

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          .importPackages("io.lavasched");

  /** A package, or a module, and what of ours it may use besides itself. */
  private record Arrow(String from, List<String> to) {

    ArchRule rule() {
      String[] allowed =
          Stream.concat(Stream.of(from), to.stream())
              .map(name -> ROOT + name + "..")
              .toArray(String[]::new);
      return noClasses()
          .that()
          .resideInAPackage(ROOT + from + "..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.lavasched..")
                  .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
          .because(from + " may use " + to + " alone");
    }

    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  static List<Arrow> arrows() {
    return List.of(
        new Arrow("domain", List.of()),
        new Arrow("application", List.of("domain")),
        new Arrow(
            "application.plan",
            List.of("domain", "application.entries", "application.install", "application.records")),
        new Arrow(
            "application.jobs",
            List.of(
                "domain",
                "application.entries",
                "application.lint",
                "application.plan",
                "application.port",
                "application.records")),
        new Arrow(
            "application.guards",
            List.of(
                "domain",
                "application.entries",
                "application.jobs",
                "application.plan",
                "application.records")),
        new Arrow(
            "application.move",
            List.of(
                "domain",
                "application.install",
                "application.plan",
                "application.port",
                "application.rebuild",
                "application.reconcile",
                "application.schedules",
                "application.words")),
        new Arrow("aws", List.of("domain", "application")),
        new Arrow("dynamodb", List.of("domain", "application", "aws")),
        new Arrow("eventbridge", List.of("domain", "application", "aws")),
        new Arrow("crontab", List.of("domain", "application")),
        new Arrow(
            "cli", List.of("domain", "application", "aws", "dynamodb", "eventbridge", "crontab")),
        new Arrow("cli.process", List.of("domain", "application")),
        new Arrow(
            "cli.text",
            List.of("domain", "application", "cli.process", "cli.option", "cli.wiring")),
        new Arrow(
            "cli.json",
            List.of(
                "domain",
                "application",
                "cli.diff",
                "cli.option",
                "cli.process",
                "cli.text",
                "cli.wiring")),
        new Arrow(
            "cli.schedules",
            List.of(
                "domain",
                "application",
                "aws",
                "eventbridge",
                "cli.json",
                "cli.option",
                "cli.process",
                "cli.text",
                "cli.wiring")),
        new Arrow("cli.diff", List.of("domain", "application", "cli.text")),
        new Arrow(
            "cli.page", List.of("domain", "application", "cli.process", "cli.text", "cli.json")),
        new Arrow("cli.calendar", List.of("domain", "application", "cli.process", "cli.text")),
        new Arrow("cli.metrics", List.of("domain", "application", "crontab")),
        new Arrow("cli.option", List.of("domain", "application", "cli.process")));
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void isKept(Arrow arrow) {
    arrow.rule().check(ALL);
  }

  /** Each rule finds a class that stands on the wrong side of it. */
  @ParameterizedTest
  @MethodSource("arrows")
  void bites(Arrow arrow) {
    Arrow narrower = new Arrow(arrow.from(), List.of());

    assertThat(narrower.rule().evaluate(ALL).hasViolation()).isEqualTo(!arrow.to().isEmpty());
    assertThat(new Arrow("cli.command", List.of()).rule().evaluate(ALL).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "application", "dynamodb", "crontab", "cli"})
  void packagesOfAModuleHaveNoCycles(String module) {
    slices()
        .matching(ROOT + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a newcomer reads the packages one after the other")
        .check(ALL);
  }

  @Test
  void eachClassIsInAPackageOfItsModule() {
    classes()
        .that()
        .resideInAnyPackage(
            "io.lavasched.application", "io.lavasched.dynamodb", "io.lavasched.crontab")
        .should()
        .haveSimpleName("package-info")
        .orShould()
        .be(LintRealm.class) // the facade of the application for others
        .allowEmptyShould(true)
        .because("a module has packages, each with one noun")
        .check(ALL);
  }

  /** Ports carry it, the reader of records parses it, and the options of a job are a source. */
  private static final List<String> WITH_RAW_DATA =
      List.of(
          ROOT + "application.port.SourceRecord",
          ROOT + "application.records.",
          ROOT + "cli.wiring.JobSource");

  private static ArchRule rawDataStaysIn(List<String> readers) {
    return noClasses()
        .that()
        .resideInAnyPackage(ROOT + "application..", ROOT + "cli..")
        .and(
            DescribedPredicate.describe(
                "are no readers", type -> readers.stream().noneMatch(type.getName()::startsWith)))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.lavasched\\.domain\\.value\\..*")
        .because("raw data travels no further than its reader, and parsed types do");
  }

  @Test
  void rawDataStaysInTheReader() {
    rawDataStaysIn(WITH_RAW_DATA).check(ALL);
    for (String reader : WITH_RAW_DATA) {
      List<String> others = WITH_RAW_DATA.stream().filter(each -> !each.equals(reader)).toList();
      assertThat(rawDataStaysIn(others).evaluate(ALL).hasViolation()).as(reader).isTrue();
    }
  }

  @Test
  void noPackageIsAHeap() {
    Map<String, Integer> sizes = new TreeMap<>();
    ALL.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .forEach(type -> sizes.merge(type.getPackageName(), 1, Integer::sum));

    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
  }
}

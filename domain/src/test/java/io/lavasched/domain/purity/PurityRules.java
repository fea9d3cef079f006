// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.zip.CRC32;

/** What the domain may use, and how its packages may lean on each other. */
final class PurityRules {

  /**
   * Everything that asks the machine, by class; a domain that does so answers differently there.
   */
  private static final Set<String> ASKING =
      Set.of(
          Clock.class.getName() + ".system",
          Clock.class.getName() + ".systemUTC",
          Clock.class.getName() + ".systemDefaultZone",
          Instant.class.getName() + ".now",
          LocalDate.class.getName() + ".now",
          LocalTime.class.getName() + ".now",
          LocalDateTime.class.getName() + ".now",
          OffsetDateTime.class.getName() + ".now",
          ZonedDateTime.class.getName() + ".now",
          ZoneId.class.getName() + ".systemDefault",
          TimeZone.class.getName() + ".getDefault",
          Locale.class.getName() + ".getDefault",
          Charset.class.getName() + ".defaultCharset",
          System.class.getName() + ".getenv",
          System.class.getName() + ".getProperty",
          System.class.getName() + ".getProperties",
          System.class.getName() + ".currentTimeMillis",
          System.class.getName() + ".nanoTime",
          System.class.getName() + ".exit",
          System.class.getName() + ".lineSeparator",
          Math.class.getName() + ".random",
          Integer.class.getName() + ".getInteger",
          Long.class.getName() + ".getLong",
          Boolean.class.getName() + ".getBoolean");

  private static final Set<String> MACHINE =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.util.Random",
          "java.util.UUID",
          "java.util.Scanner",
          "java.util.Timer");

  private static final DescribedPredicate<JavaClass> ALLOWED =
      resideInAnyPackage(
              "java.lang",
              "java.util",
              "java.util.regex",
              "java.util.function",
              "java.util.stream",
              "java.time..",
              "java.math",
              "java.nio.charset",
              "org.jspecify.annotations",
              "io.lavasched.domain..")
          .or(HasName.Predicates.name(ByteArrayOutputStream.class.getName()).forSubtype())
          .or(HasName.Predicates.name(CRC32.class.getName()).forSubtype())
          .or(DescribedPredicate.describe("primitives and arrays", PurityRules::isPlain))
          .and(DescribedPredicate.describe("not the machine", c -> !MACHINE.contains(c.getName())));

  private static boolean isPlain(JavaClass c) {
    JavaClass element = c.getBaseComponentType();
    return element.isPrimitive() || (c.isArray() && ALLOWED.test(element));
  }

  private PurityRules() {}

  static ArchRule onlyAllowed() {
    return classes()
        .should()
        .onlyDependOnClassesThat(ALLOWED)
        .because("the domain is pure: what it needs from outside are arguments or ports");
  }

  static ArchRule asksNothing() {
    return noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "it asks the machine",
                access -> {
                  AccessTarget target = access.getTarget();
                  return ASKING.contains(target.getOwner().getName() + "." + target.getName());
                }))
        .because("time, zone, locale, charset, chance and environment are arguments");
  }

  /** A slice is a package: with a slice a class, no cycle would ever be one of slices. */
  static ArchRule noCycles(String root) {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a newcomer reads the packages one after the other");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is that of {@code public-api.txt}, so that no type or member that others use goes
 * or changes by accident.
 *
 * <p>With {@code -Dapi.rewrite=true} it rewrites the file, and fails, so that a person reads the
 * difference.
 */
class ApiBaselineTest {

  private static final Path BASELINE = Path.of("public-api.txt");
  private static final Set<String> OF_EVERY_TYPE = Set.of("equals", "hashCode", "toString");
  private static final String HOW =
      "\nIf that is meant: run this with -Dapi.rewrite=true, read the difference of domain/"
          + BASELINE
          + ", and commit it.";

  /** A line for each type, and one for each of its members. */
  private static List<String> signatures() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Class<?> type : PublicApi.types()) {
      lines.add(signature(type));
      List<String> members = new ArrayList<>();
      for (Field field : type.getDeclaredFields()) {
        if (isForOthers(field.getModifiers(), field.isSynthetic())) {
          members.add(brief(field.toGenericString()) + value(field));
        }
      }
      Stream.<Executable>concat(
              Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
          .filter(member -> isForOthers(member.getModifiers(), member.isSynthetic()))
          .filter(member -> !OF_EVERY_TYPE.contains(member.getName()))
          .map(it -> it.toGenericString())
          .forEach(member -> members.add(brief(member)));
      members.stream().sorted().forEach(member -> lines.add("  " + member));
    }
    return lines;
  }

  private static boolean isForOthers(int modifiers, boolean isSynthetic) {
    return !isSynthetic && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
  }

  private static String signature(Class<?> type) {
    String kind = type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    return Modifier.toString(type.getModifiers())
        + (type.isSealed() ? " sealed " : " ")
        + (type.isInterface() ? "" : kind)
        + type.getName()
        + Stream.of(type.getGenericInterfaces())
            .map(parent -> ", a " + brief(parent.getTypeName()))
            .collect(Collectors.joining());
  }

  /** A constant is copied into the classes that use it. */
  private static String value(Field field) throws IllegalAccessException {
    boolean isConstant =
        Modifier.isStatic(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    return isConstant ? " = " + field.get(null) : "";
  }

  /** Without the names of packages: the line of a type has that of its own. */
  private static String brief(String signature) {
    return signature.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
  }

  /** What others may stumble over, and what is only not in the file yet. */
  private static String difference(List<String> recorded, List<String> found) {
    Set<String> gone = without(recorded, found);
    Set<String> added = without(found, recorded);
    // Those who implement an interface have to add its new method.
    Set<String> demanded =
        added.stream()
            .filter(line -> line.startsWith("  public abstract "))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    added.removeAll(demanded);
    return told("Incompatible, for it is gone or changed:", gone)
        + told("Incompatible, if others implement the type:", demanded)
        + told("New, and not recorded yet:", added);
  }

  private static Set<String> without(Collection<String> lines, Collection<String> others) {
    Set<String> rest = new LinkedHashSet<>(lines);
    rest.removeAll(Set.copyOf(others));
    return rest;
  }

  private static String told(String headline, Set<String> lines) {
    return lines.isEmpty() ? "" : headline + "\n" + String.join("\n", lines) + "\n";
  }

  @Test
  void isRecorded() throws Exception {
    List<String> found = signatures();
    if (Boolean.getBoolean("api.rewrite")) {
      Files.write(BASELINE, found);
      fail("rewritten: read the difference of domain/" + BASELINE + ", and run without the flag");
    }
    String difference = difference(Files.readAllLines(BASELINE), found);
    if (!difference.isEmpty()) {
      fail("The public API is not that of domain/" + BASELINE + ".\n" + difference + HOW);
    }
  }

  @Test
  void linesAreUnambiguous() throws Exception {
    assertThat(signatures()).doesNotHaveDuplicates().hasSizeGreaterThan(300);
  }

  @Test
  void removalsChangesAndAdditionsAreTold() {
    List<String> recorded = List.of("public class A", "  public int A.gone()", "  public A(int)");
    List<String> found =
        List.of("public class A", "  public A(long)", "  public abstract int A.added()");

    assertThat(difference(recorded, recorded)).isEmpty();
    assertThat(difference(recorded, found))
        .isEqualTo(
            """
            Incompatible, for it is gone or changed:
              public int A.gone()
              public A(int)
            Incompatible, if others implement the type:
              public abstract int A.added()
            New, and not recorded yet:
              public A(long)
            """);
  }
}

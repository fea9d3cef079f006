// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CronScheduleLawsTest {

  @Property
  void parseNeverThrows(@ForAll("anyText") String text) {
    Parsed<CronSchedule> parsed = CronSchedule.parse(text);

    for (Problem problem : parsed.problems()) {
      assertThat(problem.text()).doesNotContainPattern("\\p{Cntrl}");
      assertThat(problem.hint().orElse("")).doesNotContainPattern("\\p{Cntrl}");
      assertThat(problem.location().column())
          .isBetween(0, text.codePointCount(0, text.length()) + 1);
    }
  }

  @Property
  void textIsKeptAndReadsBackTheSame(@ForAll("valid") String source) {
    CronSchedule schedule = CronSchedule.of(source);

    assertThat(schedule.text()).isEqualTo(source);
    assertThat(CronSchedule.of(schedule.text())).isEqualTo(schedule);
    assertThat(CronSchedule.of("  " + source + "\t\n")).isEqualTo(schedule);
    assertThat(CronSchedule.of("  " + source + "\t\n").text()).isEqualTo(source);
  }

  @Property
  void equalityIsByMeaning(@ForAll("fields") List<CronFields.Field> fields) {
    String enumerated =
        fields.stream().map(CronFields.Field::enumerated).collect(Collectors.joining(" "));

    assertThat(CronSchedule.of(join(fields))).isEqualTo(CronSchedule.of(enumerated));
  }

  @Property
  void equalOnlyWithTheSameMeaning(
      @ForAll("fields") List<CronFields.Field> one, @ForAll("fields") List<CronFields.Field> two) {
    boolean same = true;
    for (int i = 0; i < 5; i++) {
      same &= one.get(i).numbers().equals(two.get(i).numbers());
      same &= one.get(i).star() == two.get(i).star();
    }

    assertThat(CronSchedule.of(join(one)).equals(CronSchedule.of(join(two)))).isEqualTo(same);
  }

  /** The one says what a field means, the other what is wrong with it: of each field, just one. */
  @Property
  void aFieldIsReadOrHasFaults(@ForAll CronFields.Kind kind, @ForAll("anyField") String text) {
    String source = only(kind, text);
    List<Problem> faults = new ArrayList<>();
    new FieldFaults(text, CronField.valueOf(kind.name()), faults).find(0, text.length());

    assertThat(CronReader.read(source, 0, source.length()).isEmpty()).isEqualTo(!faults.isEmpty());
  }

  /** At most one column behind it, where something is missing at its end. */
  @Property
  void damageIsReportedInItsField(@ForAll("damaged") Damaged damaged) {
    List<Problem> problems = CronSchedule.parse(damaged.text()).problems();

    assertThat(problems).isNotEmpty();
    int from = damaged.fieldColumn();
    int to = from + damaged.field().codePointCount(0, damaged.field().length());
    for (Problem problem : problems) {
      assertThat(problem.code()).isNotEqualTo(ProblemCode.CRON_FIELD_COUNT);
      assertThat(problem.location().column()).isBetween(from, to);
    }
  }

  /** What a hint tells to write is right, and means what the backward range was meant to say. */
  @Property
  void hintOfABackwardRangeIsTheWrappedRange(
      @ForAll CronFields.Kind kind,
      @ForAll @IntRange(max = 59) int a,
      @ForAll @IntRange(max = 59) int b) {
    CronField field = CronField.valueOf(kind.name());
    int low = field.min() + Math.max(a, b) % (field.max() - field.min() + 1);
    int high = field.min() + Math.min(a, b) % (field.max() - field.min() + 1);
    Assume.that(low > high);
    String hint =
        CronSchedule.parse(only(kind, low + "-" + high)).problems().get(0).hint().orElseThrow();

    TreeSet<Integer> wrapped = new TreeSet<>();
    for (int n = low; n != high; n = n == field.max() ? field.min() : n + 1) {
      wrapped.add(field == CronField.DAY_OF_WEEK ? n % 7 : n);
    }
    wrapped.add(field == CronField.DAY_OF_WEEK ? high % 7 : high);
    String list = wrapped.stream().map(String::valueOf).collect(Collectors.joining(","));
    assertThat(hint).startsWith("cron would accept it and never run; write ");
    assertThat(CronSchedule.of(only(kind, hint.substring(hint.lastIndexOf(' ') + 1))))
        .isEqualTo(CronSchedule.of(only(kind, list)));
  }

  private static String only(CronFields.Kind kind, String text) {
    List<String> fields = new ArrayList<>(List.of("*", "*", "*", "*", "*"));
    fields.set(kind.index(), text);
    return String.join(" ", fields);
  }

  private static String join(List<CronFields.Field> fields) {
    return fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" "));
  }

  /** Four sound fields, and one that is not. */
  record Damaged(List<String> before, String field, List<String> after) {
    String text() {
      List<String> all = new ArrayList<>(before);
      all.add(field);
      all.addAll(after);
      return String.join(" ", all);
    }

    int fieldColumn() {
      return before.stream().mapToInt(f -> f.length() + 1).sum() + 1;
    }
  }

  @Provide
  Arbitrary<Damaged> damaged() {
    return Arbitraries.of(CronFields.Kind.class)
        .flatMap(
            kind ->
                Combinators.combine(CronFields.fields(), CronFields.damaged(kind))
                    .as(
                        (fields, bad) -> {
                          List<String> texts = fields.stream().map(CronFields.Field::text).toList();
                          int at = kind.index();
                          return new Damaged(
                              texts.subList(0, at), bad, texts.subList(at + 1, texts.size()));
                        }));
  }

  @Provide
  Arbitrary<String> anyText() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Texts.any(),
            CronFields.valid(),
            Arbitraries.of(CronFields.Kind.class).flatMap(CronFields::damaged),
            Arbitraries.strings().withChars("0123456789*/-,@ jfmaondsu\t").ofMaxLength(15));
    return pieces.list().ofMaxSize(6).map(list -> String.join(" ", list));
  }

  @Provide
  Arbitrary<String> anyField() {
    Arbitrary<String> number = Arbitraries.integers().between(0, 61).map(String::valueOf);
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            number,
            number.map(n -> "0".repeat(98) + n),
            Arbitraries.of("jan", "DEC", "Sun", "sat", "janu", "ja", "*", "x", "é", "", "/0", "-"));
    Arbitrary<String> item =
        Arbitraries.oneOf(
            piece,
            Combinators.combine(piece, piece).as((a, b) -> a + "-" + b),
            Combinators.combine(piece, piece).as((a, b) -> a + "/" + b),
            Combinators.combine(piece, piece, piece).as((a, b, c) -> a + "-" + b + "/" + c));
    Arbitrary<String> list =
        item.list().ofMinSize(1).ofMaxSize(3).map(items -> String.join(",", items));
    Arbitrary<String> sound =
        CronFields.fields().map(fields -> fields.get(fields.size() - 1).text());
    return Arbitraries.oneOf(list, sound).filter(text -> !text.isEmpty());
  }

  @Provide
  Arbitrary<String> valid() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<List<CronFields.Field>> fields() {
    return CronFields.fields();
  }
}

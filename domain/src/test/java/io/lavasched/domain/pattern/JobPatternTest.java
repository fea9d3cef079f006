// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.job.JobId;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Texts;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo/etl  | demo/etl   | true
          demo/etl  | demo/etl2  | false
          demo/etl  | Demo/etl   | false
          demo/*    | demo/etl   | true
          demo/*    | demo/      | true
          demo/*    | demo/a/b   | true
          demo/*    | other/etl  | false
          *         | anything   | true
          */etl     | demo/etl   | true
          *etl*     | etl        | true
          d*o/*l    | demo/etl   | true
          d*x/*l    | demo/etl   | false
          demo/et?  | demo/etl   | true
          demo/et?  | demo/et    | false
          demo/?    | demo/😀    | true
          *.*.*     | a.b        | false
          a**b      | ab         | true
          # a job that has a star in its name
          a*        | a*         | true
          """)
  void fitsAllOfTheId(String pattern, String id, boolean fits) {
    assertThat(new JobPattern(pattern).matches(new JobId(id))).isEqualTo(fits);
  }

  @Property
  void fitsWhatTheSameRegularExpressionFits(
      @ForAll("globs") String glob, @ForAll("ids") String id) {
    String regex =
        glob.codePoints()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());

    assertThat(new JobPattern(glob).matches(new JobId(id)))
        .isEqualTo(glob.equals(id) || Pattern.compile(regex, Pattern.DOTALL).matcher(id).matches());
  }

  @Property
  void aJobIsWhatItsOwnIdMeans(@ForAll("names") String id) {
    assertThat(new JobPattern(id).matches(new JobId(id))).isTrue();
  }

  @Test
  void endsInTimeForAHostileGlob() {
    String id = "a".repeat(5000);

    assertThat(new JobPattern("*a".repeat(500) + "b").matches(new JobId(id))).isFalse();
  }

  @Test
  void isCheckedLikeAnId() {
    assertThat(Found.lines(JobPattern.parse("").problems()))
        .containsExactly("error: job must not be empty [empty-value]");
    assertThat(Found.lines(JobPattern.parse("a\n").problems())).hasSize(1);
    assertThat(new JobPattern("a?").isGlob()).isTrue();
    assertThat(new JobPattern("a*").isGlob()).isTrue();
    assertThat(new JobPattern("a").isGlob()).isFalse();
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("a", "b", "*", "?", "/", "😀")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.of("a", "b", "/", "😀", "*")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> names() {
    return Texts.names();
  }

  /** It would be compared with each of some 100,000 jobs. */
  @Test
  void aLongTextIsNoGlob() {
    String longest = "*a".repeat(JobPattern.LONGEST_GLOB / 2);
    JobPattern glob = new JobPattern(longest);
    JobPattern name = new JobPattern(longest + "*");

    assertThat(glob.isGlob()).isTrue();
    assertThat(glob.matches(new JobId("ba".repeat(1000)))).isTrue();
    assertThat(name.isGlob()).isFalse();
    assertThat(name.matches(new JobId("ba".repeat(1000)))).isFalse();
    assertThat(name.matches(new JobId(longest + "*"))).isTrue();
  }
}

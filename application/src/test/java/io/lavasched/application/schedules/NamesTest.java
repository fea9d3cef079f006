// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.testkit.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of schedules and groups: known to people, the same each time, and no two the same. */
class NamesTest {

  private static final String FORM = "[0-9a-zA-Z-_.]{1,64}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          etl/orders   | 0          | false | etl.orders_
          etl/orders   | 0          | true  | etl.orders_
          etl/orders   | 12         | false | etl.orders_
          a b//c       | 0          | false | a.b.c_
          /a/          | 0          | false | a_
          A_b-C.d      | 0          | false | A_b-C.d_
          \u00fcber/x  | 0          | false | ber.x_
          \u00fc\u00fc | 0          | false | -_
          """)
  void ofASchedule(String job, int index, boolean isSecond, String start) {
    String name = ScheduleName.of(new JobId(job), index, isSecond).text();

    assertThat(name)
        .matches(Pattern.quote(start) + "[0-9a-hjkmnp-tv-z]{16}_" + index + (isSecond ? "b" : ""));
  }

  /** What stands in the service under such a name must be found again by later versions. */
  @Test
  void stayAsTheyAre() {
    assertThat(ScheduleName.of(new JobId("etl/orders"), 0, false).text())
        .isEqualTo("etl.orders_999nmvng9fk1hsw1_0");
    assertThat(group("demo", "demo/schedule-01"))
        .isEqualTo("lava.demo.demo.schedule-01_w1azfjjr5d6t");
  }

  @Test
  void tellWhoseTheyAre() {
    JobId job = new JobId("etl/orders");
    ScheduleName name = ScheduleName.of(job, 3, true);

    assertThat(name.isOf(job)).isTrue();
    assertThat(name.isOf(new JobId("etl.orders"))).isFalse();
    assertThat(name.jobHash()).contains(ScheduleName.hashOf(job)).contains("999nmvng9fk1hsw1");
    assertThat(name.element()).isEqualTo("3b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "etl.orders_999nmvng9fk1hsw_0",
        "etl.orders_999nmvng9fk1hsw1",
        "etl.orders_999nmvng9fk1hsw1_00",
        "etl.orders_999nmvng9fk1hsw1_0c",
        "_999nmvng9fk1hsw1_0",
        "etl.orders_999NMVNG9FK1HSW1_0"
      })
  void thatOthersGaveTellNothing(String text) {
    ScheduleName name = new ScheduleName(text);

    assertThat(name.jobHash()).isEmpty();
    assertThat(name.isOf(new JobId("etl/orders"))).isFalse();
    assertThat(name.element()).isEqualTo(text);
  }

  /** The slug is part of the name: one with another slug is nobody's. */
  @Test
  void slugIsPartOfTheName() {
    assertThat(new ScheduleName("etl_999nmvng9fk1hsw1_0").isOf(new JobId("etl/orders"))).isFalse();
  }

  /** By {@code sha256sum}. */
  @Test
  void hashes() {
    assertThat(NameHash.of("etl/orders", 51))
        .isEqualTo("999nmvng9fk1hsw1885hhwjrymf2mccqe39j5y7ydqsdsbsgbzc");
    assertThat(NameHash.of("", 16)).isEqualTo("werc8gmrzge196qv");
  }

  @Test
  void longNamesAreCutBeforeTheirHash() {
    String longest = "x".repeat(2048);

    assertThat(ScheduleName.of(new JobId(longest), Integer.MAX_VALUE, true).text())
        .hasSize(64)
        .startsWith("xxxx")
        .endsWith("_2147483647b");
    assertThat(ScheduleName.of(new JobId("a".repeat(43) + "/b"), 0, false).text())
        .matches("a{43}\\.b_[0-9a-z]{16}_0")
        .hasSize(64);
    assertThat(ScheduleName.of(new JobId("a".repeat(44) + "/b"), 0, false).text())
        .matches("a{44}_[0-9a-z]{16}_0");
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.oneOf(
        Texts.words().filter(text -> JobId.parse(text).value().isPresent()),
        Arbitraries.of("a", "A", "a/", "/a", "a.", "a..b", "a/b", "a_0", "a_0_0", "\ud83d\ude00"));
  }

  @Property
  void fitTheServiceAndDifferForOthers(
      @ForAll("ids") String one,
      @ForAll("ids") String other,
      @ForAll @IntRange(max = 20_000) int index,
      @ForAll @IntRange(max = 20_000) int otherIndex,
      @ForAll boolean isSecond) {
    ScheduleName name = ScheduleName.of(new JobId(one), index, isSecond);

    assertThat(name.text()).matches(FORM);
    assertThat(name).isEqualTo(ScheduleName.of(new JobId(one), index, isSecond));
    assertThat(name).isNotEqualTo(ScheduleName.of(new JobId(one), index, !isSecond));
    assertThat(name.equals(ScheduleName.of(new JobId(other), otherIndex, isSecond)))
        .isEqualTo(one.equals(other) && index == otherIndex);
  }

  /** Also for a service that takes capitals and small letters for the same. */
  @Test
  void manyDifferAndNotByCapitalsAlone() {
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      String id = (i % 2 == 0 ? "job/" : "JOB/") + i / 2;
      String name = ScheduleName.of(new JobId(id), 0, false).text().toLowerCase(Locale.ROOT);

      assertThat(seen.put(name, id)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo | demo/schedule-01 | lava\\.demo\\.demo\\.schedule-01_[0-9a-z]{12}
          demo | \u00fc           | lava\\.demo\\.-_[0-9a-z]{12}
          r    | x x              | lava\\.r\\.x\\.x_[0-9a-z]{12}
          """)
  void ofAGroup(String realm, String job, String form) {
    assertThat(GroupName.of(new RealmName(realm), new JobId(job)).text()).matches(form);
  }

  @Test
  void ofAGroupOfLongNames() {
    String realm = "r".repeat(244);
    String job = "j".repeat(300);

    assertThat(group(realm, job)).matches("lava\\.r{37}\\.j{8}_[0-9a-z]{12}").hasSize(64);
    assertThat(group("r".repeat(37), job)).matches("lava\\.r{37}\\.j{8}_[0-9a-z]{12}");
    assertThat(group("r".repeat(20), job)).matches("lava\\.r{20}\\.j{25}_[0-9a-z]{12}");
    assertThat(group(realm, "j")).matches("lava\\.r{44}\\.j_[0-9a-z]{12}").hasSize(64);
    assertThat(group(realm, job)).isNotEqualTo(group(realm, job + "j"));
    assertThat(group("r".repeat(243), job)).isNotEqualTo(group(realm, job));
    // The same letters, parted elsewhere.
    assertThat(group("a", "b.c")).isNotEqualTo(group("a.b", "c"));
  }

  private static String group(String realm, String job) {
    return GroupName.of(new RealmName(realm), new JobId(job)).text();
  }

  @Property
  void groupsFitTheServiceAndDifferForOthers(
      @ForAll("ids") String one, @ForAll("ids") String other, @ForAll("realms") String realm) {
    assertThat(group(realm, one)).matches(FORM).startsWith("lava.");
    assertThat(group(realm, one).equals(group(realm, other))).isEqualTo(one.equals(other));
    assertThat(group(realm, one)).isNotEqualTo(group(realm + "x", one));
  }

  @Provide
  Arbitrary<String> realms() {
    return Arbitraries.strings().withChars("abcXYZ019_.-").ofMinLength(1).ofMaxLength(243);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00fc", "a\n"})
  void othersAreAFaultOfTheCaller(String text) {
    assertThatThrownBy(() -> new ScheduleName(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GroupName(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GroupName("x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new GroupName("x".repeat(64)).text()).hasSize(64);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.RealmName;
import io.lavasched.testkit.Table;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lava's own handler made of healthy realms, byte for byte. */
class ReferenceCasesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** One case; see the README beside the file. */
  record Case(
      String name,
      String realm,
      String zone,
      String now,
      Map<String, Object> parameters,
      List<Map<String, Object>> jobs,
      String before,
      String after,
      boolean changed) {

    RebuildOutcome run(InMemoryCrontabStore crontab, List<Map<String, Object>> records) {
      InMemoryJobsTable table = new InMemoryJobsTable();
      records.forEach(table::put);
      RebuildRequest request =
          Requests.at(
              // The reference has no guards; some of its cases leave nothing.
              Requests.allowing(Requests.of(parameters, OnInvalid.FAIL), Guard.EMPTY),
              new RealmName(realm),
              OffsetDateTime.parse(now).toInstant(),
              ZoneId.of(zone));
      return Requests.rebuild(table, crontab).run(request, Requests.REPORTED);
    }

    InMemoryCrontabStore crontab() {
      return before == null
          ? new InMemoryCrontabStore()
          : new InMemoryCrontabStore(CrontabText.of(before));
    }
  }

  static Stream<Named<Case>> cases() {
    return Table.text("/reference/cases.jsonl")
        .lines()
        .map(ReferenceCasesTest::read)
        .map(one -> Named.of(one.name, one));
  }

  private static Case read(String line) {
    try {
      return JSON.readValue(line, Case.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thereAreTwoHundred() {
    assertThat(cases()).hasSize(200);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameAsTheReference(Case one) {
    InMemoryCrontabStore crontab = one.crontab();
    RebuildOutcome outcome = one.run(crontab, one.jobs);

    assertThat(crontab.read().orElseThrow()).hasToString(one.after);
    assertThat(outcome instanceof RebuildOutcome.Written).isEqualTo(one.changed);
    assertThat(outcome.getClass())
        .isIn(RebuildOutcome.Written.class, RebuildOutcome.Unchanged.class);
    assertThat(Requests.hasErrors(Requests.planOf(outcome))).isFalse();

    assertThat(one.run(crontab, one.jobs)).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(crontab.installed()).hasSize(one.changed ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void orderOfTheRecordsDoesNotMatter(Case one) {
    List<Map<String, Object>> shuffled = new ArrayList<>(one.jobs);
    Collections.shuffle(shuffled, new Random(one.name.hashCode()));
    InMemoryCrontabStore crontab = one.crontab();
    one.run(crontab, shuffled);

    assertThat(crontab.read().orElseThrow()).hasToString(one.after);
  }
}

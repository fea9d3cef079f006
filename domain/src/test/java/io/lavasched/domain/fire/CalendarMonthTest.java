// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CalendarMonthTest {

  @Property
  void isTheGregorianCalendar(@ForAll @LongRange(min = -5_000_000, max = 5_000_000) long day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    long month = CalendarMonth.of(day);

    assertThat(month).isEqualTo(date.getYear() * 12L + date.getMonthValue() - 1);
    assertThat(CalendarMonth.number(month)).isEqualTo(date.getMonthValue());
    assertThat(CalendarMonth.length(month)).isEqualTo(date.lengthOfMonth());
    assertThat(CalendarMonth.dayOfMonth(day)).isEqualTo(date.getDayOfMonth());
    assertThat(CalendarMonth.weekday(day)).isEqualTo(date.getDayOfWeek().getValue() % 7);
  }
}

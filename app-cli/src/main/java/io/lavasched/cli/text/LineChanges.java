// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import com.google.common.base.Splitter;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import io.lavasched.application.install.KeptCrontab;
import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.crontab.CrontabText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How many lines one crontab has that another has not; moved lines do not count.
 *
 * @param added only in the later one
 * @param removed only in the earlier one
 */
public record LineChanges(int added, int removed) {

  /** Empty where one of the two is unknown. */
  public static Optional<LineChanges> after(KeptCrontab kept) {
    return kept.text().flatMap(text -> kept.next().map(next -> of(text.crontab(), next.crontab())));
  }

  static LineChanges of(Optional<CrontabText> earlier, Optional<CrontabText> later) {
    Multiset<String> before = lines(earlier);
    Multiset<String> after = lines(later);
    return new LineChanges(
        Multisets.difference(after, before).size(), Multisets.difference(before, after).size());
  }

  /** How many lines cron runs. */
  public static int entries(Optional<CrontabText> crontab) {
    return crontab.map(text -> CrontabSize.of(text).entries()).orElse(0);
  }

  private static Multiset<String> lines(Optional<CrontabText> crontab) {
    return crontab
        .map(text -> new String(text.bytes(), StandardCharsets.ISO_8859_1))
        .filter(text -> !text.isEmpty())
        .map(text -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
        .<Multiset<String>>map(text -> HashMultiset.create(Splitter.on('\n').split(text)))
        .orElseGet(HashMultiset::create);
  }
}

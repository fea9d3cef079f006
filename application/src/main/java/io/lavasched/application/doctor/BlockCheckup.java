// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the crontab has one block, of this realm, with only lines that a rebuild writes. */
final class BlockCheckup {

  private static final String REALM = "LAVA_REALM";

  private static final String RUN = "lavasched run writes it";

  private BlockCheckup() {}

  /**
   * Looks at the block as it is installed, whatever the records say.
   *
   * @param crontab empty for none
   * @param realm whose block it should be
   * @param program the dispatcher program in use; empty where that is not known
   * @param args the extra arguments in use
   * @return what was found by {@link Check#BLOCK} and {@link Check#BLOCK_EDITS}
   */
  static List<Finding> of(
      Optional<CrontabText> crontab,
      RealmName realm,
      Optional<DispatcherProgram> program,
      List<ShellWord> args) {
    Parsed<Crontab> parsed = Crontab.parse(crontab.orElse(CrontabText.EMPTY));
    if (parsed.value().isEmpty()) {
      Problem first = parsed.problems().get(0);
      return List.of(
          Finding.failure(
              Check.BLOCK,
              first.location().path()
                  + ": "
                  + first.message()
                  + Phrases.andMore(parsed.problems().size() - 1),
              first.hint().orElse(RUN)),
          Finding.unknown(Check.BLOCK_EDITS, "see block"));
    }
    Crontab found = parsed.value().get();
    if (found.block().isEmpty()) {
      String none = crontab.isEmpty() ? "there is no crontab" : "the crontab has no block";
      return List.of(
          Finding.warning(Check.BLOCK, none + ": no job is dispatched", RUN),
          Finding.ok(Check.BLOCK_EDITS, none));
    }
    return List.of(
        realm(found, realm),
        program
            .map(known -> edits(found, known, args))
            .orElseGet(() -> Finding.unknown(Check.BLOCK_EDITS, "see dispatcher-program")));
  }

  private static Finding realm(Crontab crontab, RealmName realm) {
    List<String> entries = crontab.blockLines().stream().filter(Block::isEntry).toList();
    Optional<String> ofAll = Optional.ofNullable(crontab.blockVariables().get(REALM));
    // Where there is no such line, a strict form has it in each command.
    Set<Optional<String>> found =
        ofAll.isPresent()
            ? Set.of(ofAll)
            : entries.stream().map(BlockCheckup::realmOf).collect(Collectors.toSet());
    if (found.contains(Optional.<String>empty())) {
      return Finding.failure(
          Check.BLOCK,
          "the block must set LAVA_REALM, found none: lava-dispatcher knows no realm then",
          RUN);
    }
    return found.stream()
        .flatMap(Optional::stream)
        .filter(other -> !other.equals(realm.text()))
        .findFirst()
        .map(
            other ->
                Finding.failure(
                    Check.BLOCK,
                    "the block must be of realm "
                        + Quoted.of(realm.text())
                        + ", found "
                        + Quoted.of(other),
                    "is --realm the right one, and this the right account? run would replace the"
                        + " block"))
        .orElseGet(
            () ->
                Finding.ok(
                    Check.BLOCK,
                    "of realm "
                        + realm.text()
                        + ", with "
                        + Phrases.count(entries.size(), "line")
                        + " to run"));
  }

  private static Optional<String> realmOf(String entry) {
    return InstalledEntry.form(entry).variables().stream()
        .filter(variable -> variable.name().equals(REALM))
        .map(EnvVar::value)
        .findFirst();
  }

  private static Finding edits(Crontab crontab, DispatcherProgram program, List<ShellWord> args) {
    List<String> edits =
        BlockEdits.find(crontab.blockLines(), crontab.firstBlockLine(), program, args);
    return edits.isEmpty()
        ? Finding.ok(Check.BLOCK_EDITS, "every line has a form that lavasched writes")
        : Finding.warning(
            Check.BLOCK_EDITS,
            "the block should have only lines that lavasched writes, found "
                + Phrases.some(edits)
                + ": edited by hand, or written by lava's own handler",
            "lines of your own belong above or below the block: the next run takes these out or"
                + " writes them anew");
  }
}

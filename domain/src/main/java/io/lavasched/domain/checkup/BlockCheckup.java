package io.lavasched.domain.checkup;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.crontab.DispatcherProgram;
import io.lavasched.domain.crontab.ShellWord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Quoted;
import java.util.List;
import java.util.Optional;

/** Whether the crontab has one block, of this realm, with only lines that a rebuild writes. */
public final class BlockCheckup {

  private static final String REALM = "LAVA_REALM";

  private static final String RUN = "lavasched run writes it";

  private BlockCheckup() {}

  /**
   * Looks at the block as it is installed, whatever the records say.
   *
   * @param crontab empty for none
   * @param realm whose block it should be
   * @param program the dispatcher program in use
   * @param args the extra arguments in use
   * @return what was found by {@link Check#BLOCK} and {@link Check#BLOCK_EDITS}
   */
  public static List<Finding> of(
      Optional<CrontabText> crontab,
      RealmName realm,
      DispatcherProgram program,
      List<ShellWord> args) {
    Parsed<Crontab> parsed = Crontab.parse(crontab.orElse(CrontabText.EMPTY));
    if (parsed.value().isEmpty()) {
      Problem first = parsed.problems().get(0);
      return List.of(
          Finding.failure(
              Check.BLOCK,
              first.location().path() + ": " + first.message() + more(parsed.problems().size() - 1),
              first.hint().orElse(RUN)),
          Finding.unknown(Check.BLOCK_EDITS, "where the block is cannot be told"));
    }
    Crontab found = parsed.value().get();
    if (found.block().isEmpty()) {
      String none = crontab.isEmpty() ? "there is no crontab" : "the crontab has no block";
      return List.of(
          Finding.warning(Check.BLOCK, none + ": no job is dispatched", RUN),
          Finding.ok(Check.BLOCK_EDITS, none));
    }
    return List.of(realm(found, realm), edits(found, program, args));
  }

  private static Finding realm(Crontab crontab, RealmName realm) {
    List<String> lines = crontab.blockLines();
    long entries = lines.stream().filter(Block::isEntry).count();
    Optional<String> found = Optional.ofNullable(crontab.blockVariables().get(REALM));
    if (found.isEmpty()) {
      return Finding.failure(
          Check.BLOCK,
          "the block must set LAVA_REALM, found none: lava-dispatcher knows no realm then",
          RUN);
    }
    return found.get().equals(realm.text())
        ? Finding.ok(
            Check.BLOCK,
            "of realm " + realm.text() + ", with " + Phrases.count(entries, "line") + " to run")
        : Finding.failure(
            Check.BLOCK,
            "the block must be of realm "
                + Quoted.of(realm.text())
                + ", found "
                + Quoted.of(found.get()),
            "is --realm the right one, and this the right account? run would replace the block");
  }

  private static Finding edits(Crontab crontab, DispatcherProgram program, List<ShellWord> args) {
    List<String> edits =
        BlockEdits.find(crontab.blockLines(), crontab.firstBlockLine(), program, args);
    return edits.isEmpty()
        ? Finding.ok(Check.BLOCK_EDITS, "every line is as lavasched writes it")
        : Finding.warning(
            Check.BLOCK_EDITS,
            "the block should have only lines that lavasched writes, found "
                + Phrases.some(edits)
                + ": edited by hand, or written by lava's own handler",
            "lines of your own belong above or below the block: the next run takes these out or"
                + " writes them anew");
  }

  private static String more(int count) {
    return count == 0 ? "" : " (and " + count + " more)";
  }
}

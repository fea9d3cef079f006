// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.CrontabLines;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Subject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A crontab as lavasched sees it: foreign bytes, perhaps a block, foreign bytes.
 *
 * <p>Foreign lines keep every byte. Laws: {@link #withBlock} changes no byte before or after the
 * block; doing it twice is doing it once; {@link #withoutBlock} undoes it, except for a newline
 * that it added.
 */
public final class Crontab {

  private static final byte NEWLINE = BlockFinder.NEWLINE;

  private final CrontabText text;

  /** The block with its markers is [from, to); both are the length where there is none. */
  private final int from;

  private final int to;

  private Crontab(CrontabText text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /**
   * Finds the block in a crontab.
   *
   * @param text the whole crontab
   * @return the crontab, with {@code like-a-marker} for lines that are markers except for blanks;
   *     or {@code broken-markers} for each marker that does not pair up, or only would without
   *     blanks, with its line number
   */
  public static Parsed<Crontab> parse(CrontabText text) {
    Objects.requireNonNull(text, "text");
    return new BlockFinder(text.raw())
        .find()
        .map(
            block ->
                block
                    .map(span -> new Crontab(text, span.from(), span.to()))
                    .orElseGet(() -> new Crontab(text, text.length(), text.length())))
        .mapProblems(p -> p.in(new Subject(Subject.Kind.CRONTAB, "")));
  }

  /**
   * The block with its markers.
   *
   * @return its bytes; empty without a block
   */
  public Optional<CrontabText> block() {
    return from == to
        ? Optional.empty()
        : Optional.of(CrontabText.owning(Arrays.copyOfRange(text.raw(), from, to)));
  }

  /**
   * The lines between the markers, as text in UTF-8.
   *
   * @return without their newlines; empty without a block. Bytes that are no UTF-8 become halves of
   *     surrogate pairs, which no word of an entry has
   */
  public List<String> blockLines() {
    return lines(from, to).stream()
        .filter(line -> !line.equals(Block.START) && !line.equals(Block.END))
        .toList();
  }

  /**
   * The number of the line after the start marker.
   *
   * @return from 2; without a block, it means nothing
   */
  public int firstBlockLine() {
    int number = 2;
    for (int i = 0; i < from; i++) {
      number += text.raw()[i] == NEWLINE ? 1 : 0;
    }
    return number;
  }

  /**
   * The variables that the lines of the block set.
   *
   * @return each name once, with the value that the last line gives it, which may be a secret
   */
  public Map<String, String> blockVariables() {
    Map<String, String> found = new TreeMap<>();
    for (String line : blockLines()) {
      CrontabLines.variable(line).ifPresent(v -> found.put(v.getKey(), v.getValue()));
    }
    return found;
  }

  /**
   * The variables in force for the entries of the block: those above it, its own lines, which come
   * later, and those in the command of its first entry, where a strict {@link EntryForm} has them.
   *
   * @param dialect which cron reads them
   * @return each name once, with its value, which may be a secret
   */
  public Map<String, String> environment(CronDialect dialect) {
    Map<String, String> all = new TreeMap<>();
    variablesAbove(dialect).forEach((name, variable) -> all.put(name, variable.value()));
    all.putAll(blockVariables());
    blockLines().stream()
        .filter(CrontabLines::isEntry)
        .findFirst()
        .map(InstalledEntry::form)
        .ifPresent(form -> form.variables().forEach(v -> all.put(v.name(), v.value())));
    return all;
  }

  /**
   * The variables that the lines above the block set; without a block, all lines.
   *
   * @param dialect which cron reads them: some support a few only, or know no quotes around names
   * @return each name once, with the last line that sets it
   */
  public Map<String, ForeignVariable> variablesAbove(CronDialect dialect) {
    Objects.requireNonNull(dialect, "dialect");
    Map<String, ForeignVariable> found = new TreeMap<>();
    List<String> above = lines(0, from);
    for (int i = 0; i < above.size(); i++) {
      int number = i + 1;
      CrontabLines.variable(above.get(i), dialect)
          .ifPresent(v -> found.put(v.getKey(), new ForeignVariable(number, v.getValue())));
    }
    return found;
  }

  /**
   * The first line below the block that cron runs, and the variables that are set between.
   *
   * @return empty when there is no such line, or no block
   */
  public Optional<ForeignEntry> firstEntryBelow() {
    int number = 1;
    for (int i = 0; i < to; i++) {
      number += text.raw()[i] == NEWLINE ? 1 : 0;
    }
    Set<String> set = new TreeSet<>();
    for (String line : lines(to, text.length())) {
      if (CrontabLines.isEntry(line)) {
        return Optional.of(new ForeignEntry(number, CrontabLines.gist(line), set));
      }
      CrontabLines.variable(line).ifPresent(v -> set.add(v.getKey()));
      number++;
    }
    return Optional.empty();
  }

  /**
   * The lines above the block and below it.
   *
   * @return in their order, comments and blank ones too
   */
  public List<ForeignLine> foreignLines() {
    List<ForeignLine> found = new ArrayList<>();
    int number = 1;
    for (String line : lines(0, from)) {
      found.add(new ForeignLine(number, line, false));
      number++;
    }
    number += lines(from, to).size();
    for (String line : lines(to, text.length())) {
      found.add(new ForeignLine(number, line, true));
      number++;
    }
    return found;
  }

  /**
   * A line that is not of the block.
   *
   * @param number from 1
   * @param text without its newline; it may hold a secret
   * @param isBelow whether the block is above it
   */
  public record ForeignLine(int number, String text, boolean isBelow) {
    /** Checks that nothing is null. */
    public ForeignLine {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A variable that is not of the block.
   *
   * @param line its number, from 1
   * @param value what cron makes of it; may be a secret
   */
  public record ForeignVariable(int line, String value) {
    /** Checks that nothing is null. */
    public ForeignVariable {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * An entry that is not of the block.
   *
   * @param line its number, from 1
   * @param gist its schedule and program, for a message
   * @param variables those that are set between the block and it
   */
  public record ForeignEntry(int line, String gist, Set<String> variables) {
    /** Checks that nothing is null, and copies the names. */
    public ForeignEntry {
      Objects.requireNonNull(gist, "gist");
      Objects.requireNonNull(variables, "variables");
      variables = Set.copyOf(variables);
    }
  }

  private List<String> lines(int start, int end) {
    byte[] bytes = text.raw();
    List<String> lines = new ArrayList<>();
    for (int at = start; at < end; ) {
      int stop = BlockFinder.lineEnd(bytes, at);
      lines.add(CrontabLines.text(bytes, at, stop));
      at = stop + 1;
    }
    return lines;
  }

  /**
   * The crontab with another block: in the place of the old one, else at the end.
   *
   * <p>The only other byte ever added is the newline that cron demands at the end of the last line.
   *
   * @param block the new block
   * @return the whole new crontab
   */
  public CrontabText withBlock(Block block) {
    Objects.requireNonNull(block, "block");
    byte[] bytes = text.raw();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(bytes.length + 128 * block.lines().size());
    appendWhole(out, bytes, 0, from);
    out.writeBytes(block.text().getBytes(StandardCharsets.UTF_8));
    appendWhole(out, bytes, to, bytes.length);
    return CrontabText.owning(out.toByteArray());
  }

  /**
   * The crontab without its block; nothing else goes, and nothing is added.
   *
   * @return every byte of the foreign lines; all of the crontab without a block
   */
  public CrontabText withoutBlock() {
    byte[] bytes = text.raw();
    byte[] foreign = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, foreign, from, bytes.length - to);
    return CrontabText.owning(foreign);
  }

  private static void appendWhole(ByteArrayOutputStream out, byte[] bytes, int start, int end) {
    out.write(bytes, start, end - start);
    if (end > start && bytes[end - 1] != NEWLINE) {
      out.write(NEWLINE);
    }
  }

  /**
   * The crontab as it was read.
   *
   * @return every byte
   */
  public CrontabText text() {
    return text;
  }
}

package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A crontab as lavasched sees it: foreign bytes, perhaps a block, foreign bytes.
 *
 * <p>Foreign lines keep every byte. Laws: {@link #withBlock} changes no byte before or after the
 * block; doing it twice is doing it once.
 */
public final class Crontab {

  private static final byte NEWLINE = BlockFinder.NEWLINE;

  /** Half of a surrogate pair, for bytes that are no UTF-8: fine to show, impossible to write. */
  private static final char NO_TEXT = '\uDC80';

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
   * @return the crontab, with {@code like-a-marker} for lines that are markers but for blanks; or
   *     {@code broken-markers} for each marker that does not pair up, or only would without blanks,
   *     with its line number
   */
  public static Parsed<Crontab> parse(CrontabText text) {
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
   * The first line below the block that cron runs, and that so inherits the block's variables.
   *
   * @return the line and its number, for a message; empty when there is none, or no block
   */
  public Optional<String> firstEntryBelow() {
    int number = 1;
    for (int i = 0; i < to; i++) {
      number += text.raw()[i] == NEWLINE ? 1 : 0;
    }
    for (String line : lines(to, text.length())) {
      if (CrontabLines.isEntry(line)) {
        return Optional.of("line " + number + ": " + Quoted.of(CrontabLines.gist(line)));
      }
      number++;
    }
    return Optional.empty();
  }

  private List<String> lines(int start, int end) {
    byte[] bytes = text.raw();
    List<String> lines = new ArrayList<>();
    for (int at = start; at < end; ) {
      int stop = BlockFinder.lineEnd(bytes, at);
      lines.add(line(bytes, at, stop));
      at = stop + 1;
    }
    return lines;
  }

  private static String line(byte[] bytes, int start, int stop) {
    String line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    byte[] back = line.getBytes(StandardCharsets.UTF_8);
    boolean isText = Arrays.equals(back, 0, back.length, bytes, start, stop);
    return isText ? line : line.replace('\uFFFD', NO_TEXT);
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
    byte[] bytes = text.raw();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(bytes.length + 128 * block.lines().size());
    appendWhole(out, bytes, 0, from);
    out.writeBytes(block.text().getBytes(StandardCharsets.UTF_8));
    appendWhole(out, bytes, to, bytes.length);
    return CrontabText.owning(out.toByteArray());
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

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the markers of the block in a crontab, and tells of those that do not pair up. */
final class BlockFinder {

  static final byte NEWLINE = '\n';

  private static final byte[] START = Block.START.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = Block.END.getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final List<Problem> broken = new ArrayList<>();
  private final List<Line> likeStarts = new ArrayList<>();
  private final List<Line> likeEnds = new ArrayList<>();
  private Optional<Line> open = Optional.empty();
  private Optional<Span> found = Optional.empty();

  BlockFinder(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The block with both its markers, and the newline of the second. */
  record Span(int from, int to) {}

  /** A line without its newline; numbers start at 1. */
  private record Line(int number, int from, int to) {}

  Parsed<Optional<Span>> find() {
    int number = 1;
    for (int at = 0; at < bytes.length; number++) {
      int end = lineEnd(bytes, at);
      look(new Line(number, at, end));
      at = end + 1;
    }
    open.ifPresent(start -> broken.add(unclosed(start, "none")));
    if (!broken.isEmpty()) {
      return new Parsed.Bad<>(broken);
    }
    List<Line> like = new ArrayList<>(likeStarts);
    like.addAll(likeEnds);
    if (likeStarts.stream().anyMatch(this::isClosed)) {
      // A block whose line ends became CR LF, say: with another one every job is dispatched twice.
      return new Parsed.Bad<>(
          like.stream().map(l -> marker(ProblemCode.BROKEN_MARKERS, l, REPAIR)).toList());
    }
    return new Parsed.Ok<>(
        found, like.stream().map(l -> marker(ProblemCode.LIKE_A_MARKER, l, COMMENT)).toList());
  }

  private boolean isClosed(Line likeStart) {
    return likeEnds.stream().anyMatch(likeEnd -> likeEnd.number > likeStart.number);
  }

  private void look(Line line) {
    if (!isComment(line)) {
      return;
    }
    if (is(line, START)) {
      if (open.isPresent()) {
        broken.add(unclosed(open.get(), "another in line " + line.number));
      } else if (found.isPresent()) {
        broken.add(broken("crontab must have one block, found another start marker", line));
      }
      open = Optional.of(line);
    } else if (is(line, END)) {
      if (open.isEmpty()) {
        broken.add(broken("end marker must come after a start marker, found none before it", line));
      } else if (found.isEmpty()) {
        found = Optional.of(new Span(open.get().from, Math.min(line.to + 1, bytes.length)));
      }
      open = Optional.empty();
    } else {
      Line inner = withoutBlanks(line);
      if (is(inner, START)) {
        likeStarts.add(line);
      } else if (is(inner, END)) {
        likeEnds.add(line);
      }
    }
  }

  private static final String COMMENT =
      "it is left alone, as a comment; take off the blanks if it is meant as a marker";

  private static final String REPAIR =
      "edit the crontab (crontab -e) so that one line \""
          + Block.START
          + "\" and one line \""
          + Block.END
          + "\" after it enclose just lava's entries, or remove both and all between them";

  private static Problem unclosed(Line start, String found) {
    return broken("start marker must be followed by an end marker, found " + found, start);
  }

  private static Problem broken(String message, Line line) {
    return Problem.of(ProblemCode.BROKEN_MARKERS, message)
        .under("line " + line.number)
        .withHint(REPAIR);
  }

  private Problem marker(ProblemCode code, Line line, String hint) {
    String text = new String(bytes, line.from, line.to - line.from, StandardCharsets.UTF_8);
    return Problem.of(code, "a marker must be the whole line, found " + Quoted.of(text))
        .under("line " + line.number)
        .withHint(hint);
  }

  private Line withoutBlanks(Line line) {
    int from = line.from;
    int to = line.to;
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    return new Line(line.number, from, to);
  }

  /** Markers are comments, and most lines are none. */
  private boolean isComment(Line line) {
    int at = line.from;
    while (at < line.to && isBlank(bytes[at])) {
      at++;
    }
    return at < line.to && bytes[at] == '#';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private boolean is(Line line, byte[] marker) {
    return Arrays.equals(bytes, line.from, line.to, marker, 0, marker.length);
  }

  static int lineEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != NEWLINE) {
      end++;
    }
    return end;
  }
}

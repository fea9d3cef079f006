// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import java.io.Reader;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Characters of YAML, for a scanner that looks for the end of a word, of blanks or of a line before
 * it takes them.
 *
 * <p>What is looked ahead is copied again and again: time grows with the square of its length. So
 * that length has a bound, which is more than a record can have in one piece.
 *
 * <p>The scanner also remembers, for a thousand characters, each list or map that begins on the
 * line, because it may be a key, and looks through all of these several times for each token. A
 * record has no list or map as a key. So the scanner is told that a line ends where one begins, and
 * forgets it.
 */
final class LookAhead extends StreamReader {

  /** DynamoDB takes records of 400 KB; a third more as Base64. */
  static final int MOST = 1 << 20;

  private int opened;

  LookAhead(Reader reader) {
    super(reader);
  }

  @Override
  public void forward(int length) {
    int first = peek();
    opened += first == '[' || first == '{' ? 1 : 0;
    super.forward(length);
  }

  /** The line for keys, which stand on one line; that of messages is in {@link #getMark()}. */
  @Override
  public int getLine() {
    return super.getLine() + opened;
  }

  @Override
  public int peek(int ahead) {
    if (ahead > MOST) {
      throw new TooFarException(getMark());
    }
    return super.peek(ahead);
  }

  /** There is no end of a word, of blanks or of a line where it must be. */
  static final class TooFarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TooFarException(Mark at) {
      this.line = at.getLine() + 1;
      this.column = at.getColumn() + 1;
    }

    /** What must hold, and what was found where. */
    YamlText.BadYamlException asBadYaml() {
      return new YamlText.BadYamlException(
          "must have words, runs of blanks, comments and lines of block text of "
              + (MOST >> 20)
              + " MB at most, found ",
          "a longer one (DynamoDB takes records of 400 KB: shorten it, or take it out)",
          line,
          column);
    }
  }
}

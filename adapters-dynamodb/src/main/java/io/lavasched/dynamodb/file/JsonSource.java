// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonParser;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import com.google.common.primitives.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Bytes of JSON or YAML that can be read again and again.
 *
 * @param name for messages: the path as the user gave it
 * @param bytes as they are stored
 * @param isYaml whether they are YAML
 */
record JsonSource(String name, ByteSource bytes, boolean isYaml) {

  private static final String GZIP = "\u001f\u008b";
  private static final int BUFFER = 1 << 16;

  /**
   * More than a realm has: the most that is kept in memory, and that any small file may unpack to.
   */
  static final int MOST_BYTES = 128 << 20;

  /**
   * How many times its size a file may unpack to. A bound on the bytes alone would have to let pass
   * the largest realm, 100,000 records of 400 KB, and so 40 GB of nothing in a file of 40 MB. The
   * ratio tells them apart: an export of jobs that differ in a few characters is packed to about a
   * hundredth, and gzip packs what only repeats itself to a thousandth. It also ties the time to
   * read a large file to its size on disk.
   */
  private static final int MOST_RATIO = 200;

  /** A file. What can be read only once, such as a pipe, is kept in memory. */
  static JsonSource of(Path file, String name) throws IOException {
    return new JsonSource(
        name,
        Files.isRegularFile(file) ? MoreFiles.asByteSource(file) : ByteSource.wrap(all(file)),
        FileKind.isYaml(name));
  }

  private static byte[] all(Path pipe) throws IOException {
    try (InputStream in =
        new BoundedText(
            Files.newInputStream(pipe),
            MOST_BYTES,
            "must be "
                + (MOST_BYTES >> 20)
                + " MB at most where it is no regular file, found more (write it to one first)")) {
      return in.readAllBytes();
    }
  }

  /**
   * The JSON text: unpacked where the first bytes are those of gzip, without a byte order mark.
   *
   * @param from how many bytes of the text to leave out
   */
  InputStream open(long from) throws IOException {
    InputStream stored = bytes.openStream();
    try {
      InputStream text = withoutMark(unpacked(stored, from));
      text.skipNBytes(from);
      return text;
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /** Whether the first bytes are those of gzip. */
  boolean isGzip() throws IOException {
    return isGzip(bytes.slice(0, GZIP.length()).read());
  }

  private static boolean isGzip(byte[] start) {
    return startsWith(start, GZIP);
  }

  /**
   * A parser of the text.
   *
   * @param text what {@link #open} gave
   */
  JsonParser parser(InputStream text) throws IOException {
    return isYaml ? YamlText.parser(text) : RecordFile.JSON.createParser(text);
  }

  private InputStream unpacked(InputStream stored, long from) throws IOException {
    // A caller that skips wants little of what follows.
    InputStream in = new BufferedInputStream(stored, from == 0 ? BUFFER : 1 << 13);
    return isGzip(peek(in, GZIP.length()))
        ? new BufferedInputStream(bounded(new GZIPInputStream(in, BUFFER)), 1 << 13)
        : in;
  }

  private InputStream bounded(InputStream unpacked) throws IOException {
    return new BoundedText(
        unpacked,
        Math.max(MOST_BYTES, MOST_RATIO * bytes.size()),
        "must unpack to "
            + (MOST_BYTES >> 20)
            + " MB or "
            + MOST_RATIO
            + " times its size at most, found more (if it is meant, unpack it first, with gunzip)");
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    byte[] start = peek(in, 4);
    // Wider encodings begin with a mark, or have a zero among the first bytes.
    if (Bytes.contains(start, (byte) 0)
        || startsWith(start, "\u00fe\u00ff")
        || startsWith(start, "\u00ff\u00fe")) {
      throw new NotUtf8Exception();
    }
    if (startsWith(start, "\u00ef\u00bb\u00bf")) {
      in.skipNBytes(3);
    }
    return in;
  }

  /** Whether bytes start with these, each written as the character of that number. */
  private static boolean startsWith(byte[] bytes, String start) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(start);
  }

  private static byte[] peek(InputStream in, int length) throws IOException {
    in.mark(length);
    byte[] start = in.readNBytes(length);
    in.reset();
    return start;
  }

  /** Text in another charset. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    NotUtf8Exception() {
      super("must be UTF-8, found UTF-16 or UTF-32");
    }
  }
}

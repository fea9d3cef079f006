// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.base.Ascii;
import io.lavasched.domain.text.Quoted;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * A file that cannot be read, or that is not what it must be; never leaves this package. The
 * message begins with the file, and with the place where there is one.
 */
final class BadJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Jackson names its own switches and where it started: of no use to the author of the file. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "(, from `[^`]*`)|( \\(not recognized as one since [^)]*\\))|(: enable `[^`]*` to"
              + " allow)|(\\[Source:[^\\]]*?(?=line:))|(\\](?=\\)$))");

  private static final int LONGEST = 300;

  private BadJsonException(String message) {
    super(message);
  }

  private BadJsonException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The place and what is wrong there: one line. */
  String fault() {
    return String.valueOf(getMessage());
  }

  /** The file is fine as JSON, but it is not what it must be. */
  static BadJsonException of(JsonSource source, Place place, String message) {
    return new BadJsonException(place.in(source) + ": " + message);
  }

  /** The file cannot be opened. */
  static BadJsonException of(JsonSource source, IOException e) {
    if (e instanceof YamlText.BadYamlException yaml) {
      return new BadJsonException(
          source.name() + ":" + yaml.line() + ":" + yaml.column() + ": " + reason(e), e);
    }
    boolean isOpen =
        e instanceof EOFException
            || e instanceof ZipException
            || e instanceof JsonSource.NotUtf8Exception;
    return new BadJsonException(source.name() + (isOpen ? ":1:1: " : ": ") + reason(e), e);
  }

  /** Reading broke off. */
  static BadJsonException of(JsonSource source, Place start, JsonParser parser, IOException e) {
    if (e instanceof BoundedText.TooLargeException) {
      return of(source, e); // It is of the whole file.
    }
    Place place =
        start.plus(
            Optional.of(e)
                .filter(JsonProcessingException.class::isInstance)
                .map(json -> ((JsonProcessingException) json).getLocation())
                .orElseGet(parser::currentLocation));
    return new BadJsonException(place.in(source) + ": " + reason(e), e);
  }

  /** What is wrong, without names of classes. */
  static String reason(IOException e) {
    if (e instanceof JsonProcessingException json) {
      return ofParser(json);
    }
    if (e instanceof JsonSource.NotUtf8Exception || e instanceof BoundedText.TooLargeException) {
      return shown(e);
    }
    if (e instanceof YamlText.BadYamlException yaml) {
      return yaml.rule() + shown(e);
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "must exist, found nothing";
    }
    if (e instanceof AccessDeniedException) {
      return "must be readable, found that access is denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "must not be a link to a folder around it";
    }
    if (e instanceof EOFException) {
      return "must be whole, found that the gzip data is cut off";
    }
    if (e instanceof ZipException) {
      return "must be sound, found broken gzip data (" + shown(e) + ")";
    }
    return "must be readable, found: " + shown(e);
  }

  /** What is wrong with a zip. */
  static String ofZip(IOException e) {
    return e instanceof ZipException || e instanceof EOFException
        ? "must be sound, found a broken zip (" + shown(e) + ")"
        : reason(e);
  }

  private static String ofParser(JsonProcessingException e) {
    String said = String.valueOf(e.getOriginalMessage());
    if (e instanceof RecordReader.MisfitException) {
      return said;
    }
    String plain = INTERNALS.matcher(said).replaceAll("").replace("column: ", "column ");
    String first = plain.isEmpty() ? plain : Ascii.toLowerCase(plain.substring(0, 1));
    return "must be JSON, found: " + shown(first + plain.substring(first.length()));
  }

  private static String shown(IOException e) {
    return shown(String.valueOf(e.getMessage()));
  }

  private static String shown(String text) {
    String line = Quoted.escape(text.strip());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}

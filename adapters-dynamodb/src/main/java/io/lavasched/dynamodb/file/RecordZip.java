// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.google.common.io.ByteSource;
import io.lavasched.domain.text.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a zip, as {@code lava-backup} makes it. Nothing is unpacked to a disk; what is
 * unpacked into memory has a bound, whatever the zip says of its own sizes.
 */
final class RecordZip {

  private static final String START = "PK";
  private static final int MOST_FILES = 100_000;
  private static final String HELP = " (if it is meant, unpack it first, and give the folder)";

  private final Path path;
  private final List<Member> members = new ArrayList<>();
  private long left = JsonSource.MOST_BYTES;

  private RecordZip(Path path) {
    this.path = path;
  }

  /** Whether a file is a zip: it ends in {@code .zip}, or begins as one. */
  static boolean isZip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return START.equals(new String(in.readNBytes(2), StandardCharsets.ISO_8859_1));
    }
  }

  /** All files of it, sorted; those that no record can be in are not unpacked. */
  static List<Member> files(Path path) throws IOException {
    RecordZip zip = new RecordZip(path);
    try (ZipFile file = new ZipFile(path.toFile())) {
      zip.read(file);
    } catch (IllegalArgumentException e) { // a name that is not in the charset it says
      throw new ZipException(String.valueOf(e.getMessage()));
    }
    zip.members.sort(Comparator.comparing(Member::path));
    return zip.members;
  }

  private void read(ZipFile file) throws IOException {
    Set<String> names = new HashSet<>();
    if (file.size() > MOST_FILES) {
      throw new BoundedText.TooLargeException(
          "must hold " + MOST_FILES + " files at most, found more" + HELP);
    }
    for (ZipEntry entry : Collections.list(file.entries())) {
      if (entry.isDirectory()) {
        continue;
      }
      String name = entry.getName();
      if (!names.add(clean(name))) {
        members.add(member(name, ByteSource.empty(), Optional.of("must be there once")));
      } else if (!isSafe(name)) {
        members.add(
            member(
                Quoted.escape(name),
                ByteSource.empty(),
                Optional.of("must have a path within the zip")));
      } else {
        members.add(member(name, bytes(file, entry), Optional.empty()));
      }
    }
  }

  private static boolean isSafe(String name) {
    return !name.startsWith("/")
        && name.indexOf('\\') < 0
        && name.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(name.split("/", -1))
            .noneMatch(part -> part.equals("..") || part.isEmpty());
  }

  private ByteSource bytes(ZipFile file, ZipEntry entry) throws IOException {
    FileKind kind = FileKind.of(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
    if (kind == FileKind.NO_RECORDS) {
      return ByteSource.empty();
    }
    try (InputStream in = file.getInputStream(entry)) {
      ByteSource bytes = ByteSource.wrap(in.readNBytes((int) left + 1));
      take(bytes.size());
      takeUnpacked(new JsonSource(entry.getName(), bytes, false));
      return bytes;
    }
  }

  /** A file in it may itself be packed, and a packed file of nothing can be packed once more. */
  private void takeUnpacked(JsonSource file) throws IOException {
    if (!file.isGzip()) {
      return;
    }
    byte[] buffer = new byte[1 << 13];
    try (InputStream text = file.open(0)) {
      for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
        take(count);
      }
    } catch (EOFException | ZipException | JsonSource.NotUtf8Exception e) {
      // Whoever reads the file says so, with its name.
    }
  }

  private void take(long count) throws IOException {
    left -= count;
    if (left < 0) {
      throw new BoundedText.TooLargeException(
          "must unpack to " + (JsonSource.MOST_BYTES >> 20) + " MB at most, found more" + HELP);
    }
  }

  private Member member(String name, ByteSource bytes, Optional<String> fault) {
    String clean = clean(name);
    return new Member(
        clean, new JsonSource(path + "/" + clean, bytes, FileKind.isYaml(clean)), fault);
  }

  private static String clean(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}

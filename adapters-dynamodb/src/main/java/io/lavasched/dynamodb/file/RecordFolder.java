// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.google.common.base.Ascii;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files of a folder. */
final class RecordFolder {

  private RecordFolder() {}

  /**
   * All files below a folder, sorted. Hidden folders are not looked into. Links are followed, and
   * one that leads nowhere is among the files, since it should have been one.
   */
  static List<Member> files(Path folder) throws IOException {
    List<Member> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (isHidden(path) && !path.equals(folder)) {
              found.add(member(path, "/", Optional.empty()));
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            found.add(
                member(
                    path,
                    "",
                    attributes.isOther()
                        ? Optional.of("must be a file, found a pipe, socket or device")
                        : Optional.empty()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (!isHidden(path) || path.equals(folder)) {
              throw e;
            }
            found.add(member(path, "", Optional.empty()));
            return FileVisitResult.CONTINUE;
          }

          private Member member(Path path, String end, Optional<String> fault) {
            String inside = folder.relativize(path).toString();
            return new Member(inside + end, source(path), fault);
          }
        });
    found.sort((a, b) -> a.path().compareTo(b.path()));
    return found;
  }

  private static JsonSource source(Path file) {
    ByteSource bytes = MoreFiles.asByteSource(file);
    return new JsonSource(file.toString(), bytes, FileKind.isYaml(nameOf(file)));
  }

  /**
   * Whether a file with nothing in it can be meant: JSON lines, of which there may be none, or a
   * part of an export that nothing fell into. Any other is a mishap that would empty the crontab.
   */
  static boolean mayBeEmpty(String path) {
    String name = Ascii.toLowerCase(path);
    return Stream.of(".jsonl", ".ndjson", ".gz").anyMatch(name::endsWith);
  }

  private static boolean isHidden(Path path) {
    return nameOf(path).startsWith(".");
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}

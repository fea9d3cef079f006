package io.lavasched.dynamodb;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files of records in a folder. */
final class RecordFolder {

  private static final List<String> ENDINGS =
      Stream.of(".json", ".jsonl", ".ndjson").flatMap(e -> Stream.of(e, e + ".gz")).toList();

  /** What an export of DynamoDB puts beside the records. */
  private static final Set<String> MANIFESTS =
      Set.of("manifest-files.json", "manifest-summary.json");

  private RecordFolder() {}

  /**
   * All files of records below a folder, sorted; hidden files and folders are left out. Links are
   * followed, and one that leads nowhere is among them, since it should have been a file.
   */
  static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return isHidden(path) && !path.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (!attributes.isOther() && !isHidden(path) && hasRecords(path)) {
              found.add(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (isHidden(path) && !path.equals(folder)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return found;
  }

  /**
   * Whether a file with nothing in it can be meant: JSON lines, of which there may be none, or a
   * part of an export that nothing fell into. Any other is a mishap that would empty the crontab.
   */
  static boolean mayBeEmpty(Path path) {
    String name = Ascii.toLowerCase(nameOf(path));
    return Stream.of(".jsonl", ".ndjson", ".gz").anyMatch(name::endsWith);
  }

  private static boolean isHidden(Path path) {
    return nameOf(path).startsWith(".");
  }

  private static boolean hasRecords(Path path) {
    String name = Ascii.toLowerCase(nameOf(path));
    return ENDINGS.stream().anyMatch(name::endsWith) && !MANIFESTS.contains(name);
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}

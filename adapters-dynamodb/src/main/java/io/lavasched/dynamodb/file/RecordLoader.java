// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.google.common.io.ByteSource;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.StoreFailures;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads all files of a source once, and gathers what is wrong with any of them. What becomes of the
 * records is a matter of those that extend it.
 */
abstract class RecordLoader {

  private static final String OPERATION = "read";

  /** What the text of a file that may be one of records begins with. */
  private static final Pattern LIKE_RECORDS =
      Pattern.compile("\\s*[\\[{].*job_id.*|(.*\\n)?job_id:.*", Pattern.DOTALL);

  private static final int LOOKED_AT = 1 << 16;

  /** Ten times the largest realm. A packed file of a few KB can have millions of tiny ones. */
  private static final int MOST_RECORDS = 1_000_000;

  private final String path;
  private final RecordFile.Kind kind;
  private final Predicate<String> fields;
  private final String resource;
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Problem> notes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Optional<Throwable> firstCause = Optional.empty();
  private int kept;
  private int pages;
  private int pagesBeforeOthers;
  private String lastPage = "";

  /**
   * A loader.
   *
   * @param path of the source, or another name of it, for messages
   * @param kind what its records are of
   * @param fields the names of the fields to keep of each
   */
  RecordLoader(String path, RecordFile.Kind kind, Predicate<String> fields) {
    this.path = path;
    this.kind = kind;
    this.fields = fields;
    this.resource = kind.noun() + " in " + path;
  }

  /** Starts a file. */
  abstract OfFile open(RecordFile file);

  /** Takes the records of one file. */
  interface OfFile {

    /**
     * Takes one.
     *
     * @param number 1-based
     * @param place where it starts
     * @return whether it is kept
     */
    boolean take(int number, Place place, Value value);

    /**
     * Ends the file; never called for one that cannot be read to its end.
     *
     * @param records how many there were
     */
    void end(int records);
  }

  final String path() {
    return path;
  }

  final String resource() {
    return resource;
  }

  final List<Problem> notes() {
    return notes;
  }

  final void addFault(String fault) {
    faults.add(fault);
  }

  /** A file, all files of a folder, or all of a zip. */
  final void readAll(Path file) {
    if (!Files.exists(file)) {
      throw failure("there must be a file or folder " + path + ", found nothing", Optional.empty());
    }
    try {
      if (Files.isDirectory(file)) {
        loadAll(RecordFolder.files(file));
        checkManifestsBeside(file);
      } else if (RecordZip.isZip(file)) {
        loadAll(RecordZip.files(file));
      } else {
        loadOne(file);
      }
    } catch (IOException e) {
      throw failure(unreadable(file, e), Optional.of(e));
    }
    checkAll();
  }

  /** Standard input: JSON, or YAML where it begins as no JSON does. */
  final void readAll(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(JsonSource.MOST_BYTES + 1);
      if (bytes.length > JsonSource.MOST_BYTES) {
        throw failure(
            path + ": must be " + (JsonSource.MOST_BYTES >> 20) + " MB at most, found more",
            Optional.empty());
      }
      if (new String(bytes, 0, Math.min(2, bytes.length), StandardCharsets.ISO_8859_1)
          .equals("PK")) {
        throw failure(
            path + ": must be JSON or YAML, found a zip (give its path)", Optional.empty());
      }
      JsonSource json = new JsonSource(path, ByteSource.wrap(bytes), false);
      load(new Member(path, new JsonSource(path, json.bytes(), isYaml(json))));
    } catch (IOException e) {
      add(path + ": " + BadJsonException.reason(e), e);
    }
    checkAll();
  }

  private static boolean isYaml(JsonSource source) throws IOException {
    try (InputStream text = source.open(0)) {
      String start = new String(text.readNBytes(LOOKED_AT), StandardCharsets.UTF_8).strip();
      return !start.isEmpty() && "[{\"".indexOf(start.charAt(0)) < 0;
    }
  }

  private String unreadable(Path file, IOException e) {
    if (!Files.isDirectory(file)) {
      return path + ": " + BadJsonException.ofZip(e);
    }
    return "folder "
        + path
        + " must be readable: "
        + e.getMessage()
        + " "
        + BadJsonException.reason(e);
  }

  private void checkAll() {
    // One page of a scan, without the last one, is a part of the realm: never take it for all.
    if (pages > 0 && pages == pagesBeforeOthers) {
      faults.add(
          lastPage
              + ": must be followed by the next page, found none (LastEvaluatedKey or NextToken)");
    }
    if (!faults.isEmpty()) {
      throw failure();
    }
  }

  private void loadOne(Path file) {
    try {
      load(new Member(path, JsonSource.of(file, path)));
    } catch (IOException e) {
      add(path + ": " + BadJsonException.reason(e), e);
    }
  }

  private void loadAll(List<Member> members) {
    Set<String> roots =
        members.stream()
            .map(Member::path)
            .filter(inside -> ("/" + inside).contains("/jobs/"))
            .map(inside -> inside.substring(0, ("/" + inside).indexOf("/jobs/")))
            .collect(Collectors.toSet());
    Set<String> passed = new HashSet<>();
    for (Member member : members) {
      Optional<String> other = OtherTable.folderOf(member.path(), roots);
      if (member.isHidden()) {
        notes.add(passedOver(member));
      } else if (other.isPresent()) {
        if (passed.add(other.get())) {
          notes.add(otherTable(shown(member, other.get()), "the folder"));
        }
      } else {
        load(FileKind.of(member.name()), member);
      }
    }
    for (Member member : members) {
      if (!member.isHidden() && FileKind.of(member.name()) == FileKind.EXPORT_PART) {
        faults.addAll(new ExportManifest(member, members, counts).faults());
      }
    }
  }

  /** Where only the {@code data} of an export is given, what the export says of it still counts. */
  private void checkManifestsBeside(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath().normalize();
    if (!whole.endsWith("data")) {
      return;
    }
    List<Member> data = RecordFolder.files(folder);
    for (String name : List.of(FileKind.MANIFEST_FILES, FileKind.MANIFEST_SUMMARY)) {
      Path manifest = whole.resolveSibling(name);
      if (Files.isRegularFile(manifest)) {
        Member member = new Member(name, JsonSource.of(manifest, manifest.toString()));
        faults.addAll(new ExportManifest(member, data, counts).faults());
      }
    }
  }

  /** The path of a folder around a file, as the file's is shown. */
  private static String shown(Member member, String folder) {
    String name = member.source().name();
    return name.substring(0, name.length() - member.path().length()) + folder;
  }

  private void load(FileKind kind, Member member) {
    if (member.fault().isPresent()) {
      faults.add(member.source().name() + ": " + member.fault().get());
      return;
    }
    switch (kind) {
      case RECORDS -> load(member);
      case NO_RECORDS -> notes.add(passedOver(member));
      case UNKNOWN -> add(member, !startOf(member).startsWith("#!"));
      case TEXT -> add(member, LIKE_RECORDS.matcher(startOf(member)).matches());
      case EXPORT_PART -> {}
    }
  }

  private void add(Member member, boolean mayHaveRecords) {
    if (mayHaveRecords) {
      faults.add(ofOtherKind(member));
    } else {
      notes.add(passedOver(member));
    }
  }

  private static String startOf(Member member) {
    try (InputStream text = member.source().open(0)) {
      return new String(text.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "job_id:"; // Nobody can tell that it has none.
    }
  }

  private static String ofOtherKind(Member member) {
    return member.source().name()
        + ": must be a file of records (.json, .jsonl, .ndjson, .yaml, .yml, these with .gz),"
        + " found another kind that may hold some; rename it, or take it out";
  }

  private static Problem passedOver(Member member) {
    return Problem.of(
            ProblemCode.FILE_PASSED_OVER,
            "source should have only files of records, found another, which is passed over")
        .in(new Subject(Subject.Kind.FILE, member.source().name()));
  }

  static Problem otherTable(String name, String what) {
    return Problem.of(
            ProblemCode.OTHER_TABLE,
            what + " has records of another table than that of jobs: passed over")
        .in(new Subject(Subject.Kind.FILE, name));
  }

  private void load(Member member) {
    JsonSource source = member.source();
    int[] count = {0};
    try {
      RecordFile file = new RecordFile(source, kind);
      OfFile records = open(file);
      RecordFile.Content content =
          file.read(
              fields,
              (number, place, value) -> {
                count[0] = number;
                if (records.take(number, place, value) && ++kept > MOST_RECORDS) {
                  throw failure(
                      path + ": must have " + MOST_RECORDS + " records at most, found more",
                      Optional.empty());
                }
              });
      pages += content.pages();
      pagesBeforeOthers += content.pagesBeforeOthers();
      lastPage = content.pages() > 0 ? source.name() : lastPage;
      counts.put(member.path(), count[0]);
      records.end(count[0]);
      if (content.isEmpty() && !RecordFolder.mayBeEmpty(source.name())) {
        faults.add(
            source.name()
                + (source.isYaml()
                    ? ": must hold a record, found an empty file"
                    : ": must be JSON, found an empty file"));
      }
    } catch (BadJsonException e) {
      add(e.fault(), e);
    }
  }

  private void add(String fault, Throwable cause) {
    faults.add(fault);
    firstCause = firstCause.or(() -> Optional.of(cause));
  }

  private StoreException failure() {
    return failure(
        faults.size() == 1
            ? faults.get(0)
            : faults.size() + " faults in " + path + ":\n" + String.join("\n", faults),
        firstCause);
  }

  final StoreException failure(String message, Optional<Throwable> cause) {
    return StoreFailures.of(OPERATION, resource, false, message, Optional.empty(), cause);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an export of DynamoDB says of itself: its data files, each with its number of items (one
 * object a line in {@code manifest-files.json}), and the number of all ({@code
 * manifest-summary.json}). An export that is not whole is a part of the realm: never all of it.
 */
final class ExportManifest {

  private final Member manifest;
  private final List<Member> members;
  private final Map<String, Integer> counts;
  private final List<String> faults = new ArrayList<>();

  /**
   * A manifest, or another file beside the data.
   *
   * @param members all files
   * @param counts the number of records of each file that could be read, by its path
   */
  ExportManifest(Member manifest, List<Member> members, Map<String, Integer> counts) {
    this.manifest = manifest;
    this.members = members;
    this.counts = counts;
  }

  /** What is not there: one line each. */
  List<String> faults() {
    String name = manifest.name();
    try {
      if (name.equals(FileKind.MANIFEST_FILES)) {
        read((n, place, value) -> dataFile(value));
      } else if (name.equals(FileKind.MANIFEST_SUMMARY)) {
        read((n, place, value) -> summary(value));
      }
    } catch (BadJsonException e) {
      faults.add(e.fault());
    }
    return faults;
  }

  private void read(RecordFile.Sink sink) throws BadJsonException {
    new RecordFile(manifest.source(), RecordFile.Kind.JOBS).read(field -> true, sink);
  }

  private void dataFile(Value value) {
    Optional<String> key = text(value, "dataFileS3Key");
    if (key.isEmpty()) {
      faults.add(shown() + ": must name the data files, found a line without dataFileS3Key");
      return;
    }
    String name = key.get().substring(key.get().lastIndexOf('/') + 1);
    Optional<Member> data =
        members.stream()
            .filter(member -> member.path().startsWith(manifest.folder()))
            .filter(member -> member.name().equals(name))
            .findFirst();
    if (data.isEmpty()) {
      faults.add(
          shown() + ": data file " + Quoted.of(key.get()) + " must be there, found none" + HELP);
      return;
    }
    Optional<Integer> found = Optional.ofNullable(counts.get(data.get().path()));
    Optional<BigDecimal> items = number(value, "itemCount");
    if (found.isPresent()
        && items.isPresent()
        && items.get().compareTo(BigDecimal.valueOf(found.get())) != 0) {
      faults.add(
          data.get().source().name()
              + ": must have "
              + items.get().toPlainString()
              + " items, as "
              + shown()
              + " says, found "
              + found.get()
              + HELP);
    }
  }

  private static final String HELP = " (copy the whole export again)";

  private void summary(Value value) {
    if (text(value, "exportType").filter("INCREMENTAL_EXPORT"::equals).isPresent()) {
      faults.add(
          shown()
              + ": must be of a full export, found an incremental one, which has changes and not"
              + " records");
      return;
    }
    Optional<String> format = text(value, "outputFormat");
    if (format.filter(name -> !name.equals("DYNAMODB_JSON")).isPresent()) {
      faults.add(
          shown()
              + ": must be of an export in DYNAMODB_JSON, found one in "
              + Quoted.of(format.get()));
      return;
    }
    long found =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(manifest.folder()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Optional<BigDecimal> items = number(value, "itemCount");
    if (items.filter(count -> count.compareTo(BigDecimal.valueOf(found)) > 0).isPresent()) {
      faults.add(
          shown()
              + ": export must have "
              + items.get().toPlainString()
              + " items, found "
              + found
              + HELP);
    }
  }

  private String shown() {
    return manifest.source().name();
  }

  private static Optional<String> text(Value value, String field) {
    return value instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Text text
        ? Optional.of(text.get())
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(Value value, String field) {
    return value instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Num number
        ? Optional.of(number.get())
        : Optional.empty();
  }
}

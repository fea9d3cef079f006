package io.lavasched.dynamodb;

import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all files once, and gathers what is wrong with any of them. */
final class RecordLoader {

  private static final String OPERATION = "read";

  private final Path path;
  private final Set<String> kept;
  private final String resource;
  private final List<FileJobsTable.LoadedFile> loaded = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Optional<Throwable> firstCause = Optional.empty();
  private int pages;
  private int pagesBeforeOthers;
  private String lastPage = "";

  /** The few names of workers and dispatchers, each kept once. */
  private final Map<Value, Value> names = new HashMap<>();

  RecordLoader(Path path, Set<String> kept) {
    this.path = path;
    this.kept = kept;
    this.resource = "job records in " + path;
  }

  FileJobsTable load() {
    for (Path file : files()) {
      load(file, file.equals(path) ? RecordFolder.nameOf(path) : path.relativize(file).toString());
    }
    // One page of a scan, without the last one, is a part of the realm: never take it for all.
    if (pages > 0 && pages == pagesBeforeOthers) {
      faults.add(
          lastPage
              + ": must be followed by the next page, found none (LastEvaluatedKey or NextToken)");
    }
    if (!faults.isEmpty()) {
      throw failure();
    }
    return new FileJobsTable(resource, loaded);
  }

  private List<Path> files() {
    if (!Files.exists(path)) {
      throw failure("there must be a file or folder " + path + ", found nothing", Optional.empty());
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try {
      return RecordFolder.files(path);
    } catch (IOException e) {
      throw failure(
          "folder "
              + path
              + " must be readable: "
              + e.getMessage()
              + " "
              + BadJsonException.reason(e),
          Optional.of(e));
    }
  }

  private void load(Path path, String name) {
    List<FileJobsTable.Entry> entries = new ArrayList<>();
    JsonSource source;
    try {
      source = JsonSource.of(path, name);
    } catch (IOException e) {
      add(name + ": " + BadJsonException.reason(e), e);
      return;
    }
    try {
      RecordFile file = new RecordFile(source);
      RecordFile.Content content =
          file.read(
              kept::contains,
              (number, place, value) ->
                  entries.add(new FileJobsTable.Entry(number, place, slim(value))));
      pages += content.pages();
      pagesBeforeOthers += content.pagesBeforeOthers();
      lastPage = content.pages() > 0 ? name : lastPage;
      loaded.add(new FileJobsTable.LoadedFile(file, List.copyOf(entries)));
      if (content.isEmpty() && !RecordFolder.mayBeEmpty(path)) {
        faults.add(name + ": must be JSON, found an empty file (an empty realm is [])");
      }
    } catch (BadJsonException e) {
      add(e.fault(), e);
    }
  }

  /** Names of workers and dispatchers come again and again. */
  private Value slim(Value value) {
    if (!(value instanceof Value.MapOf map)) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>(map.fields());
    fields.replaceAll(
        (name, field) ->
            name.equals("worker") || name.equals("dispatcher")
                ? names.computeIfAbsent(field, f -> f)
                : field);
    return new Value.MapOf(fields);
  }

  private void add(String fault, Throwable cause) {
    faults.add(fault);
    firstCause = firstCause.or(() -> Optional.of(cause));
  }

  private StoreException failure() {
    return failure(
        faults.size() == 1
            ? faults.get(0)
            : faults.size()
                + " files in "
                + path
                + " cannot be read:\n"
                + String.join("\n", faults),
        firstCause);
  }

  private StoreException failure(String message, Optional<Throwable> cause) {
    return Failures.of(OPERATION, resource, false, message, Optional.empty(), cause);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Loads the slim form of job records, and the record of the realm. */
final class JobLoader extends RecordLoader {

  private final Optional<RealmName> realm;
  private final List<FileJobsTable.LoadedFile> loaded = new ArrayList<>();
  private final List<FileJobsTable.Found> realms = new ArrayList<>();

  /** The few names of workers and dispatchers, each kept once. */
  private final Map<Value, Value> names = new HashMap<>();

  JobLoader(String path, Optional<RealmName> realm, Set<String> kept) {
    super(path, RecordFile.Kind.JOBS, withKeysOfOthers(kept));
    this.realm = realm;
  }

  private static Predicate<String> withKeysOfOthers(Set<String> kept) {
    Set<String> all = new HashSet<>(kept);
    all.addAll(OtherTable.KEYS);
    return all::contains;
  }

  FileJobsTable load(Path file) {
    readAll(file);
    return table();
  }

  FileJobsTable load(InputStream in) {
    readAll(in);
    return table();
  }

  private FileJobsTable table() {
    return new FileJobsTable(resource(), loaded, ofRealm(), notes());
  }

  @Override
  OfFile open(RecordFile file) {
    return new JobsOfFile(file);
  }

  private final class JobsOfFile implements OfFile {

    private final RecordFile file;
    private final List<FileJobsTable.Entry> entries = new ArrayList<>();
    private final List<FileJobsTable.Entry> realmEntries = new ArrayList<>();
    private boolean hasOthers;

    private JobsOfFile(RecordFile file) {
      this.file = file;
    }

    @Override
    public boolean take(int number, Place place, Value value) {
      OtherTable table = OtherTable.of(value);
      switch (table) {
        case JOBS -> entries.add(new FileJobsTable.Entry(number, place, slim(value)));
        case REALMS -> realmEntries.add(new FileJobsTable.Entry(number, place, value));
        case OTHER -> hasOthers = true;
      }
      return table != OtherTable.OTHER;
    }

    @Override
    public void end(int records) {
      FileJobsTable.LoadedFile loadedFile =
          new FileJobsTable.LoadedFile(file, List.copyOf(entries), records);
      loaded.add(loadedFile);
      realmEntries.forEach(entry -> realms.add(new FileJobsTable.Found(loadedFile, entry)));
      if (hasOthers) {
        notes().add(otherTable(file.source().name(), "the file"));
      }
    }
  }

  /** The one record of the realm that is asked for. */
  private Optional<FileJobsTable.Found> ofRealm() {
    if (realm.isEmpty()) {
      return realms.size() == 1 ? Optional.of(realms.get(0)) : Optional.empty();
    }
    Optional<String> name = realm.map(RealmName::text);
    Optional<FileJobsTable.Found> found =
        realms.stream().filter(r -> r.entry().text(OtherTable.REALM).equals(name)).findFirst();
    if (found.isEmpty() && !realms.isEmpty()) {
      Set<String> others = new TreeSet<>();
      realms.forEach(r -> r.entry().text(OtherTable.REALM).ifPresent(others::add));
      notes()
          .add(
              Problem.of(
                      ProblemCode.NOT_READ,
                      "source should have the record of realm "
                          + Quoted.of(name.get())
                          + ", found only those of other realms")
                  .withHint(
                      others.stream().map(Quoted::of).limit(8).collect(Collectors.joining(", ")))
                  .in(new Subject(Subject.Kind.FILE, path())));
    }
    return found;
  }

  /** Names of workers and dispatchers come again and again. */
  private Value slim(Value value) {
    if (!(value instanceof Value.MapOf map)) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : map.fields().entrySet()) {
      String name = field.getKey();
      if (name.equals("worker") || name.equals("dispatcher")) {
        fields.put(name, names.computeIfAbsent(field.getValue(), same -> same));
      } else if (!OtherTable.KEYS.contains(name)) {
        fields.put(name, field.getValue());
      }
    }
    return new Value.MapOf(fields, map.flaws());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.StoreFailures;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.word.Words;
import io.lavasched.dynamodb.live.CurrentRecords;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Job records from a file, or from all files of a folder or zip.
 *
 * <p>A file holds YAML, where its name ends so, or JSON in UTF-8, packed by gzip or not: objects,
 * lists of objects, and what {@code aws dynamodb scan} prints, one after the other (so JSON lines,
 * too). Each record is plain, or has DynamoDB's types, bare or under {@code Item}, as exports have
 * them. In a folder and its folders the files of records are those that end in {@code .json},
 * {@code .jsonl}, {@code .ndjson}, {@code .yaml} or {@code .yml}, or that and {@code .gz}. Any
 * other file is an error, or a note where it plainly has no record. What {@code lava-dump} and
 * {@code lava-backup} write may have records of other tables: that of the realm is taken, the
 * others are noted. The manifests of an export must agree with what is there.
 *
 * <p>In memory stay only the fields that a rebuild needs. {@link #find}, {@link #forEachAmong} and
 * {@link #forEach} read the files again.
 */
public final class FileJobsTable implements JobsTable {

  private static final String DISPATCHER = LiveJobsTable.DISPATCHER;
  private static final Set<String> CURRENT = Set.copyOf(CurrentRecords.FIELDS);

  /** Payloads may be large. */
  private static final Set<String> KEPT =
      Set.of(LiveJobsTable.KEY, "worker", DISPATCHER, "schedule", "enabled");

  private static final int MOST_NAMED = 8;

  /** By the bytes of the id; those without one last. */
  private static final Comparator<Found> BY_ID =
      (a, b) -> Words.PRESENT_FIRST.compare(a.id(), b.id());

  private final String resource;
  private final List<LoadedFile> files;
  private final List<Found> all = new ArrayList<>();
  private final Optional<Found> realm;
  private final List<Problem> notes;
  private final Map<String, Found> byId;
  private final Set<JobId> repeated = new HashSet<>();

  /** A file and the slim form of its records. */
  record LoadedFile(RecordFile file, List<Entry> entries, int records) {

    /** Where a record stands, for messages. */
    String origin(int number) {
      String name = file.source().name();
      return records == 1 ? name : name + ", record " + number;
    }
  }

  /** The slim form of a record. */
  record Entry(int number, Place place, Value value) {

    Optional<Value> field(String name) {
      return value instanceof Value.MapOf map ? map.get(name) : Optional.empty();
    }

    /** Whether nobody can tell whose it is: DynamoDB would not have taken it. */
    boolean isUnassignable() {
      if (isNamed(DISPATCHER)) {
        return false;
      }
      return !isNamed(LiveJobsTable.KEY)
          || !(field(DISPATCHER).orElse(Value.NULL) instanceof Value.Null);
    }

    private boolean isNamed(String field) {
      Optional<String> name = text(field);
      return name.isPresent() && !name.get().isEmpty();
    }

    Optional<String> text(String name) {
      return field(name).orElse(Value.NULL) instanceof Value.Text text
          ? Optional.of(text.get())
          : Optional.empty();
    }
  }

  /**
   * A record and where it is.
   *
   * @param id its {@code job_id}, by which all are sorted
   */
  record Found(LoadedFile file, Entry entry, Optional<String> id) {

    Found(LoadedFile file, Entry entry) {
      this(file, entry, entry.text(LiveJobsTable.KEY));
    }

    SourceRecord with(Value value) {
      return new SourceRecord(file.origin(entry.number()), value);
    }
  }

  private FileJobsTable(
      String resource, List<LoadedFile> files, Optional<Found> realm, List<Problem> notes) {
    this.resource = resource;
    this.files = List.copyOf(files);
    this.realm = realm;
    this.notes = List.copyOf(notes);
    this.byId = new HashMap<>();
    for (LoadedFile file : files) {
      for (Entry entry : file.entries()) {
        Found found = new Found(file, entry);
        all.add(found);
        found.id().ifPresent(id -> add(id, found));
      }
    }
  }

  private void add(String id, Found found) {
    if (byId.putIfAbsent(id, found) != null) {
      JobId.parse(id).value().ifPresent(repeated::add);
    }
  }

  /**
   * Reads the records.
   *
   * @param path a file, a folder or a zip
   * @param realm whose record to take, where there may be several
   * @return the table
   * @throws StoreException when a file cannot be read or is malformed, with a line for each such
   *     file that says where: {@code jobs.json:3:17}
   */
  public static FileJobsTable read(Path path, Optional<RealmName> realm) {
    return new Loader(path.toString(), realm).load(path);
  }

  /**
   * Reads the records from a stream.
   *
   * @param in JSON or YAML, packed by gzip or not; left open
   * @param name what to call it in messages, such as {@code standard input}
   * @param realm whose record to take, where there may be several
   * @return the table
   * @throws StoreException as {@link #read(Path, Optional)} does
   */
  public static FileJobsTable read(InputStream in, String name, Optional<RealmName> realm) {
    return new Loader(name, realm).load(in);
  }

  /**
   * Checks that there is a record at all: nobody means a realm without one.
   *
   * @return this table
   * @throws StoreException when there is none
   */
  public FileJobsTable requireRecords() {
    if (files.stream().allMatch(file -> file.entries().isEmpty())) {
      throw failure(resource + ": must be one at least, found none" + beside(), Optional.empty());
    }
    return this;
  }

  private String beside() {
    return notes.isEmpty()
        ? ""
        : "; passed over: "
            + notes.stream()
                .flatMap(note -> note.location().subject().stream())
                .map(subject -> Quoted.name(subject.name()))
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    Optional<String> name = Optional.of(dispatcher.text());
    List<Found> own = new ArrayList<>();
    for (Found found : all) {
      if (found.entry().text(DISPATCHER).equals(name)) {
        own.add(found);
      }
    }
    own.sort(BY_ID);
    own.forEach(found -> sink.accept(found.with(found.entry().value())));
  }

  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {
    for (Found found : all) {
      if (found.entry().isUnassignable()) {
        sink.accept(found.with(found.entry().value()));
      }
    }
  }

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    List<BadJsonException> faults = new ArrayList<>();
    for (LoadedFile loaded : files) {
      try {
        readAgain(loaded, name -> true, sink);
      } catch (BadJsonException e) {
        faults.add(e);
      }
    }
    if (!faults.isEmpty()) {
      throw failure(
          faults.stream().map(BadJsonException::fault).collect(Collectors.joining("\n")),
          Optional.of(faults.get(0)));
    }
  }

  private static void readAgain(
      LoadedFile loaded, Predicate<String> fields, Consumer<? super SourceRecord> sink)
      throws BadJsonException {
    Set<Integer> numbers = loaded.entries().stream().map(Entry::number).collect(Collectors.toSet());
    loaded
        .file()
        .read(
            fields,
            (number, place, value) -> {
              if (numbers.contains(number)) {
                sink.accept(new SourceRecord(loaded.origin(number), value));
              }
            });
  }

  @Override
  public Optional<SourceRecord> find(JobId id) {
    return Optional.ofNullable(byId.get(id.text())).map(found -> found.with(whole(found)));
  }

  private Value whole(Found found) {
    RecordFile file = found.file().file();
    Entry slim = found.entry();
    try {
      Value value = file.read(slim.number(), slim.place());
      Optional<String> id = new Entry(slim.number(), slim.place(), value).text(LiveJobsTable.KEY);
      if (!id.equals(found.id())) {
        throw failure(
            file.source().name() + ": must not change while it is read, found that it did",
            Optional.empty());
      }
      return value;
    } catch (BadJsonException e) {
      throw failure(e.fault(), Optional.of(e));
    }
  }

  /** Gives both records of a job that has two: nobody knows which is right. */
  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    Set<String> wanted = ids.stream().map(JobId::text).collect(Collectors.toSet());
    for (LoadedFile file : files) {
      if (file.entries().stream().anyMatch(entry -> isAmong(entry.value(), wanted))) {
        try {
          readAgain(
              file,
              CURRENT::contains,
              record -> {
                if (isAmong(record.value(), wanted)) {
                  sink.accept(record);
                }
              });
        } catch (BadJsonException e) {
          throw failure(e.fault(), Optional.of(e));
        }
      }
    }
  }

  private static boolean isAmong(Value record, Set<String> wanted) {
    return record instanceof Value.MapOf map
        && map.get(LiveJobsTable.KEY).orElse(Value.NULL) instanceof Value.Text id
        && wanted.contains(id.get());
  }

  /** What {@code lava-backup} has. */
  @Override
  public Optional<SourceRecord> realm() {
    return realm.map(
        found -> {
          try {
            Entry entry = found.entry();
            return found.with(found.file().file().read(entry.number(), entry.place()));
          } catch (BadJsonException e) {
            throw failure(e.fault(), Optional.of(e));
          }
        });
  }

  @Override
  public List<Problem> notes() {
    return notes;
  }

  @Override
  public List<String> dispatchers() {
    return all.stream()
        .flatMap(found -> found.entry().text(DISPATCHER).stream())
        .distinct()
        .sorted(Words.BY_CODE_POINT)
        .toList();
  }

  @Override
  public Set<JobId> repeated() {
    return Set.copyOf(repeated);
  }

  @Override
  public String describe() {
    return resource;
  }

  private StoreException failure(String message, Optional<Throwable> cause) {
    return StoreFailures.of("read", resource, false, message, Optional.empty(), cause);
  }

  /** Loads the slim form of job records, and the record of the realm. */
  private static final class Loader extends RecordLoader {

    private final Optional<RealmName> realm;
    private final List<LoadedFile> loaded = new ArrayList<>();
    private final List<Found> realms = new ArrayList<>();

    /** The few names of workers and dispatchers, each kept once. */
    private final Map<Value, Value> names = new HashMap<>();

    private Loader(String path, Optional<RealmName> realm) {
      super(path, RecordFile.Kind.JOBS, withKeysOfOthers());
      this.realm = realm;
    }

    private static Predicate<String> withKeysOfOthers() {
      Set<String> all = new HashSet<>(KEPT);
      all.addAll(OtherTable.KEYS);
      return all::contains;
    }

    private FileJobsTable load(Path file) {
      readAll(file);
      return table();
    }

    private FileJobsTable load(InputStream in) {
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
      private final List<Entry> entries = new ArrayList<>();
      private final List<Entry> realmEntries = new ArrayList<>();
      private boolean hasOthers;

      private JobsOfFile(RecordFile file) {
        this.file = file;
      }

      @Override
      public boolean take(int number, Place place, Value value) {
        OtherTable table = OtherTable.of(value);
        switch (table) {
          case JOBS -> entries.add(new Entry(number, place, slim(value)));
          case REALMS -> realmEntries.add(new Entry(number, place, value));
          case OTHER -> hasOthers = true;
        }
        return table != OtherTable.OTHER;
      }

      @Override
      public void end(int records) {
        LoadedFile loadedFile = new LoadedFile(file, List.copyOf(entries), records);
        loaded.add(loadedFile);
        realmEntries.forEach(entry -> realms.add(new Found(loadedFile, entry)));
        if (hasOthers) {
          notes().add(otherTable(file.source().name(), "the file"));
        }
      }
    }

    /** The one record of the realm that is asked for. */
    private Optional<Found> ofRealm() {
      if (realm.isEmpty()) {
        return realms.size() == 1 ? Optional.of(realms.get(0)) : Optional.empty();
      }
      Optional<String> name = realm.map(RealmName::text);
      Optional<Found> found =
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
}

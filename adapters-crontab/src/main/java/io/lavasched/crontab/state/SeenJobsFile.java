// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.NewFile;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of the audits of a realm, in a file of text in the {@link StateFolder}, mode 0600:
 * {@code seen-REALM}.
 *
 * <p>Its lines are {@code lavasched seen-jobs 1}, then {@code SINCE DIGEST DISPATCHER JOB} for each
 * job, with a tab between two of them, in the order of the jobs, then {@code end} and how many
 * there are. Neither name can have a tab. A file of any other form is spoiled.
 *
 * <p>No lock is needed: a write is whole, and of two audits at one time the later one counts.
 */
public final class SeenJobsFile implements SeenJobs {

  private static final String PREFIX = "seen-";
  private static final String FORMAT = "lavasched seen-jobs 1";
  private static final String END = "end ";
  private static final char TAB = '\t';

  /** Of a process, for two audits may write at the same time. */
  private static final Pattern IN_THE_MAKING = Pattern.compile("seen\\.([0-9]{1,18})\\.new");

  /** 100,000 of the longest keys that DynamoDB takes, twice over. */
  private static final long MOST_BYTES = 512L << 20;

  private final StateFolder folder;
  private final String name;

  private SeenJobsFile(StateFolder folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * That of a realm.
   *
   * @param folder where it is
   * @param realm whose jobs
   * @return nothing is touched yet
   */
  public static SeenJobsFile of(StateFolder folder, RealmName realm) {
    return new SeenJobsFile(folder, PREFIX + realm.text());
  }

  @Override
  public Map<JobId, Seen> read() {
    if (folder.existing().isEmpty()) {
      return Map.of();
    }
    Path file = path();
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Map.of();
      }
      try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
        return Map.copyOf(parse(lines));
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (CharacterCodingException | SpoiledException e) {
      return Map.of(); // The next write mends it.
    } catch (IOException e) {
      throw failure("read", "must be readable", e);
    }
  }

  private static Map<JobId, Seen> parse(BufferedReader lines) throws IOException {
    Map<JobId, Seen> jobs = new HashMap<>();
    // A realm has few dispatchers: each is kept once.
    Map<String, DispatcherName> dispatchers = new HashMap<>();
    if (!FORMAT.equals(lines.readLine())) {
      throw new SpoiledException();
    }
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(END + jobs.size()) && lines.read() < 0) {
        return jobs;
      }
      add(jobs, dispatchers, line);
    }
    throw new SpoiledException();
  }

  private static void add(
      Map<JobId, Seen> jobs, Map<String, DispatcherName> dispatchers, String line)
      throws SpoiledException {
    int first = line.indexOf(TAB);
    int second = line.indexOf(TAB, first + 1);
    int third = line.indexOf(TAB, second + 1);
    if (first < 0 || second < 0 || third < 0 || jobs.size() == MOST) {
      throw new SpoiledException();
    }
    try {
      DispatcherName dispatcher =
          dispatchers.computeIfAbsent(line.substring(second + 1, third), DispatcherName::new);
      Seen seen =
          new Seen(
              dispatcher,
              line.substring(first + 1, second),
              Instant.parse(line.substring(0, first)));
      if (jobs.put(new JobId(line.substring(third + 1)), seen) != null) {
        throw new SpoiledException();
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new SpoiledException();
    }
  }

  @Override
  public void write(Map<JobId, Seen> jobs) {
    byte[] text = text(jobs).getBytes(UTF_8);
    Path directory = folder.create();
    try (NewFile file = new NewFile(directory.resolve(inTheMaking()))) {
      file.write(text);
      file.sync();
      file.moveTo(path());
    } catch (IOException e) {
      throw failure("write", "must be a file that can be written", e);
    }
    removeLeftovers(directory);
  }

  private static String text(Map<JobId, Seen> jobs) {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    int count = 0;
    for (Map.Entry<JobId, Seen> job : new TreeMap<>(jobs).entrySet()) {
      if (count == MOST) {
        break;
      }
      Seen seen = job.getValue();
      text.append(seen.since()).append(TAB).append(seen.digest()).append(TAB);
      text.append(seen.dispatcher().text()).append(TAB).append(job.getKey().text()).append('\n');
      count++;
    }
    return text.append(END).append(count).append('\n').toString();
  }

  private static String inTheMaking() {
    return "seen." + ProcessHandle.current().pid() + NewFile.SUFFIX;
  }

  /** Those of audits that were killed. */
  private static void removeLeftovers(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "seen.*")) {
      for (Path file : files) {
        Matcher made = IN_THE_MAKING.matcher(String.valueOf(file.getFileName()));
        if (made.matches() && ProcessHandle.of(Long.parseLong(made.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They do no harm, and the next audit may have more luck.
    }
  }

  private Path path() {
    return folder.path().resolve(name);
  }

  private StoreException failure(String operation, String must, IOException cause) {
    return new StoreException(
        operation,
        describe(),
        false,
        describe() + " " + must + ", found: " + FailureWords.reason(cause),
        Optional.of(StateFolder.REMEDY),
        cause);
  }

  @Override
  public String describe() {
    return Quoted.escape(path().toString());
  }

  /** Not what was written; never leaves this class. */
  private static final class SpoiledException extends IOException {

    private static final long serialVersionUID = 1L;
  }
}

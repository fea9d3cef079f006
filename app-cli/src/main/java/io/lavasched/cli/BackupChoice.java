package io.lavasched.cli;

import io.lavasched.domain.port.Backup;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.problem.Quoted;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which backup a word of the command line means. */
final class BackupChoice {

  private static final String LATEST = "latest";

  /** How many names a message shows. */
  private static final int MOST_NAMED = 3;

  private final CrontabArchive archive;
  private final CommandSpec spec;

  BackupChoice(CrontabArchive archive, CommandSpec spec) {
    this.archive = archive;
    this.spec = spec;
  }

  /**
   * A name, the start of just one, the path of its file, or {@code latest}: the newest from before
   * an install.
   */
  Backup of(String word) {
    List<Backup> all = archive.list();
    if (all.isEmpty()) {
      throw wrong("there must be a kept crontab, found none in " + archive.describe());
    }
    if (word.equals(LATEST)) {
      return all.stream()
          .filter(backup -> !backup.found())
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      "there must be a crontab that was kept before an install, found only what"
                          + " failed installs left: "
                          + names(all)));
    }
    String folder = archive.describe() + "/";
    String name = word.startsWith(folder) ? word.substring(folder.length()) : word;
    List<Backup> found =
        all.stream().filter(b -> !name.isEmpty() && b.name().startsWith(name)).toList();
    return found.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseGet(
            () -> {
              if (found.size() != 1) {
                throw wrong(
                    "BACKUP must be latest, or a name or the start of one, found "
                        + Quoted.of(word)
                        + (found.isEmpty()
                            ? "; the newest are " + names(all)
                            : ", which may be " + names(found)));
              }
              return found.get(0);
            });
  }

  private static String names(List<Backup> backups) {
    return backups.stream().limit(MOST_NAMED).map(Backup::name).collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

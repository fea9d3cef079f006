// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which backup a word of the command line means. */
public final class BackupChoice {

  private static final String LATEST = "latest";

  /** How many names a message shows. */
  private static final int MOST_NAMED = 3;

  /** No start of a name that anyone would write: each begins with a year. */
  private static final Pattern INDEX = Pattern.compile("[1-9][0-9]?");

  private final Supplier<List<Backup>> list;
  private final String archive;
  private final String what;
  private final Predicate<Backup> isNow;
  private final CommandSpec spec;

  public BackupChoice(CrontabStore crontab, CrontabArchive archive, CommandSpec spec) {
    this(
        archive::list,
        archive.describe(),
        "crontab",
        backup -> archive.read(backup).equals(crontab.read()),
        spec);
  }

  /**
   * The choice from a list.
   *
   * @param list the newest first
   * @param archive where they are, for a message
   * @param what is kept in one, for a message
   * @param isNow whether one is what is there now
   */
  public BackupChoice(
      Supplier<List<Backup>> list,
      String archive,
      String what,
      Predicate<Backup> isNow,
      CommandSpec spec) {
    this.list = list;
    this.archive = archive;
    this.what = what;
    this.isNow = isNow;
    this.spec = spec;
  }

  /**
   * A number of the list, a name, the start of just one, the path of its file, or {@code latest}:
   * the newest that is not what is there now and was not found after a failed install.
   */
  public Backup of(String word) {
    List<Backup> all = list.get();
    if (all.isEmpty()) {
      throw wrong("there must be a kept " + what + ", found none in " + archive);
    }
    if (word.equals(LATEST)) {
      return all.stream()
          .filter(backup -> !backup.found() && !isNow.test(backup))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      "there must be a good "
                          + what
                          + " that is not the one that is there now, found only "
                          + names(all)));
    }
    if (INDEX.matcher(word).matches()) {
      int index = Integer.parseInt(word);
      if (index > all.size()) {
        throw wrong("BACKUP must be a number of the list, 1 to " + all.size() + ", found " + index);
      }
      return all.get(index - 1);
    }
    String folder = archive + "/";
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
                    "BACKUP must be latest, a number of the list, or a name or the start of one,"
                        + " found "
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

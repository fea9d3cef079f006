// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What cron gives to a command: few variables, those of the crontab, and a directory.
 *
 * <p>Source: CRON.md section 3. {@code PATH} is Debian's, which is the shortest of all.
 */
public final class CronEnvironment {

  private final Map<String, String> variables = new LinkedHashMap<>();

  private CronEnvironment(String account, String home, Map<String, String> ofCrontab) {
    variables.put("HOME", home);
    variables.put("LOGNAME", account);
    variables.put("SHELL", "/bin/sh");
    variables.put("PATH", "/usr/bin:/bin");
    ofCrontab.forEach(
        (name, value) -> {
          if (!name.isEmpty() && (name + value).indexOf('\0') < 0) {
            variables.put(name, value);
          }
        });
    variables.put("LOGNAME", account); // The only one that no crontab can set.
  }

  /** That of the account which runs this program: its home is the one of the user database. */
  public static CronEnvironment ofAccount(Map<String, String> ofCrontab) {
    return of(
        System.getProperty("user.name", "?"), System.getProperty("user.home", "/"), ofCrontab);
  }

  public static CronEnvironment of(String account, String home, Map<String, String> ofCrontab) {
    return new CronEnvironment(account, home, ofCrontab);
  }

  /** A command in this environment, and in the home. */
  public ProcessBuilder command(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(home().toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder;
  }

  public String shell() {
    return variables.getOrDefault("SHELL", "/bin/sh");
  }

  public Path home() {
    return Path.of(variables.getOrDefault("HOME", "/"));
  }

  String path() {
    return variables.getOrDefault("PATH", "");
  }

  /** The first program of a name on the path. */
  Optional<Path> find(String name) {
    return Stream.of(path().split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> resolve(folder, name).stream())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private Optional<Path> resolve(String folder, String name) {
    try {
      return Optional.of(home().resolve(folder).resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** For a person to try: the values of others may be secrets. */
  public String shown() {
    return String.join(
        " ",
        List.of("HOME=" + home(), "LOGNAME=" + variables.get("LOGNAME"), "PATH='" + path() + "'"));
  }
}

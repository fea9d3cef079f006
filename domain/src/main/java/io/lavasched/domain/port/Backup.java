package io.lavasched.domain.port;

import java.time.Instant;
import java.util.Objects;

/**
 * The name of a kept crontab.
 *
 * @param name unique in its archive; names sort as the crontabs were kept
 * @param time when it was kept
 */
public record Backup(String name, Instant time) {

  /** Checks that nothing is null. */
  public Backup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(time, "time");
  }

  @Override
  public String toString() {
    return name;
  }
}

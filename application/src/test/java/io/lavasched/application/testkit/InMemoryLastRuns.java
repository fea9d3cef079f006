// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import java.util.Optional;

/** The last run, in memory. */
public final class InMemoryLastRuns implements LastRuns {

  private Optional<RunReport> last = Optional.empty();
  private boolean isSpoiled;
  private boolean isRefusing;

  /** Lets {@link #last} fail until the next report is written. */
  public void spoil() {
    isSpoiled = true;
  }

  /** Lets each {@link #write} fail from now on. */
  public void refuse() {
    isRefusing = true;
  }

  @Override
  public Optional<RunReport> last() {
    if (isSpoiled) {
      throw failure("read");
    }
    return last;
  }

  @Override
  public void write(RunReport report) {
    if (isRefusing) {
      throw failure("write");
    }
    last = Optional.of(report);
    isSpoiled = false;
  }

  @Override
  public String describe() {
    return "the last run in memory";
  }

  private StoreException failure(String operation) {
    return new StoreException(
        operation,
        describe(),
        false,
        "cannot " + operation + " " + describe() + ": told to fail",
        Optional.of("do not tell it to"));
  }
}

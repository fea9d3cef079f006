// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects what is found while the parts of one thing are read, so that the first error does not
 * hide the others.
 */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Starts with nothing found. */
  public Problems() {}

  /**
   * Notes one problem.
   *
   * @param problem what was found
   */
  public void add(Problem problem) {
    Objects.requireNonNull(problem, "problem");
    found.add(problem);
  }

  /**
   * Notes what was found in a part, and hands on its value.
   *
   * @param field the part's name, which is put before the path of each problem
   * @param part what came of reading it
   * @param <T> the part's type
   * @return the value, if the part has one
   */
  public <T> Optional<T> take(String field, Parsed<T> part) {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(part, "part");
    for (Problem problem : part.problems()) {
      found.add(problem.under(field));
    }
    return part.value();
  }

  /**
   * Tells whether anything found so far is an error.
   *
   * @return true when no value can be made
   */
  public boolean hasError() {
    return anyIsError(found);
  }

  /** A loop, for it is asked for each part of each record, most often about nothing. */
  static boolean anyIsError(List<Problem> problems) {
    for (Problem problem : problems) {
      if (problem.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /**
   * The whole, if no part was bad.
   *
   * @param make builds it; only called when nothing found is an error
   * @param <T> the type of the whole
   * @return the value with the warnings, or all the problems
   */
  public <T> Parsed<T> result(Supplier<T> make) {
    Objects.requireNonNull(make, "make");
    return hasError() ? new Parsed.Bad<>(found) : new Parsed.Ok<>(make.get(), found);
  }
}

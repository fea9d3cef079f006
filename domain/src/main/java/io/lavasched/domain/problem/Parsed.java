// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What came of reading something: a value, or the reasons why there is none.
 *
 * <p>Parsing never throws for bad data, and it reports all that it finds, not just the first.
 *
 * @param <T> the checked type
 */
public sealed interface Parsed<T> {

  /**
   * All that was found: warnings and information beside a value; at least one error without one.
   *
   * @return in the order of the text
   */
  List<Problem> problems();

  /**
   * The value, if there is one.
   *
   * @return empty for {@link Bad}
   */
  Optional<T> value();

  /**
   * One function a case.
   *
   * @param ok what to make of a value and what was found beside it
   * @param bad what to make of the errors
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(Function<? super Ok<T>, ? extends R> ok, Function<? super Bad<T>, ? extends R> bad);

  /**
   * The same with each problem changed, to place it further out.
   *
   * @param change from one problem to another
   * @return a new result
   */
  Parsed<T> mapProblems(UnaryOperator<Problem> change);

  /**
   * The same with the value changed.
   *
   * @param change from the value to another; not called for {@link Bad}
   * @param <R> the other type
   * @return a new result
   */
  <R> Parsed<R> map(Function<? super T, ? extends R> change);

  /**
   * A value with nothing to say about it.
   *
   * @param value the value
   * @param <T> its type
   * @return the result
   */
  static <T> Parsed<T> ok(T value) {
    Objects.requireNonNull(value, "value");
    return new Ok<>(value, List.of());
  }

  /**
   * A single problem.
   *
   * @param problem an error
   * @param <T> the type that was wanted
   * @return the result
   */
  static <T> Parsed<T> bad(Problem problem) {
    Objects.requireNonNull(problem, "problem");
    return new Bad<>(List.of(problem));
  }

  /**
   * A value.
   *
   * @param get the value
   * @param problems warnings and information, no errors
   * @param <T> its type
   */
  record Ok<T>(T get, List<Problem> problems) implements Parsed<T> {

    /** Checks that nothing is null and that no error stands beside a value. */
    public Ok {
      Objects.requireNonNull(get, "get");
      Objects.requireNonNull(problems, "problems");
      problems = List.copyOf(problems);
      if (Problems.anyIsError(problems)) {
        throw new IllegalArgumentException("an error beside a value: " + problems);
      }
    }

    @Override
    public Optional<T> value() {
      return Optional.of(get);
    }

    @Override
    public <R> R fold(
        Function<? super Ok<T>, ? extends R> ok, Function<? super Bad<T>, ? extends R> bad) {
      Objects.requireNonNull(ok, "ok");
      Objects.requireNonNull(bad, "bad");
      return ok.apply(this);
    }

    @Override
    public Parsed<T> mapProblems(UnaryOperator<Problem> change) {
      Objects.requireNonNull(change, "change");
      return problems.isEmpty() ? this : new Ok<>(get, problems.stream().map(change).toList());
    }

    @Override
    public <R> Parsed<R> map(Function<? super T, ? extends R> change) {
      Objects.requireNonNull(change, "change");
      return new Ok<>(change.apply(get), problems);
    }
  }

  /**
   * No value.
   *
   * @param problems at least one error
   * @param <T> the type that was wanted
   */
  record Bad<T>(List<Problem> problems) implements Parsed<T> {

    /** Checks that there is a reason. */
    public Bad {
      Objects.requireNonNull(problems, "problems");
      problems = List.copyOf(problems);
      if (!Problems.anyIsError(problems)) {
        throw new IllegalArgumentException("no value, and no error: " + problems);
      }
    }

    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    @Override
    public <R> R fold(
        Function<? super Ok<T>, ? extends R> ok, Function<? super Bad<T>, ? extends R> bad) {
      Objects.requireNonNull(ok, "ok");
      Objects.requireNonNull(bad, "bad");
      return bad.apply(this);
    }

    @Override
    public Parsed<T> mapProblems(UnaryOperator<Problem> change) {
      Objects.requireNonNull(change, "change");
      return new Bad<>(problems.stream().map(change).toList());
    }

    @Override
    public <R> Parsed<R> map(Function<? super T, ? extends R> change) {
      Objects.requireNonNull(change, "change");
      return new Bad<>(problems);
    }
  }
}

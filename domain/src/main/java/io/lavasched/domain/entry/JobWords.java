// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.word.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The words behind the worker of an entry, told apart.
 *
 * @param args extra arguments, a delay among them
 * @param jobs the jobs; at least one
 */
record JobWords(List<String> args, List<String> jobs) {

  JobWords {
    args = List.copyOf(args);
    jobs = List.copyOf(jobs);
  }

  /**
   * As a line of one job has them: the last word is the job.
   *
   * @param words at least one
   */
  static JobWords ofOne(List<String> words) {
    int last = words.size() - 1;
    String job = words.get(last);
    boolean guarded = last > 0 && isDashed(job) && isEndOfOptions(words.get(last - 1));
    return new JobWords(words.subList(0, guarded ? last - 1 : last), List.of(job));
  }

  /**
   * As a line that jobs may share has them.
   *
   * <p>Where the arguments in use are not there, more than one job is only believed in the order in
   * which they are written: other words may be arguments that were in use once.
   *
   * @param words at least one
   * @param inUse the arguments in use
   */
  static JobWords of(List<String> words, List<ShellWord> inUse) {
    List<String> args = texts(inUse);
    int delay = EntryLayout.startsWithDelay(words) ? 2 : 0;
    return behind(words, args, 0)
        .or(() -> delay == 0 ? Optional.empty() : behind(words, args, delay))
        .or(() -> behindOptions(words))
        .filter(split -> split.jobs.size() > 1)
        .orElseGet(() -> ofOne(words));
  }

  /**
   * Whether {@link #of} tells arguments from any jobs behind them.
   *
   * @param args some arguments
   * @param inUse the arguments in use
   */
  static boolean areToldApart(List<ShellWord> args, List<ShellWord> inUse) {
    int delay = EntryLayout.startsWithDelay(texts(args)) ? 2 : 0;
    return args.equals(inUse)
        || args.subList(delay, args.size()).equals(inUse)
        || (DispatcherOptions.areAll(texts(args)) && DispatcherOptions.areAll(texts(inUse)));
  }

  private static List<String> texts(List<ShellWord> words) {
    return words.stream().map(ShellWord::text).toList();
  }

  private static Optional<JobWords> behind(List<String> words, List<String> args, int from) {
    int to = from + args.size();
    return to <= words.size() && words.subList(from, to).equals(args)
        ? jobs(words, to).map(jobs -> new JobWords(words.subList(0, to), jobs))
        : Optional.empty();
  }

  private static Optional<JobWords> behindOptions(List<String> words) {
    int to = DispatcherOptions.end(words);
    if (to < 0) {
      return Optional.empty();
    }
    Optional<JobWords> split =
        jobs(words, to).map(jobs -> new JobWords(words.subList(0, to), jobs));
    if (split.isEmpty() && to < words.size() && isEndOfOptions(words.get(to))) {
      split = jobs(words, to + 1).map(jobs -> new JobWords(words.subList(0, to + 1), jobs));
    }
    return split.filter(s -> isAscending(s.jobs));
  }

  /** The jobs from some word on, if these are nothing but jobs as an entry has them. */
  private static Optional<List<String>> jobs(List<String> words, int from) {
    boolean guarded = from < words.size() && isEndOfOptions(words.get(from));
    List<String> jobs = words.subList(guarded ? from + 1 : from, words.size());
    return !jobs.isEmpty()
            && guarded == jobs.stream().anyMatch(JobWords::isDashed)
            && jobs.stream().allMatch(job -> JobId.parse(job).value().isPresent())
        ? Optional.of(jobs)
        : Optional.empty();
  }

  private static boolean isAscending(List<String> jobs) {
    return IntStream.range(1, jobs.size())
        .allMatch(i -> Words.BY_CODE_POINT.compare(jobs.get(i - 1), jobs.get(i)) < 0);
  }

  private static boolean isDashed(String word) {
    return word.startsWith("-");
  }

  private static boolean isEndOfOptions(String word) {
    return word.equals(CrontabEntry.END_OF_OPTIONS);
  }
}

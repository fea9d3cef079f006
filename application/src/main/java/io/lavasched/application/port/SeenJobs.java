// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/**
 * What the audits of one realm on one machine remember of the job records: how each was, and since
 * when it has been seen so. Records do not say when they were changed, so that nothing else tells
 * whether a job was due before an audit looked at it.
 *
 * <p>Laws: what was written is what {@link #read} then gives, also after a crash of the machine; a
 * write changes all or nothing; where nothing was written, nothing is remembered. What cannot be
 * read or written is a {@link StoreException}, never an empty memory: with an empty one no audit
 * would ever find that something is missing, and nobody would notice. But a memory that is spoiled
 * is an empty one, as the next write mends it.
 */
public interface SeenJobs {

  /** How many jobs are remembered; those with the smallest ids, where there are more. */
  int MOST = 100_000;

  /**
   * Reads it.
   *
   * @return each job that is remembered; unmodifiable
   */
  Map<JobId, Seen> read();

  /**
   * Writes it, in the place of all that was.
   *
   * @param jobs what to remember; no more than {@link #MOST} of them are
   */
  void write(Map<JobId, Seen> jobs);

  /**
   * Names the memory in a message.
   *
   * @return such as its file; never a failure
   */
  String describe();

  /**
   * A job record as it was seen.
   *
   * @param dispatcher whose it was
   * @param digest of all that decides when it is dispatched, and how: 1 to 64 letters and digits of
   *     ASCII
   * @param since the first audit that saw it so, and all after it did; whole seconds
   */
  record Seen(DispatcherName dispatcher, String digest, Instant since) {

    /** Checks the digest and the time. */
    public Seen {
      Objects.requireNonNull(dispatcher, "dispatcher");
      if (!isDigest(digest)) {
        throw new IllegalArgumentException("no digest: " + digest);
      }
      if (!since.equals(since.truncatedTo(ChronoUnit.SECONDS))) {
        throw new IllegalArgumentException("whole seconds: " + since);
      }
    }

    /**
     * Whether a text can be a digest.
     *
     * @param text any text
     * @return see {@link Seen}
     */
    public static boolean isDigest(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
          return false;
        }
      }
      return !text.isEmpty() && text.length() <= 64;
    }
  }
}

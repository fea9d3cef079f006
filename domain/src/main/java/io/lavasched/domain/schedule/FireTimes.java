package io.lavasched.domain.schedule;

/**
 * The instants at which one cron fires one schedule.
 *
 * <p>All instants are seconds since 1970-01-01T00:00Z, at the beginning of a minute.
 */
public final class FireTimes {

  /** No such instant. */
  public static final long NEVER = Long.MAX_VALUE;

  private FireTimes() {}

  /**
   * The fire times of a schedule.
   *
   * @param schedule when
   * @param cron which cron, and where
   * @return its fire times
   */
  public static FireTimes of(CronSchedule schedule, NodeCron cron) {
    throw new UnsupportedOperationException("in the making");
  }

  /**
   * The first fire after an instant.
   *
   * @param after seconds since 1970; not itself a candidate
   * @return the fire, or {@link #NEVER}; always {@code NEVER} for {@code @reboot}
   */
  public long next(long after) {
    throw new UnsupportedOperationException("in the making");
  }

  /**
   * The last fire before an instant.
   *
   * @param before seconds since 1970; not itself a candidate
   * @return the fire, or {@link #NEVER}
   */
  public long previous(long before) {
    throw new UnsupportedOperationException("in the making");
  }

  /**
   * How often the job is sent at one instant. More than once where daylight saving makes cron catch
   * up on several of its minutes at once.
   *
   * @param at seconds since 1970
   * @return 0 when it does not fire then
   */
  public int count(long at) {
    throw new UnsupportedOperationException("in the making");
  }
}

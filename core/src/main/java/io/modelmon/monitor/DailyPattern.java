package io.modelmon.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The memory of when one feature drifted and when it returned: whether that happens at the same
 * hours day after day, which is the mark of daily seasons rather than of drift.
 *
 * <p><b>Cost:</b> the times of at most {@value #KEPT} drifts. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class DailyPattern {

  /** Different days on which a drift begins and ends at the same hours until it counts. */
  static final int DAYS = 3;

  private static final int KEPT = 16;
  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private static final long TOLERANCE = TimeUnit.HOURS.toNanos(1);
  private static final long LOOK_BACK = 7 * DAY;

  private final Deque<Cycle> cycles = new ArrayDeque<>();
  private long detected;

  private record Cycle(long detected, long resolved) {

    boolean repeats(Cycle earlier) {
      return detected - earlier.detected <= LOOK_BACK
          && sameTime(detected, earlier.detected)
          && sameTime(resolved, earlier.resolved);
    }

    private static boolean sameTime(long left, long right) {
      long apart = Math.floorMod(left - right, DAY);
      return Math.min(apart, DAY - apart) <= TOLERANCE;
    }
  }

  /** Remembers when a drift began, in nanoseconds since 1970. */
  void detected(long epochNanos) {
    detected = epochNanos;
  }

  /**
   * Remembers when it ended.
   *
   * @return whether drifts began and ended within an hour of the same times on {@value #DAYS} days
   *     out of seven, this one among them
   */
  boolean resolved(long epochNanos) {
    Cycle cycle = new Cycle(detected, epochNanos);
    if (cycles.size() == KEPT) {
      cycles.removeFirst();
    }
    cycles.addLast(cycle);
    Set<Long> days = new HashSet<>();
    for (Cycle earlier : cycles) {
      if (cycle.repeats(earlier)) {
        days.add(Math.floorDiv(cycle.detected - earlier.detected + DAY / 2, DAY));
      }
    }
    return days.size() >= DAYS;
  }
}

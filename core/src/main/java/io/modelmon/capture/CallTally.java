package io.modelmon.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One thread's exact counts of the calls of one model that sampling, a breaker or a full ring left
 * out and that returned.
 *
 * <p>Atomic additions on shared cells cost more than the two clock reads of a call; with one writer
 * plain stores do.
 *
 * <p><b>Cost:</b> four stores a call, no allocation; 400 bytes. <b>Threads:</b> one writer at a
 * time, who hands over by whatever orders memory; any reader.
 */
public final class CallTally {

  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Room before and behind, so that no two tallies share a cache line. */
  private static final int LINE = 8;

  private static final int SAMPLED_OUT = LINE;
  private static final int BREAKER = SAMPLED_OUT + 2;
  private static final int FULL = BREAKER + 2;
  private static final int DURATION_SUM = FULL + 2;
  private static final int BUCKETS = DURATION_SUM + 1;

  private final CallCounters sums;
  private final long[] cells = new long[BUCKETS + DurationBuckets.COUNT + LINE];

  CallTally(CallCounters sums) {
    this.sums = sums;
  }

  /** Returns whether these counts are part of the given sums. */
  @SuppressWarnings("ReferenceEquality") // There is one of them for each model.
  public boolean isPartOf(CallCounters counters) {
    return sums == counters;
  }

  /**
   * Counts one call that returned.
   *
   * @param outcome {@link CallOutcome#SAMPLED_OUT}, {@link CallOutcome#DROPPED_BREAKER} or {@link
   *     CallOutcome#DROPPED_FULL}
   * @param rows the rows it was given, ≥ 0
   * @param durationNanos its duration, or a negative number where timing was left out
   */
  public void count(CallOutcome outcome, int rows, long durationNanos) {
    int base =
        outcome == CallOutcome.SAMPLED_OUT
            ? SAMPLED_OUT
            : outcome == CallOutcome.DROPPED_BREAKER ? BREAKER : FULL;
    add(base, 1);
    add(base + 1, rows);
    if (durationNanos >= 0) {
      add(DURATION_SUM, durationNanos);
      add(BUCKETS + DurationBuckets.indexOf(durationNanos), 1);
    }
  }

  long calls(CallOutcome outcome) {
    int cell = cell(outcome);
    return cell < 0 ? 0 : get(cell);
  }

  long rows(CallOutcome outcome) {
    int cell = cell(outcome);
    return cell < 0 ? 0 : get(cell + 1);
  }

  /** Returns the rows of all calls. */
  long rows() {
    return get(SAMPLED_OUT + 1) + get(BREAKER + 1) + get(FULL + 1);
  }

  long durationSumNanos() {
    return get(DURATION_SUM);
  }

  long durationBucket(int index) {
    return get(BUCKETS + index);
  }

  private static int cell(CallOutcome outcome) {
    return switch (outcome) {
      case SAMPLED_OUT -> SAMPLED_OUT;
      case DROPPED_BREAKER -> BREAKER;
      case DROPPED_FULL -> FULL;
      default -> -1;
    };
  }

  private long get(int cell) {
    return (long) CELLS.getOpaque(cells, cell);
  }

  // Opaque and not plain: a compiler must not keep the sum of a loop's calls to itself.
  private void add(int cell, long more) {
    CELLS.setOpaque(cells, cell, cells[cell] + more);
  }
}

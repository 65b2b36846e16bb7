package io.modelmon.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of calls that did not pass through the ring: by outcome, with their rows, errors and
 * duration buckets.
 *
 * <p><b>Cost:</b> three or four atomic additions on one of eight stripes, no allocation, except for
 * an error type seen for the first time; a thread with a {@link CallTally} of its own pays less.
 * <b>Threads:</b> wait-free for writers; readers see a weakly consistent sum that is exact once
 * writers are quiet.
 */
public final class CallCounters {

  /** Error types beyond this many are counted as {@value #OTHER_ERROR}. */
  public static final int MAX_ERROR_TYPES = 64;

  /** The name under which further error types are counted. */
  public static final String OTHER_ERROR = "_OTHER";

  /** Threads beyond about this many share the striped cells: 200 kB a model. */
  public static final int MAX_TALLIES = 512;

  private static final int STRIPES = 8;
  private static final int OUTCOMES = CallOutcome.count();
  private static final int PREDICTIONS = 2 * OUTCOMES;
  private static final int DURATION_SUM = PREDICTIONS + 1;
  private static final int BUCKETS = DURATION_SUM + 1;
  private static final int STRIPE_LENGTH = (BUCKETS + DurationBuckets.COUNT + 15) & ~7;

  private final AtomicLongArray cells = new AtomicLongArray(STRIPES * STRIPE_LENGTH);
  private final ConcurrentHashMap<String, ErrorDurations> errors = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<CallTally> tallies = new CopyOnWriteArrayList<>();

  CallCounters() {}

  /**
   * Returns a new tally of one thread, whose counts are part of the sums here from now on; or null
   * when there are {@value #MAX_TALLIES} already, and further threads must use {@link #count}.
   */
  public @Nullable CallTally tally() {
    if (tallies.size() >= MAX_TALLIES) {
      return null;
    }
    CallTally created = new CallTally(this);
    tallies.add(created);
    return created;
  }

  /** Durations in nanoseconds of the calls that threw one type of error. */
  public static final class ErrorDurations {
    private final LongAdder sumNanos = new LongAdder();
    private final LongAdder untimed = new LongAdder();
    private final LongAdder[] buckets = new LongAdder[DurationBuckets.COUNT];

    ErrorDurations() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    /** Returns the sum of all durations in nanoseconds. */
    public long sumNanos() {
      return sumNanos.sum();
    }

    /** Returns the number of calls in a bucket of {@link DurationBuckets}. */
    public long bucket(int index) {
      return buckets[index].sum();
    }

    /** Returns the number of calls that were not timed and are in no bucket. */
    public long untimed() {
      return untimed.sum();
    }
  }

  /**
   * Counts one call that is over.
   *
   * @param rows the rows it was given, ≥ 0
   * @param durationNanos its duration, or a negative number where timing was left out
   * @param errorType the class name of what it threw, or null
   */
  public void count(CallOutcome outcome, int rows, long durationNanos, @Nullable String errorType) {
    int base = stripe();
    cells.getAndIncrement(base + outcome.ordinal());
    cells.getAndAdd(base + OUTCOMES + outcome.ordinal(), rows);
    if (errorType == null) {
      cells.getAndAdd(base + PREDICTIONS, rows);
    }
    if (errorType != null) {
      countError(errorDurations(errorType), durationNanos);
    } else if (durationNanos >= 0) {
      cells.getAndAdd(base + DURATION_SUM, durationNanos);
      cells.getAndIncrement(base + BUCKETS + DurationBuckets.indexOf(durationNanos));
    }
  }

  private static void countError(ErrorDurations durations, long durationNanos) {
    if (durationNanos < 0) {
      durations.untimed.increment();
    } else {
      durations.sumNanos.add(durationNanos);
      durations.buckets[DurationBuckets.indexOf(durationNanos)].increment();
    }
  }

  /** Returns the number of calls with an outcome. */
  public long calls(CallOutcome outcome) {
    long total = sum(outcome.ordinal());
    for (CallTally tally : tallies) {
      total += tally.calls(outcome);
    }
    return total;
  }

  /** Returns the rows of the calls with an outcome. */
  public long rows(CallOutcome outcome) {
    long total = sum(OUTCOMES + outcome.ordinal());
    for (CallTally tally : tallies) {
      total += tally.rows(outcome);
    }
    return total;
  }

  /** Returns the rows of calls that returned normally. */
  public long predictions() {
    long total = sum(PREDICTIONS);
    for (CallTally tally : tallies) {
      total += tally.rows();
    }
    return total;
  }

  /** Returns the sum of the durations of calls that returned normally, in nanoseconds. */
  public long durationSumNanos() {
    long total = sum(DURATION_SUM);
    for (CallTally tally : tallies) {
      total += tally.durationSumNanos();
    }
    return total;
  }

  /** Returns the number of calls that returned normally in a bucket of {@link DurationBuckets}. */
  public long durationBucket(int index) {
    long total = sum(BUCKETS + index);
    for (CallTally tally : tallies) {
      total += tally.durationBucket(index);
    }
    return total;
  }

  /** Returns the durations of calls that threw, by error type; a live view. */
  public Map<String, ErrorDurations> errors() {
    return errors;
  }

  private ErrorDurations errorDurations(String errorType) {
    ErrorDurations known = errors.get(errorType);
    if (known != null) {
      return known;
    }
    String key = errors.size() < MAX_ERROR_TYPES ? errorType : OTHER_ERROR;
    // No lambda: this may be the first call that throws, near the end of its thread's stack.
    ErrorDurations created = new ErrorDurations();
    ErrorDurations before = errors.putIfAbsent(key, created);
    return before == null ? created : before;
  }

  private long sum(int cell) {
    long total = 0;
    for (int i = 0; i < STRIPES; i++) {
      total += cells.get(i * STRIPE_LENGTH + cell);
    }
    return total;
  }

  @SuppressWarnings("deprecation") // Thread.threadId() is missing from Java 17.
  private static int stripe() {
    long id = Thread.currentThread().getId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 61) * STRIPE_LENGTH;
  }
}

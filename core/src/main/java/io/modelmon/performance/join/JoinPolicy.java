package io.modelmon.performance.join;

/**
 * How long predictions and labels of one model wait for each other, and how many are kept.
 *
 * @param waitMillis how long after its prediction a label is in time; 0 to {@code expireMillis}
 * @param expireMillis how long a prediction waits and a label is remembered; at most ten years
 * @param earlyMillis how long a label waits for its prediction; 0 to {@code expireMillis}
 * @param capacity the most entries in memory (waiting predictions, early and remembered labels
 *     together), 1 to 2<sup>28</sup>; memory is taken as entries come
 */
public record JoinPolicy(long waitMillis, long expireMillis, long earlyMillis, int capacity) {

  private static final long MAX_MILLIS = 3660L * 86_400_000;
  private static final int MAX_CAPACITY = 1 << 28;

  /** Checks the ranges. */
  public JoinPolicy {
    check("expireMillis", expireMillis, MAX_MILLIS);
    check("waitMillis", waitMillis, expireMillis);
    check("earlyMillis", earlyMillis, expireMillis);
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "capacity must be 1 to " + MAX_CAPACITY + ", but is " + capacity);
    }
  }

  private static void check(String name, long millis, long most) {
    if (millis < 0 || millis > most) {
      throw new IllegalArgumentException(name + " must be 0 to " + most + ", but is " + millis);
    }
  }
}

package io.modelmon.detector;

import java.util.BitSet;

/** The last errors of a stream, at most a fixed number of them, one bit each. */
final class RecentErrors {

  private final int capacity;
  private final BitSet errors;
  private int first;
  private int size;

  RecentErrors(int capacity) {
    this.capacity = capacity;
    errors = new BitSet(capacity);
  }

  void add(boolean error) {
    errors.set(place(size), error);
    if (size < capacity) {
      size++;
    } else {
      first = place(1);
    }
  }

  /** Returns the {@code index}-th of the errors kept, 0 for the oldest. */
  boolean get(int index) {
    return errors.get(place(index));
  }

  int size() {
    return size;
  }

  /** Forgets all but the newest {@code number}, or nothing where there are not that many. */
  void keepLast(int number) {
    int surplus = Math.max(0, size - number);
    first = place(surplus);
    size -= surplus;
  }

  private int place(int index) {
    return (int) (((long) first + index) % capacity);
  }
}

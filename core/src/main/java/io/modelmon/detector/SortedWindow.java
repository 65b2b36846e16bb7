package io.modelmon.detector;

/**
 * Newest values of a stream, kept in order of size as well as of time, with a whole number attached
 * to each; gives the largest absolute running total of these numbers in order of size.
 *
 * <p>With the right numbers that is the Kolmogorov–Smirnov distance of two parts of the window.
 *
 * <p><b>Cost:</b> O(capacity) per value and per distance; 16 bytes per value, allocated once.
 */
final class SortedWindow {

  private final double[] values;
  private final int[] order;
  private final int[] marks;
  private int size;
  private int oldest;

  SortedWindow(int capacity) {
    values = new double[capacity];
    order = new int[capacity];
    marks = new int[capacity];
  }

  int size() {
    return size;
  }

  boolean full() {
    return size == values.length;
  }

  /** Adds a value with its number; the oldest value leaves a full window. */
  void add(double value, int mark) {
    if (full()) {
      drop(oldest);
      oldest = slot(1);
    }
    int slot = slot(size);
    values[slot] = value;
    marks[slot] = mark;
    int position = size;
    while (position > 0 && values[order[position - 1]] > value) {
      order[position] = order[position - 1];
      position--;
    }
    order[position] = slot;
    size++;
  }

  /** Sets the number of the value with the given age rank, 0 for the oldest. */
  void mark(int rank, int mark) {
    marks[slot(rank)] = mark;
  }

  /** Forgets all but the newest values. */
  void keepNewest(int count) {
    while (size > count) {
      drop(oldest);
      oldest = slot(1);
    }
  }

  /** Returns the largest absolute running total; equal values are added together. */
  long distance() {
    long total = 0;
    long largest = 0;
    for (int i = 0; i < size; i++) {
      total += marks[order[i]];
      if (i + 1 == size || values[order[i]] < values[order[i + 1]]) {
        largest = Math.max(largest, Math.abs(total));
      }
    }
    return largest;
  }

  private int slot(int rank) {
    int slot = oldest + rank;
    return slot < values.length ? slot : slot - values.length;
  }

  private void drop(int slot) {
    int position = 0;
    while (order[position] != slot) {
      position++;
    }
    size--;
    System.arraycopy(order, position + 1, order, position, size - position);
  }
}

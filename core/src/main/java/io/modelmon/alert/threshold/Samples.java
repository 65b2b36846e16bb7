package io.modelmon.alert.threshold;

import java.util.Arrays;

/**
 * The newest values of a series, oldest overwritten first, with their order kept.
 *
 * <p><b>Cost:</b> 16 bytes per value, grown on demand; adding moves at most all values once.
 * <b>Threads:</b> confined to the caller.
 */
final class Samples {

  private static final int FIRST_CAPACITY = 16;

  private final int capacity;
  private double[] arrivals;
  private double[] sorted;
  private int size;
  private int oldest;

  Samples(int capacity) {
    this.capacity = capacity;
    this.arrivals = new double[Math.min(FIRST_CAPACITY, capacity)];
    this.sorted = arrivals.clone();
  }

  /**
   * Adds a value.
   *
   * @param value not NaN
   */
  void add(double value) {
    if (size < capacity) {
      if (size == arrivals.length) {
        int length = Math.min(capacity, 2 * size);
        arrivals = Arrays.copyOf(arrivals, length);
        sorted = Arrays.copyOf(sorted, length);
      }
      arrivals[size] = value;
      size++;
    } else {
      removeSorted(arrivals[oldest]);
      arrivals[oldest] = value;
      oldest = (oldest + 1) % capacity;
    }
    insertSorted(value);
  }

  private void removeSorted(double value) {
    int at = Arrays.binarySearch(sorted, 0, size, value);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
  }

  /** Inserts into all places but the last, which is free. */
  private void insertSorted(double value) {
    int found = Arrays.binarySearch(sorted, 0, size - 1, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, size - 1 - at);
    sorted[at] = value;
  }

  int size() {
    return size;
  }

  /**
   * Returns a quantile, interpolated between neighbours; at least one value must have been added.
   *
   * @param q in [0, 1]
   * @see "Hyndman, Fan: Sample Quantiles in Statistical Packages, The American Statistician 1996,
   *     definition 7"
   */
  double quantile(double q) {
    double position = q * (size - 1);
    int below = (int) position;
    if (below + 1 >= size) {
      return sorted[size - 1];
    }
    return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
  }

  /** Returns the median of the distances from a centre. */
  double medianDistance(double centre) {
    int found = Arrays.binarySearch(sorted, 0, size, centre);
    int right = found < 0 ? -found - 1 : found;
    int left = right - 1;
    int upperMiddle = size / 2;
    double previous = 0;
    double distance = 0;
    // Walks outwards from the centre, nearest value first, as far as the middle one.
    for (int rank = 0; rank <= upperMiddle; rank++) {
      previous = distance;
      boolean takeRight =
          left < 0 || (right < size && sorted[right] - centre <= centre - sorted[left]);
      distance = takeRight ? sorted[right++] - centre : centre - sorted[left--];
    }
    return size % 2 == 1 ? distance : (previous + distance) / 2;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += arrivals[i];
    }
    return sum / size;
  }

  /** Returns the standard deviation, with n − 1; 0 for a single value. */
  double deviation(double mean) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (arrivals[i] - mean) * (arrivals[i] - mean);
    }
    return size < 2 ? 0 : Math.sqrt(sum / (size - 1));
  }
}

package io.modelmon.drift;

import io.modelmon.math.EffectiveSampleSize;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Equally filled cells cut midway between neighbouring values of a simulated reference sample. */
final class SimulatedGrid {

  private final double[] edges;
  private final long[] cells;
  private final long n;

  /** Cuts a sample, whose size must be a multiple of {@code cells}, into cells. */
  SimulatedGrid(double[] sample, int cells) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int width = sorted.length / cells;
    edges = new double[cells - 1];
    for (int i = 1; i < cells; i++) {
      edges[i - 1] = (sorted[i * width - 1] + sorted[i * width]) / 2;
    }
    this.cells = new long[cells];
    Arrays.fill(this.cells, width);
    n = sorted.length;
  }

  static SimulatedGrid normal(RandomGenerator random, int size, int cells) {
    double[] sample = new double[size];
    for (int i = 0; i < size; i++) {
      sample[i] = random.nextGaussian();
    }
    return new SimulatedGrid(sample, cells);
  }

  Counts reference() {
    return new Counts(cells, n, n);
  }

  int cells() {
    return cells.length;
  }

  int cell(double value) {
    int index = Arrays.binarySearch(edges, value);
    return index >= 0 ? index + 1 : -index - 1;
  }

  /** Returns counts and effective size of a series, from the lag-1 correlation of its cells. */
  Counts count(double[] series) {
    long[] counts = new long[cells.length];
    double[] positions = new double[series.length];
    double mean = 0;
    for (int i = 0; i < series.length; i++) {
      int cell = cell(series[i]);
      counts[cell]++;
      positions[i] = cell; // the cells are equally filled, so this is the reference CDF
      mean += (double) cell / series.length;
    }
    double variance = 0;
    double lagged = 0;
    for (int i = 0; i < series.length; i++) {
      variance += (positions[i] - mean) * (positions[i] - mean);
      if (i > 0) {
        lagged += (positions[i] - mean) * (positions[i - 1] - mean);
      }
    }
    double lag1 = EffectiveSampleSize.correctedLag1(lagged / variance, series.length);
    return new Counts(counts, series.length, EffectiveSampleSize.of(series.length, lag1));
  }
}

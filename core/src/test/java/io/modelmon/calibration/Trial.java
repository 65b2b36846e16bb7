package io.modelmon.calibration;

import io.modelmon.drift.Counts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.schema.FeatureType;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One reference and one current sample of the same population, and what the live path keeps of
 * them: counts on the cells of the grid that was frozen from the reference.
 */
final class Trial {

  private final double[] reference;
  private final double[] current;
  private final Counts referenceCells;
  private final Counts currentCells;
  private final Counts referenceGroups;
  private final Counts currentGroups;
  private final double[] centers;
  private @Nullable Pooled pooled;

  private Trial(double[] reference, double[] current, NumericReference profile) {
    NumericCounts window = new NumericCounts(profile);
    window.numbers(current.clone(), current.length);
    this.reference = sorted(reference);
    this.current = sorted(current);
    referenceCells = Counts.independent(profile.cells());
    currentCells = Counts.independent(window.counts().cells());
    referenceGroups = Counts.independent(profile.groups().sum(referenceCells.cells()));
    currentGroups = Counts.independent(profile.groups().sum(currentCells.cells()));
    centers = profile.centers();
  }

  private Trial(double[] reference, double[] current, int levels) {
    this.reference = reference;
    this.current = current;
    referenceCells = Counts.independent(tally(reference, levels));
    currentCells = Counts.independent(tally(current, levels));
    referenceGroups = referenceCells;
    currentGroups = currentCells;
    centers = new double[levels];
  }

  /** Draws a trial. */
  static Trial draw(Population population, int currentSize, int referenceSize, long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    double[] reference = population.sample(random, referenceSize);
    double[] current = population.sample(random, currentSize);
    return population == Population.CATEGORICAL
        ? new Trial(reference, current, Population.LEVELS)
        : of(reference, current);
  }

  /** Returns the trial of two numeric samples. */
  static Trial of(double[] reference, double[] current) {
    return new Trial(reference, current, profile(reference));
  }

  /** Returns the reference of a numeric training sample, as a profile holds it. */
  static NumericReference profile(double[] sample) {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("x", FeatureType.NUMERIC);
    for (double value : sample) {
      builder.number(value);
      builder.endCall();
    }
    builder.freeze();
    for (double value : sample) {
      builder.number(value);
      builder.endCall();
    }
    return (NumericReference) builder.build(true);
  }

  private static double[] sorted(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static long[] tally(double[] levels, int count) {
    long[] cells = new long[count];
    for (double level : levels) {
      cells[(int) level]++;
    }
    return cells;
  }

  /** Returns the reference, sorted: measures of raw samples take any order, and sort anyway. */
  double[] reference() {
    return reference;
  }

  /** Returns the window, sorted. */
  double[] current() {
    return current;
  }

  /**
   * Returns both samples as counts on their own distinct values, which measures of raw samples make
   * of them each time.
   */
  Pooled pooled() {
    Pooled made = pooled;
    if (made == null) {
      made = Pooled.of(reference, current);
      pooled = made;
    }
    return made;
  }

  /** Returns the reference on the cells of the grid, or on the levels. */
  Counts referenceCells() {
    return referenceCells;
  }

  /** Returns the window on the cells of the grid, or on the levels. */
  Counts currentCells() {
    return currentCells;
  }

  /** Returns the reference on twenty groups of cells, or on the levels. */
  Counts referenceGroups() {
    return referenceGroups;
  }

  /** Returns the window on twenty groups of cells, or on the levels. */
  Counts currentGroups() {
    return currentGroups;
  }

  /** Returns the first level of the reference against the others. */
  Counts referenceFirst() {
    return first(referenceCells);
  }

  /** Returns the first level of the window against the others. */
  Counts currentFirst() {
    return first(currentCells);
  }

  private static Counts first(Counts levels) {
    long first = levels.cells()[0];
    return Counts.independent(new long[] {first, levels.n() - first});
  }

  /** Returns the mean value of every cell. */
  double[] centers() {
    return centers;
  }
}

package io.modelmon.monitor;

import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.Counts;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.Measure;
import io.modelmon.drift.ProportionShift;
import io.modelmon.drift.TotalVariation;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.sketch.GridCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Compares the window of one column with its reference: which measures a kind of column gets, and
 * which of them decides.
 */
final class ColumnComparator {

  private ColumnComparator() {}

  /**
   * Returns the tests of a column: none without a reference.
   *
   * @param description the measures that decide nothing
   */
  static List<Comparison> compare(ColumnMonitor column, Description description) {
    List<Comparison> comparisons = new ArrayList<>(2);
    ReferenceColumn reference = column.reference();
    if (!column.compared() || reference == null) {
      return comparisons;
    }
    ColumnCounts window = column.window();
    if (window instanceof NumericCounts numeric) {
      comparisons.add(
          numeric.reference().constant()
              ? constant(column, numeric, description)
              : numeric(column, numeric, description));
    } else if (window instanceof CategoricalCounts categorical) {
      comparisons.add(categorical(column, categorical, description));
    }
    comparisons.add(missing(column, reference, window));
    return comparisons;
  }

  private static Comparison numeric(
      ColumnMonitor column, NumericCounts window, Description description) {
    Sides sides = Sides.of(window);
    Measure primary = decisive(sides, KolmogorovSmirnov::compare);
    List<Measure> others = description.ofNumbers(window, sides);
    return values(column, primary, primary, sides, others);
  }

  /** A constant has two levels: equal to it, and anything else. */
  private static Comparison constant(
      ColumnMonitor column, NumericCounts window, Description description) {
    NumericReference reference = window.reference();
    GridCounts live = window.counts();
    int equal = reference.grid().cellOf(reference.shape().min());
    long hits = live.cells()[equal];
    Counts expected =
        new Counts(new long[] {reference.n(), 0}, reference.n(), reference.effectiveN());
    Counts current = new Counts(new long[] {hits, live.n() - hits}, live.n(), window.effectiveN());
    return levels(column, Sides.of(expected, current), description);
  }

  private static Comparison categorical(
      ColumnMonitor column, CategoricalCounts window, Description description) {
    return levels(column, Sides.of(window), description);
  }

  /**
   * Significance is that of the contingency test, the effect is total variation; what is reported
   * as deciding is total variation with the p-value of the test.
   */
  private static Comparison levels(ColumnMonitor column, Sides sides, Description description) {
    Measure effect = decisive(sides, TotalVariation::compare);
    Measure significance = ChiSquare.compare(sides.expected(), sides.current());
    Measure primary = effect.withPValueOf(significance);
    List<Measure> others = description.ofLevels(sides, significance);
    return values(column, primary, significance, sides, others);
  }

  /**
   * Returns the distance that decides, with the noise of what the reference is worth for distances:
   * more than for p-values where it was learned from dependent traffic.
   */
  private static Measure decisive(Sides sides, BiFunction<Counts, Counts, Measure> distance) {
    Measure measure = distance.apply(sides.expected(), sides.current());
    if (sides.expectedNoise().effectiveN() == sides.expected().effectiveN()) {
      return measure;
    }
    Measure noisy = distance.apply(sides.expectedNoise(), sides.current());
    return measure.withNoise(noisy.noise(), noisy.interval());
  }

  private static Comparison values(
      ColumnMonitor column,
      Measure primary,
      Measure significance,
      Sides sides,
      List<Measure> others) {
    return new Comparison(
        column,
        true,
        primary,
        significance,
        sides.current().n(),
        sides.current().effectiveN(),
        sides.expected().n(),
        others);
  }

  private static Comparison missing(
      ColumnMonitor column, ReferenceColumn reference, ColumnCounts window) {
    Sides sides = Sides.missing(reference, window);
    Measure primary = ProportionShift.compare(sides.expected(), sides.current());
    return new Comparison(
        column,
        false,
        primary,
        primary,
        sides.current().n(),
        sides.current().effectiveN(),
        sides.expected().n(),
        List.of());
  }
}

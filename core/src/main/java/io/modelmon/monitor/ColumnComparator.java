package io.modelmon.monitor;

import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.Counts;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.Measure;
<<<<<<< HEAD
import io.modelmon.drift.ProportionShift;
=======
import io.modelmon.drift.PopulationStabilityIndex;
import io.modelmon.drift.ProportionTest;
import io.modelmon.drift.SampleSizes;
>>>>>>> season
import io.modelmon.drift.TotalVariation;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
<<<<<<< HEAD
=======
import io.modelmon.profile.SeasonCounts;
import io.modelmon.sketch.CellGroups;
>>>>>>> season
import io.modelmon.sketch.GridCounts;
import java.util.ArrayList;
import java.util.List;

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

<<<<<<< HEAD
  private static Comparison numeric(
      ColumnMonitor column, NumericCounts window, Description description) {
    NumericReference reference = window.reference();
    GridCounts live = window.counts();
    Counts expected = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    Counts current = new Counts(live.cells(), live.n(), window.effectiveN());
    Measure primary = KolmogorovSmirnov.compare(expected, current);
    List<Measure> others = description.ofNumbers(window, expected, current);
    return values(column, primary, primary, current, expected, others);
  }

=======
  private static Comparison numeric(ColumnMonitor column, NumericCounts window, boolean describe) {
    Sides sides = Sides.of(window);
    Measure primary = KolmogorovSmirnov.compare(sides.expected(), sides.current());
    List<Measure> others = describe ? description(window, sides) : List.of();
    return values(column, primary, primary, sides, others);
  }

  private static List<Measure> description(NumericCounts window, Sides sides) {
    NumericReference reference = window.reference();
    SeasonCounts seasons = reference.seasons();
    Counts expected = sides.expected();
    Counts current = sides.current();
    CellGroups groups =
        seasons == null ? reference.groups() : CellGroups.of(expected.cells(), CellGroups.USUAL);
    Counts expectedGroups = grouped(groups, expected);
    Counts currentGroups = grouped(groups, current);
    long[] whole =
        seasons == null ? expected.cells() : seasons.spread(expected.cells(), reference.cells());
    WassersteinCells cells = WassersteinCells.of(whole, reference.centers(), window.counts());
    Measure distance =
        Wasserstein.compare(
            new Counts(cells.reference(), expected.n(), expected.effectiveN()),
            new Counts(cells.current(), current.n(), current.effectiveN()),
            cells.positions());
    return List.of(
        PopulationStabilityIndex.compare(expectedGroups, currentGroups),
        JensenShannon.compare(expectedGroups, currentGroups),
        distance,
        Wasserstein.scaled(distance, reference.scale()));
  }

  private static Counts grouped(CellGroups groups, Counts counts) {
    return new Counts(groups.sum(counts.cells()), counts.n(), counts.effectiveN());
  }

>>>>>>> season
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
<<<<<<< HEAD
    return levels(column, expected, current, description);
  }

  private static Comparison categorical(
      ColumnMonitor column, CategoricalCounts window, Description description) {
    CategoricalReference reference = window.reference();
    Counts expected = new Counts(reference.cells(), reference.n(), reference.effectiveN());
    Counts current = new Counts(window.counts().cells(), window.counts().n(), window.effectiveN());
    return levels(column, expected, current, description);
=======
    return levels(column, new Sides(expected, current), describe);
  }

  private static Comparison categorical(
      ColumnMonitor column, CategoricalCounts window, boolean describe) {
    return levels(column, Sides.of(window), describe);
>>>>>>> season
  }

  /**
   * Significance is that of the contingency test, the effect is total variation; what is reported
   * as deciding is total variation with the p-value of the test.
   */
<<<<<<< HEAD
  private static Comparison levels(
      ColumnMonitor column, Counts expected, Counts current, Description description) {
    Measure effect = TotalVariation.compare(expected, current);
    Measure significance = ChiSquare.compare(expected, current);
    Measure primary = effect.withPValue(significance.pValue());
    List<Measure> others = description.ofLevels(expected, current, significance);
    return values(column, primary, significance, current, expected, others);
=======
  private static Comparison levels(ColumnMonitor column, Sides sides, boolean describe) {
    Counts expected = sides.expected();
    Counts current = sides.current();
    Measure effect = TotalVariation.compare(expected, current);
    Measure significance = ChiSquare.compare(expected, current);
    Measure primary =
        new Measure(
            effect.name(),
            effect.statistic(),
            significance.pValue(),
            effect.noise(),
            effect.status());
    List<Measure> others =
        describe
            ? List.of(
                significance,
                PopulationStabilityIndex.compare(expected, current),
                JensenShannon.compare(expected, current))
            : List.of();
    return values(column, primary, significance, sides, others);
>>>>>>> season
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
        primary.between(SampleSizes.of(sides.expected(), sides.current())),
        significance,
        sides.current().n(),
        sides.current().effectiveN(),
        sides.expected().n(),
        others);
  }

  private static Comparison missing(
<<<<<<< HEAD
      ColumnMonitor column, ColumnTotals totals, ColumnCounts window) {
    Counts expected = share(totals.missing(), totals.rows(), totals.effectiveRows());
    Counts current = share(window.missing(), window.rows(), window.effectiveRows());
    Measure primary = ProportionShift.compare(expected, current);
=======
      ColumnMonitor column, ReferenceColumn reference, ColumnCounts window) {
    Sides sides = Sides.missing(reference, window);
    Measure primary = ProportionTest.compare(sides.expected(), sides.current());
>>>>>>> season
    return new Comparison(
        column,
        false,
        primary.between(SampleSizes.of(sides.expected(), sides.current())),
        primary,
        sides.current().n(),
        sides.current().effectiveN(),
        sides.expected().n(),
        List.of());
  }
}

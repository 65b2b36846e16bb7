package io.modelmon.monitor;

import io.modelmon.config.DescriptiveMeasure;
import io.modelmon.drift.Counts;
import io.modelmon.drift.FisherExact;
import io.modelmon.drift.GStatistic;
import io.modelmon.drift.Hellinger;
import io.modelmon.drift.JensenShannon;
import io.modelmon.drift.KullbackLeibler;
import io.modelmon.drift.LInfinity;
import io.modelmon.drift.Measure;
import io.modelmon.drift.PopulationStabilityIndex;
import io.modelmon.drift.TotalVariation;
import io.modelmon.drift.Wasserstein;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.sketch.CellGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The measures that decide nothing, as far as they are wanted and fit the type of a column.
 *
 * @param wanted which of them; they cost much more than those that decide
 */
record Description(Set<DescriptiveMeasure> wanted) {

  /** Copies the set. */
  Description {
    wanted = Set.copyOf(wanted);
  }

  /** Describes a numeric column: on groups of cells, except for distances along the axis. */
  List<Measure> ofNumbers(NumericCounts window, Sides sides) {
    List<Measure> measures = new ArrayList<>();
    if (wanted.isEmpty()) {
      return measures;
    }
    CellGroups groups = groups(window.reference(), sides.expected());
    Counts expectedGroups = grouped(groups, sides.expected());
    Counts currentGroups = grouped(groups, sides.current());
    addShared(measures, expectedGroups, currentGroups);
    add(
        measures,
        DescriptiveMeasure.TV,
        () -> TotalVariation.compare(expectedGroups, currentGroups));
    boolean scaled = wanted.contains(DescriptiveMeasure.WASSERSTEIN_SCALED);
    if (scaled || wanted.contains(DescriptiveMeasure.WASSERSTEIN)) {
      Measure distance = wasserstein(window, sides);
      add(measures, DescriptiveMeasure.WASSERSTEIN, () -> distance);
      add(
          measures,
          DescriptiveMeasure.WASSERSTEIN_SCALED,
          () -> Wasserstein.scaled(distance, window.reference().scale()));
    }
    return measures;
  }

  /**
   * Describes a categorical column, whose total variation decides.
   *
   * @param contingency its chi-square, which was needed anyway
   */
  List<Measure> ofLevels(Sides sides, Measure contingency) {
    List<Measure> measures = new ArrayList<>();
    if (wanted.isEmpty()) {
      return measures;
    }
    Counts expected = sides.expected();
    Counts current = sides.current();
    add(measures, DescriptiveMeasure.CHI2, () -> contingency);
    add(measures, DescriptiveMeasure.G, () -> GStatistic.compare(expected, current));
    addShared(measures, expected, current);
    add(measures, DescriptiveMeasure.L_INFINITY, () -> LInfinity.compare(expected, current));
    if (wanted.contains(DescriptiveMeasure.FISHER)) {
      Measure fisher = fisher(expected, current);
      if (fisher != null) {
        measures.add(fisher);
      }
    }
    return measures;
  }

  private void addShared(List<Measure> measures, Counts expected, Counts current) {
    add(
        measures,
        DescriptiveMeasure.PSI,
        () -> PopulationStabilityIndex.compare(expected, current));
    add(measures, DescriptiveMeasure.JS, () -> JensenShannon.compare(expected, current));
    add(measures, DescriptiveMeasure.JS_DISTANCE, () -> JensenShannon.distance(expected, current));
    add(measures, DescriptiveMeasure.KL, () -> KullbackLeibler.compare(expected, current));
    add(measures, DescriptiveMeasure.HELLINGER, () -> Hellinger.compare(expected, current));
  }

  private void add(List<Measure> measures, DescriptiveMeasure name, Supplier<Measure> measure) {
    if (wanted.contains(name)) {
      measures.add(measure.get());
    }
  }

  /**
   * Groups of about equal shares of what is expected, which seasons change from window to window.
   */
  private static CellGroups groups(NumericReference reference, Counts expected) {
    return reference.seasons() == null
        ? reference.groups()
        : CellGroups.of(expected.cells(), CellGroups.USUAL);
  }

  /** Distances need the cells of the whole reference, over which seasons are spread again. */
  private static Measure wasserstein(NumericCounts window, Sides sides) {
    NumericReference reference = window.reference();
    SeasonCounts seasons = reference.seasons();
    Counts expected = sides.expected();
    Counts current = sides.current();
    long[] whole =
        seasons == null ? expected.cells() : seasons.spread(expected.cells(), reference.cells());
    WassersteinCells cells = WassersteinCells.of(whole, reference.centers(), window.counts());
    return Wasserstein.compare(
        new Counts(cells.reference(), expected.n(), expected.effectiveN()),
        new Counts(cells.current(), current.n(), current.effectiveN()),
        cells.positions());
  }

  /** Returns Fisher's test of the two levels that occur, or null when there are not just two. */
  private static @Nullable Measure fisher(Counts expected, Counts current) {
    int first = -1;
    int occupied = 0;
    for (int i = 0; i < expected.cells().length; i++) {
      if (expected.cells()[i] + current.cells()[i] > 0) {
        first = first < 0 ? i : first;
        occupied++;
      }
    }
    return occupied == 2
        ? FisherExact.compare(split(expected, first), split(current, first))
        : null;
  }

  private static Counts split(Counts counts, int level) {
    long hits = counts.cells()[level];
    return new Counts(new long[] {hits, counts.n() - hits}, counts.n(), counts.effectiveN());
  }

  private static Counts grouped(CellGroups groups, Counts counts) {
    return new Counts(groups.sum(counts.cells()), counts.n(), counts.effectiveN());
  }
}

package io.modelmon.calibration;

import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.CramerVonMises;
import io.modelmon.drift.GStatistic;
import io.modelmon.drift.JensenShannon;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.MannWhitney;
import io.modelmon.drift.Measure;
import io.modelmon.drift.PopulationStabilityIndex;
import io.modelmon.drift.WelchT;
import java.util.List;
import java.util.function.Function;

/**
 * A measure under calibration.
 *
 * @param name its name in the table of recorded sizes
 * @param scope the populations it is meant for
 * @param apply the comparison
 */
record CalibratedMeasure(String name, Scope scope, Function<Trial, Measure> apply) {

  /** Where a measure is used. */
  enum Scope {
    NUMERIC,
    /** Samples without ties, of which only the order counts: exact laws differ with ties. */
    CONTINUOUS,
    CATEGORICAL,
    ALL
  }

  /** One line per measure; its true sizes come from the simulation of the same name. */
  static final List<CalibratedMeasure> ALL =
      List.of(
          numeric("ks", t -> KolmogorovSmirnov.compare(t.referenceCells(), t.currentCells())),
          numeric("mann_whitney", t -> MannWhitney.compare(t.referenceCells(), t.currentCells())),
          ranks("ks_raw", t -> KolmogorovSmirnov.compare(t.reference(), t.current())),
          ranks("cramer_von_mises_raw", t -> CramerVonMises.compare(t.reference(), t.current())),
          ranks("mann_whitney_raw", t -> MannWhitney.compare(t.reference(), t.current())),
          numeric("welch_raw", t -> WelchT.compare(t.reference(), t.current())),
          levels("chi2", t -> ChiSquare.compare(t.referenceCells(), t.currentCells())),
          levels("g", t -> GStatistic.compare(t.referenceCells(), t.currentCells())),
          groups(
              "psi", t -> PopulationStabilityIndex.compare(t.referenceGroups(), t.currentGroups())),
          groups("js", t -> JensenShannon.compare(t.referenceGroups(), t.currentGroups())));

  private static CalibratedMeasure numeric(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.NUMERIC, apply);
  }

  private static CalibratedMeasure ranks(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.CONTINUOUS, apply);
  }

  private static CalibratedMeasure levels(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.CATEGORICAL, apply);
  }

  private static CalibratedMeasure groups(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.ALL, apply);
  }

  boolean appliesTo(Population population) {
    return switch (scope) {
      case ALL -> true;
      case CATEGORICAL -> population == Population.CATEGORICAL;
      case CONTINUOUS -> population.family().equals("continuous");
      case NUMERIC -> population != Population.CATEGORICAL;
    };
  }
}

package io.modelmon.calibration;

import io.modelmon.drift.AndersonDarling;
import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.CramerVonMises;
import io.modelmon.drift.EnergyDistance;
import io.modelmon.drift.FisherExact;
import io.modelmon.drift.GStatistic;
import io.modelmon.drift.Hellinger;
import io.modelmon.drift.JensenShannon;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.KullbackLeibler;
import io.modelmon.drift.LInfinity;
import io.modelmon.drift.MannWhitney;
import io.modelmon.drift.Measure;
import io.modelmon.drift.PopulationStabilityIndex;
import io.modelmon.drift.TotalVariation;
import io.modelmon.drift.Wasserstein;
import io.modelmon.drift.WelchT;
import java.util.List;
import java.util.function.Function;

/**
 * A measure under calibration.
 *
 * @param name its name in the table of recorded sizes
 * @param scope the populations it is meant for
 * @param every of how many trials one is compared: more than one where each comparison computes a
 *     law of its own, for some milliseconds
 * @param apply the comparison
 */
record CalibratedMeasure(String name, Scope scope, int every, Function<Trial, Measure> apply) {

  private static final int SELDOM = 25;

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
          ranks("anderson_darling_raw", t -> AndersonDarling.compare(t.reference(), t.current())),
          seldom(
              "cramer_von_mises",
              t -> CramerVonMises.compare(t.referenceCells(), t.currentCells())),
          seldom(
              "anderson_darling",
              t -> AndersonDarling.compare(t.referenceCells(), t.currentCells())),
          seldom("energy_raw", t -> EnergyDistance.compare(t.reference(), t.current())),
          numeric("wasserstein_raw", t -> Wasserstein.compare(t.reference(), t.current())),
          numeric("welch_raw", t -> WelchT.compare(t.reference(), t.current())),
          levels("chi2", t -> ChiSquare.compare(t.referenceCells(), t.currentCells())),
          levels("g", t -> GStatistic.compare(t.referenceCells(), t.currentCells())),
          groups(
              "psi", t -> PopulationStabilityIndex.compare(t.referenceGroups(), t.currentGroups())),
          groups("js", t -> JensenShannon.compare(t.referenceGroups(), t.currentGroups())),
          groups("kl", t -> KullbackLeibler.compare(t.referenceGroups(), t.currentGroups())),
          groups("hellinger", t -> Hellinger.compare(t.referenceGroups(), t.currentGroups())),
          groups("tv", t -> TotalVariation.compare(t.referenceGroups(), t.currentGroups())),
          groups("l_infinity", t -> LInfinity.compare(t.referenceGroups(), t.currentGroups())),
          levels("fisher", t -> FisherExact.compare(t.referenceFirst(), t.currentFirst())));

  private static CalibratedMeasure numeric(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.NUMERIC, 1, apply);
  }

  private static CalibratedMeasure seldom(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.NUMERIC, SELDOM, apply);
  }

  private static CalibratedMeasure ranks(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.CONTINUOUS, 1, apply);
  }

  private static CalibratedMeasure levels(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.CATEGORICAL, 1, apply);
  }

  private static CalibratedMeasure groups(String name, Function<Trial, Measure> apply) {
    return new CalibratedMeasure(name, Scope.ALL, 1, apply);
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

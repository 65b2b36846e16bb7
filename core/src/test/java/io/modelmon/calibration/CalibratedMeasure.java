package io.modelmon.calibration;

import io.modelmon.drift.AndersonDarling;
import io.modelmon.drift.ChiSquare;
import io.modelmon.drift.Counts;
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
import io.modelmon.drift.ProportionShift;
import io.modelmon.drift.TotalVariation;
import io.modelmon.drift.Wasserstein;
import io.modelmon.drift.WelchT;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A measure under calibration.
 *
 * @param name its name in the table of recorded sizes
 * @param scope the populations it is meant for
 * @param pValue its p-value
 * @param compare the comparison, whose p-value is that one, had for less: without noise where that
 *     is dearer than all the rest, and from samples that are pooled once for all measures
 */
record CalibratedMeasure(
    String name, Scope scope, ToDoubleFunction<Trial> pValue, Function<Trial, Measure> compare) {

  /** Where a measure is used. */
  enum Scope {
    NUMERIC,
    /** Samples without ties, of which only the order counts: exact laws differ with ties. */
    CONTINUOUS,
    CATEGORICAL,
    /** Where zeros have a probability. */
    ZEROS,
    ALL
  }

  /** One line per measure; its true sizes come from the simulation of the same name. */
  static final List<CalibratedMeasure> ALL =
      List.of(
          numeric("ks", t -> KolmogorovSmirnov.compare(t.referenceCells(), t.currentCells())),
          numeric("mann_whitney", t -> MannWhitney.compare(t.referenceCells(), t.currentCells())),
          of(
              "ks_raw",
              Scope.CONTINUOUS,
              t -> KolmogorovSmirnov.compare(t.reference(), t.current())),
          ranks(
              "cramer_von_mises_raw",
              p -> CramerVonMises.compare(p.reference(), p.current()).pValue(),
              t -> CramerVonMises.compare(t.reference(), t.current())),
          ranks(
              "mann_whitney_raw",
              p -> MannWhitney.compare(p.reference(), p.current()).pValue(),
              t -> MannWhitney.compare(t.reference(), t.current())),
          ranks(
              "anderson_darling_raw",
              p -> AndersonDarling.compare(p.reference(), p.current()).pValue(),
              t -> AndersonDarling.compare(t.reference(), t.current())),
          withoutNoise(
              "cramer_von_mises",
              t -> CramerVonMises.pValue(t.referenceCells(), t.currentCells()),
              t -> CramerVonMises.compare(t.referenceCells(), t.currentCells())),
          withoutNoise(
              "anderson_darling",
              t -> AndersonDarling.pValue(t.referenceCells(), t.currentCells()),
              t -> AndersonDarling.compare(t.referenceCells(), t.currentCells())),
          values(
              "energy_raw",
              p -> EnergyDistance.pValue(p.reference(), p.current(), p.values()),
              t -> EnergyDistance.compare(t.reference(), t.current())),
          values(
              "wasserstein_raw",
              p -> Wasserstein.compare(p.reference(), p.current(), p.values()).pValue(),
              t -> Wasserstein.compare(t.reference(), t.current())),
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
          levels("fisher", t -> FisherExact.compare(t.referenceFirst(), t.currentFirst())),
          of(
              "missing",
              Scope.ZEROS,
              t -> ProportionShift.compare(zeros(t.reference()), zeros(t.current()))));

  private static CalibratedMeasure numeric(String name, Function<Trial, Measure> compare) {
    return of(name, Scope.NUMERIC, compare);
  }

  private static CalibratedMeasure withoutNoise(
      String name, ToDoubleFunction<Trial> pValue, Function<Trial, Measure> compare) {
    return new CalibratedMeasure(name, Scope.NUMERIC, pValue, compare);
  }

  private static CalibratedMeasure ranks(
      String name, ToDoubleFunction<Pooled> pValue, Function<Trial, Measure> compare) {
    return new CalibratedMeasure(
        name, Scope.CONTINUOUS, t -> pValue.applyAsDouble(t.pooled()), compare);
  }

  private static CalibratedMeasure values(
      String name, ToDoubleFunction<Pooled> pValue, Function<Trial, Measure> compare) {
    return new CalibratedMeasure(
        name, Scope.NUMERIC, t -> pValue.applyAsDouble(t.pooled()), compare);
  }

  private static CalibratedMeasure levels(String name, Function<Trial, Measure> compare) {
    return of(name, Scope.CATEGORICAL, compare);
  }

  private static CalibratedMeasure groups(String name, Function<Trial, Measure> compare) {
    return of(name, Scope.ALL, compare);
  }

  private static CalibratedMeasure of(String name, Scope scope, Function<Trial, Measure> compare) {
    return new CalibratedMeasure(name, scope, t -> compare.apply(t).pValue(), compare);
  }

  /** Returns the zeros, which stand for missing values, and the others. */
  private static Counts zeros(double[] sample) {
    long zeros = Arrays.stream(sample).filter(value -> value == 0).count();
    return Counts.independent(new long[] {zeros, sample.length - zeros});
  }

  boolean appliesTo(Population population) {
    return switch (scope) {
      case ALL -> true;
      case CATEGORICAL -> population == Population.CATEGORICAL;
      case CONTINUOUS -> population.family().equals("continuous");
      case ZEROS -> !population.family().equals("continuous");
      case NUMERIC -> population != Population.CATEGORICAL;
    };
  }
}

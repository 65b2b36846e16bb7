package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.calibration.Notes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts of a whole model over months of stationary traffic, and how soon a shift is found, through
 * the real pipeline from the ring to the event at default settings. Seeds are fixed: no test can
 * fail by chance. What was simulated is appended to {@code target/calibration}.
 */
class MonthsCalibrationTest {

  private static final int HOURS = 720;
  private static final int REFERENCE = 20_000;
  private static final double CORRELATION = 0.9;

  /** Alerts that drift may add per model instance and month. */
  private static final double BUDGET = 0.3;

  @TempDir Path folder;

  @Test
  void stationary_trainedReference_raisesNoAlert() throws IOException {
    assertThat(alerts("trained, independent", 2, 60, seed -> trained(seed, 0))).isZero();
    assertThat(alerts("trained, correlated", 2, 60, seed -> trained(seed, CORRELATION))).isZero();
  }

  @Test
  void stationary_learnedFromDependentTraffic_raisesNoAlert() throws IOException {
    assertThat(alerts("learned, AR(0.9)", 2, 60, seed -> learning(seed, 0))).isZero();
  }

  @Test
  void shift_ofHalfASigma_isFoundInTwoWindowsAndAlone() throws IOException {
    assertThat(found("trained", 8, 0.5, seed -> trained(seed, 0))).isEqualTo(8);
  }

  @Test
  @Tag("calibration")
  void stationary_monthsOfIndependentFeatures_staysInsideTheBudget() throws IOException {
    int months = months(200);

    int alerts = alerts("trained, independent", months, HOURS, seed -> trained(seed, 0));

    assertThat(upperBound(alerts) / months).isLessThan(BUDGET);
  }

  @Test
  @Tag("calibration")
  void stationary_monthsOfCorrelatedFeatures_staysInsideTheBudget() throws IOException {
    int months = months(200);

    int alerts = alerts("trained, correlated", months, HOURS, seed -> trained(seed, CORRELATION));

    assertThat(upperBound(alerts) / months).isLessThan(BUDGET);
  }

  @Test
  @Tag("calibration")
  void stationary_monthsLearnedFromDependentTraffic_staysInsideTheBudget() throws IOException {
    int months = months(200);

    int alerts = alerts("learned, AR(0.9)", months, HOURS, seed -> learning(seed, 0));

    assertThat(upperBound(alerts) / months).isLessThan(BUDGET);
  }

  @Test
  @Tag("calibration")
  void shift_ofHalfASigma_isFoundInNearlyEveryRun() throws IOException {
    int runs = 2 * months(200);

    assertThat(found("trained, independent", runs, 0.5, seed -> trained(seed, 0)))
        .isGreaterThanOrEqualTo(runs * 95 / 100);
    assertThat(found("trained, correlated", runs, 0.5, seed -> trained(seed, CORRELATION)))
        .isGreaterThanOrEqualTo(runs * 95 / 100);
  }

  /**
   * A reference of 5,000 rows of AR(0.9) traffic is worth 263, and some 480 for the noise of the
   * deciding distance: a window of 1,000 independent rows needs D > 1.628·√(1/480 + 1/1,000) + 0.05
   * = 0.14, and a shift of 0.5 σ gives D = 0.197 with a standard error of 0.033. A window of 1,000
   * rows of AR(0.9) traffic is worth 53; noise is 0.235, and D of 0.32 is needed to be significant
   * among fifty features.
   */
  @Test
  @Tag("calibration")
  void shift_afterLearningFromDependentTraffic_isFoundWhenLargeEnough() throws IOException {
    int runs = 2 * months(200);

    for (double shift : new double[] {0.5, 0.6, 0.7}) {
      int found = found("learned, live independent", runs, shift, seed -> calm(seed));
      assertThat(found).isGreaterThanOrEqualTo(runs * 95 / 100);
    }
    for (double shift : new double[] {1, 1.5, 2}) {
      found("learned, live AR(0.9)", runs, shift, seed -> learning(seed, 0));
    }
  }

  private static SimulatedService calm(long seed) {
    SimulatedService service = learning(seed, 0);
    service.dependence(0);
    return service;
  }

  private static int months(int usual) {
    return Integer.getInteger("modelmon.calibration.months", usual);
  }

  private SimulatedService trained(long seed, double correlation) {
    try {
      return SimulatedService.trained(seed, correlation, REFERENCE, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimulatedService learning(long seed, double correlation) {
    SimulatedService service = SimulatedService.learning(seed, correlation, 0.9);
    service.serve(5 * SimulatedService.HOUR);
    return service;
  }

  /** Returns the windows in which drift was detected, over months of so many hours. */
  private static int alerts(
      String what, int months, int hours, LongFunction<SimulatedService> service)
      throws IOException {
    long[] sums =
        LongStream.range(0, months)
            .parallel()
            .mapToObj(
                month -> {
                  SimulatedService model = service.apply(1_000 + month);
                  long before = model.closed();
                  model.serve(hours * SimulatedService.HOUR);
                  long alerts = model.alerts().size();
                  return new long[] {alerts, model.closed() - before};
                })
            .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
    Notes.add("months.md", "| %s | %d | %d | %d | %d |", what, months, hours, sums[1], sums[0]);
    // Traffic of little worth is judged in longer windows, but it is judged.
    assertThat(sums[1]).isBetween((long) months * hours / 5, (long) months * hours);
    return (int) sums[0];
  }

  /** Returns in how many runs a shift was found within two windows, and nothing else was. */
  private static int found(
      String what, int runs, double shift, LongFunction<SimulatedService> service)
      throws IOException {
    long[] found =
        LongStream.range(0, runs)
            .parallel()
            .mapToObj(
                run -> {
                  SimulatedService model = service.apply(100_000 + run);
                  model.serveWindows(1);
                  model.alerts();
                  int feature = (int) (run % SimulatedService.FEATURES);
                  model.shift(feature, shift);
                  model.serveWindows(2);
                  boolean alone = model.alerts().equals(List.of(Set.of("f" + feature)));
                  return new long[] {alone ? 1 : 0};
                })
            .reduce(new long[1], (a, b) -> new long[] {a[0] + b[0]});
    Notes.add("shifts.md", "| %s | %s | %d | %d |", what, shift, runs, found[0]);
    return (int) found[0];
  }

  /** Returns the 99 % upper bound of a Poisson mean. */
  private static double upperBound(int count) {
    return new GammaDistribution(null, count + 1.0, 1).inverseCumulativeProbability(0.99);
  }
}

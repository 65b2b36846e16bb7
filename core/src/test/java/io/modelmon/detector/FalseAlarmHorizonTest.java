package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probability of a false alarm within a horizon is the one asked for. */
class FalseAlarmHorizonTest {

  private static final Map<String, Function<FalseAlarmHorizon, ChangeDetector>> CALIBRATED =
      Map.of(
          "Adwin", h -> Adwin.builder().calibrate(h).build(),
          "Ddm", h -> Ddm.builder().calibrate(h).build(),
          "Eddm", h -> Eddm.builder().calibrate(h).build(),
          "Rddm", h -> Rddm.builder().calibrate(h).build(),
          "Rddm short warnings", h -> Rddm.builder().warningLimit(50).calibrate(h).build(),
          "HddmA", h -> HddmA.builder().calibrate(h).build(),
          "HddmA both", h -> HddmA.builder().direction(Direction.BOTH).calibrate(h).build(),
          "HddmW", h -> HddmW.builder().calibrate(h).build(),
          "HddmW both", h -> HddmW.builder().direction(Direction.BOTH).calibrate(h).build());

  /** Seeds are fixed; with others a cell would fail with a probability of about 0.002. */
  @Tag("simulation")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Adwin, 400, 0.1, 0.3",
    "Ddm, 500, 0.05, 0.2",
    "Eddm, 500, 0.05, 0.2",
    "Rddm, 500, 0.05, 0.2",
    "Rddm short warnings, 500, 0.05, 0.2",
    "HddmA, 500, 0.05, 0.2",
    "HddmA both, 500, 0.02, 0.5",
    "HddmW, 500, 0.05, 0.2",
    "HddmW both, 500, 0.02, 0.5"
  })
  void calibrate_shortHorizon_keepsTheProbability(String name, int h, double p, double rate) {
    assertWithinBinomialInterval(name, new FalseAlarmHorizon(h, p, rate), 2_000);
  }

  @Tag("calibration")
  @ParameterizedTest(name = "{0}, {1} observations, probability {2}, rate {3}")
  @CsvSource({
    "Adwin, 1000, 0.05, 0.1", "Adwin, 1000, 0.01, 0.3", "Adwin, 5000, 0.05, 0.02",
    "Ddm, 1000, 0.05, 0.1", "Ddm, 1000, 0.01, 0.3", "Ddm, 5000, 0.05, 0.02",
    "Eddm, 1000, 0.05, 0.1", "Eddm, 1000, 0.01, 0.3", "Eddm, 5000, 0.05, 0.02",
    "Rddm, 1000, 0.05, 0.1", "Rddm, 1000, 0.01, 0.3", "Rddm, 5000, 0.05, 0.02",
    "HddmA, 1000, 0.05, 0.1", "HddmA, 1000, 0.01, 0.3", "HddmA, 5000, 0.05, 0.02",
    "HddmW, 1000, 0.05, 0.1", "HddmW, 1000, 0.01, 0.3", "HddmW, 5000, 0.05, 0.02",
    "HddmA both, 1000, 0.05, 0.5", "HddmW both, 1000, 0.05, 0.5"
  })
  void calibrate_tenThousandRuns_keepsTheProbability(String name, int h, double p, double rate) {
    assertWithinBinomialInterval(name, new FalseAlarmHorizon(h, p, rate), 10_000);
  }

  private static void assertWithinBinomialInterval(String name, FalseAlarmHorizon h, int runs) {
    ChangeDetector detector = h.restarting(CALIBRATED.get(name).apply(h));
    BinomialDistribution law = new BinomialDistribution(null, runs, h.probability());
    int low = law.inverseCumulativeProbability(0.0005);
    int high = law.inverseCumulativeProbability(0.9995);

    assertThat(alarms(detector, h, runs)).isBetween(low, high);
  }

  private static int alarms(ChangeDetector detector, FalseAlarmHorizon horizon, int runs) {
    SplittableRandom random = new SplittableRandom(20_240_611);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      boolean alarmed = false;
      // The restart is the detector's own: the next run goes on without a reset.
      for (int i = 0; i < horizon.observations(); i++) {
        DetectorState state = detector.update(random.nextDouble() < horizon.errorRate() ? 1 : 0);
        if (state == DetectorState.DRIFT) {
          alarmed = true;
          detector.reset();
          break;
        }
      }
      alarms += alarmed ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void calibrate_errorsRareWithinTheHorizon_staysBelowTheProbability() {
    FalseAlarmHorizon horizon = new FalseAlarmHorizon(300, 0.05, 0.05);

    // More than thirty errors in 300 observations at a rate of 0.05 happen once in ten thousand.
    ChangeDetector detector = horizon.restarting(Eddm.builder().calibrate(horizon).build());

    assertThat(alarms(detector, horizon, 2_000)).isLessThan(20);
  }

  @Test
  void calibrate_twice_findsTheSameLimit() {
    FalseAlarmHorizon horizon = new FalseAlarmHorizon(100, 0.05, 0.4);
    double[] stream = Detectors.alternating(5, 5_000, 300);

    assertThat(Detectors.states(HddmA.builder().calibrate(horizon).build(), stream))
        .isEqualTo(Detectors.states(HddmA.builder().calibrate(horizon).build(), stream))
        .contains(DetectorState.WARNING, DetectorState.DRIFT);
  }

  @Test
  void calibrate_noErrorExpectedWithinTheHorizon_isRefused() {
    FalseAlarmHorizon horizon = new FalseAlarmHorizon(1_000, 0.05, 0.001);

    assertThatThrownBy(() -> Ddm.builder().calibrate(horizon))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("15195");
  }

  @Test
  void calibrate_horizonBeyondTheConcept_isRefusedByRddm() {
    FalseAlarmHorizon horizon = new FalseAlarmHorizon(50_000, 0.05, 0.1);

    assertThatThrownBy(() -> Rddm.builder().calibrate(horizon))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxConceptSize");
  }

  @Test
  void horizon_outsideItsRanges_isRefused() {
    List<Runnable> wrong =
        List.of(
            () -> new FalseAlarmHorizon(99, 0.05, 0.1),
            () -> new FalseAlarmHorizon(100_001, 0.05, 0.1),
            () -> new FalseAlarmHorizon(1_000, 0.0009, 0.1),
            () -> new FalseAlarmHorizon(1_000, 0.51, 0.1),
            () -> new FalseAlarmHorizon(1_000, Double.NaN, 0.1),
            () -> new FalseAlarmHorizon(1_000, 0.05, 0),
            () -> new FalseAlarmHorizon(1_000, 0.05, 1));

    assertThat(wrong)
        .allSatisfy(w -> assertThatThrownBy(w::run).isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void restarting_afterTheHorizonAndAfterDrift_startsAfresh() {
    FalseAlarmHorizon horizon = new FalseAlarmHorizon(1_000, 0.05, 0.1);
    double[] stream = Detectors.alternating(9, 12_000, 2_300);
    ChangeDetector restarting = horizon.restarting(Adwin.builder().build());
    Adwin byHand = Adwin.builder().build();
    int seen = 0;
    int restarts = 0;

    for (double value : stream) {
      if (seen == 1_000 || byHand.state() == DetectorState.DRIFT) {
        byHand.reset();
        restarts += seen == 1_000 ? 1 : 0;
        seen = 0;
      }
      seen++;
      restarting.update(Double.NaN);

      assertThat(restarting.update(value)).isEqualTo(byHand.update(value));
      assertThat(restarting.state()).isEqualTo(byHand.state());
    }

    assertThat(restarts).isPositive();
    restarting.reset();
    assertThat(restarting.state()).isEqualTo(DetectorState.STABLE);
  }
}

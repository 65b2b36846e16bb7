package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The limit that a given share of runs passes, on detectors whose statistics are known. */
class HorizonLimitTest {

  private static final FalseAlarmHorizon HORIZON = new FalseAlarmHorizon(100, 0.05, 0.3);

  /** Its statistic depends on the number of the run, counted from 1, and once on the value. */
  private static final class Known implements LimitDetector {

    private final IntToDoubleFunction ofRun;
    private int run;
    private int seen;
    private long values;
    private long errors;

    Known(IntToDoubleFunction ofRun) {
      this.ofRun = ofRun;
    }

    @Override
    public DetectorState update(double value) {
      seen++;
      values++;
      errors += (long) value;
      return DetectorState.STABLE;
    }

    @Override
    public double statistic() {
      // Largest in the middle of the run, not defined at its end.
      return seen == 50 ? ofRun.applyAsDouble(run) : seen > 90 ? Double.NaN : -1e9;
    }

    @Override
    public DetectorState state() {
      return DetectorState.STABLE;
    }

    @Override
    public void reset() {
      run++;
      seen = 0;
    }
  }

  @Test
  void limit_distinctStatistics_isPassedByTheShareOfRuns() {
    Known known = new Known(run -> run);

    double limit = HorizonCalibration.limit(HORIZON, known, 1e-3);

    assertThat(limit).isEqualTo(19_000.5); // a thousand of twenty thousand runs lie above
    assertThat(known.values).isEqualTo(2_000_000);
    // Six standard deviations of the number of errors.
    assertThat(known.errors).isBetween(596_100L, 603_900L);
  }

  @Test
  void limit_tiedStatistics_liesAboveTheTie() {
    // Runs 18,001 to 19,500 share a value; more than the share of runs must not pass.
    Known known = new Known(run -> run > 18_000 && run <= 19_500 ? 18_001 : run);

    assertThat(HorizonCalibration.limit(HORIZON, known, 1e-3)).isEqualTo((18_001 + 19_501) / 2.0);
  }

  @Test
  void limit_allTied_isTheirValue() {
    assertThat(HorizonCalibration.limit(HORIZON, new Known(run -> 7), 1e-3)).isEqualTo(7);
    assertThat(
            HorizonCalibration.limit(
                HORIZON, new Known(run -> run > 19_000 ? Double.POSITIVE_INFINITY : 5), 1e-3))
        .isEqualTo(5);
  }

  @Test
  void limit_belowTheSmallest_isTheSmallest() {
    assertThat(HorizonCalibration.limit(HORIZON, new Known(run -> -3), 1e-3)).isEqualTo(1e-3);
    assertThat(HorizonCalibration.limit(HORIZON, new Known(run -> 0.002), 1e-3)).isEqualTo(0.002);
  }

  @Test
  void limit_infiniteTooOften_isRefused() {
    Known known = new Known(run -> run >= 19_000 ? Double.POSITIVE_INFINITY : run);

    assertThatThrownBy(() -> HorizonCalibration.limit(HORIZON, known, 1e-3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minSamples");
  }

  @Test
  void samplesToFirstError_anyRate_leavesOneHundredthOfTheProbability() {
    int samples = new FalseAlarmHorizon(1_000, 0.05, 0.1).samplesToFirstError();

    assertThat(Math.pow(0.9, samples)).isLessThanOrEqualTo(0.05 / 100);
    assertThat(Math.pow(0.9, samples - 1)).isGreaterThan(0.05 / 100);
    assertThatThrownBy(() -> new FalseAlarmHorizon(144, 0.05, 0.1).samplesToFirstError())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 145");
    assertThat(new FalseAlarmHorizon(145, 0.05, 0.1).samplesToFirstError()).isEqualTo(samples);
  }

  @Test
  void horizon_atTheEndsOfItsRanges_isAccepted() {
    assertThat(new FalseAlarmHorizon(100, 0.001, 0.5).observations()).isEqualTo(100);
    assertThat(new FalseAlarmHorizon(100_000, 0.5, 0.5).probability()).isEqualTo(0.5);
  }
}

package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.math.BernoulliEwmaRunLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ECDD and STEPD by their definitions and by law. */
class ErrorChartTest {

  private static final double[] STREAM = Charts.errors(41, 9_000, 600);

  @ParameterizedTest
  @EnumSource(Direction.class)
  void stepd_anyStream_followsItsDefinition(Direction direction) {
    Stepd detector = Stepd.builder().direction(direction).windowSize(25).driftLevel(0.01).build();
    List<DetectorState> expected = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < STREAM.length; i++) {
      double p = pValue(Arrays.copyOfRange(STREAM, start, i + 1), 25, direction);
      if (p < 0.01) {
        expected.add(DetectorState.DRIFT);
        start = i + 1;
      } else {
        expected.add(p < 0.05 ? DetectorState.WARNING : DetectorState.STABLE);
      }
    }

    assertThat(Charts.states(detector, STREAM)).isEqualTo(expected);
    assertThat(expected).contains(DetectorState.DRIFT, DetectorState.WARNING);
  }

  /** The two-sided p-value of the paper's statistic, 1 where the change is not the one watched. */
  private static double pValue(double[] errors, int window, Direction direction) {
    int older = errors.length - window;
    if (older < window) {
      return 1;
    }
    double before = Arrays.stream(errors, 0, older).average().orElseThrow();
    double now = Arrays.stream(errors, older, errors.length).average().orElseThrow();
    double all = Arrays.stream(errors).average().orElseThrow();
    boolean watched = now > before ? direction.up() : direction.down();
    double inverse = 1.0 / older + 1.0 / window;
    double z = (Math.abs(now - before) - inverse / 2) / Math.sqrt(all * (1 - all) * inverse);
    return watched && z > 0 ? 2 * new NormalDistribution().cumulativeProbability(-z) : 1;
  }

  @Test
  void stepd_errorsExchangedForTheirOpposite_sameAlarms() {
    double[] opposite = Arrays.stream(STREAM).map(x -> 1 - x).toArray();

    assertThat(Charts.drifts(Stepd.builder().build(), opposite))
        .isEqualTo(Charts.drifts(Stepd.builder().build(), STREAM))
        .isNotEmpty();
    assertThat(Charts.drifts(stepd(Direction.DECREASE), opposite))
        .isEqualTo(Charts.drifts(stepd(Direction.INCREASE), STREAM))
        .isNotEmpty();
  }

  private static Stepd stepd(Direction direction) {
    return Stepd.builder().direction(direction).build();
  }

  @Test
  void stepd_twoWindowsNeeded_noEarlierVerdict() {
    double[] values = new double[60];
    Arrays.fill(values, 30, 60, 1);

    assertThat(Charts.drifts(Stepd.builder().build(), values)).containsExactly(59);
    assertThat(Charts.drifts(Stepd.builder().build(), Arrays.copyOf(values, 59))).isEmpty();
  }

  @Test
  void ecdd_estimatedRate_followsItsDefinition() {
    Ecdd detector = Ecdd.builder().minSamples(20).averageRunLength(100).build();
    List<DetectorState> expected = new ArrayList<>();
    double sum = 0;
    double z = 0;
    int n = 0;
    for (double error : STREAM) {
      n++;
      sum += error;
      z = 0.8 * z + 0.2 * error;
      double p = sum / n;
      double limit =
          2.76
              - 6.23 * p
              + 18.12 * Math.pow(p, 3)
              - 312.45 * Math.pow(p, 5)
              + 1002.18 * Math.pow(p, 7);
      double width = limit * Math.sqrt(p * (1 - p) * 0.2 / 1.8 * (1 - Math.pow(0.8, 2.0 * n)));
      if (n >= 20 && z > p + width) {
        expected.add(DetectorState.DRIFT);
        sum = 0;
        z = 0;
        n = 0;
      } else {
        boolean warning = n >= 20 && z > p + width / 2;
        expected.add(warning ? DetectorState.WARNING : DetectorState.STABLE);
      }
    }

    assertThat(Charts.states(detector, STREAM)).isEqualTo(expected);
    assertThat(expected).contains(DetectorState.DRIFT, DetectorState.WARNING);
  }

  @Test
  void ecdd_knownRate_alarmsAboutTheSolvedLimit() {
    double limit = BernoulliEwmaRunLength.limit(0.2, 0.1, 2_000);
    double half = BernoulliEwmaRunLength.halfWidth(0.2);
    Ecdd detector = Ecdd.builder().errorRate(0.1).averageRunLength(2_000).build();
    double z = 0.1;

    for (double error : STREAM) {
      z += 0.2 * (error - z);
      if (detector.update(error) == DetectorState.DRIFT) {
        assertThat(z).isGreaterThan(limit - half);
        z = 0.1;
      } else {
        assertThat(z).isLessThanOrEqualTo(limit + half);
        assertThat(detector.average()).isEqualTo(z);
      }
    }
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> Ecdd.builder().weight(0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> Ecdd.builder().errorRate(1)).hasMessageContaining("error rate");
    assertThatThrownBy(() -> Ecdd.builder().weight(0.1).build()).hasMessageContaining("0.2");
    assertThatThrownBy(() -> Ecdd.builder().averageRunLength(1_000).build())
        .hasMessageContaining("100 or 400");
    assertThatThrownBy(() -> Ecdd.builder().errorRate(0.01).averageRunLength(0.5).build())
        .hasMessageContaining("run length");
    assertThatThrownBy(() -> Stepd.builder().windowSize(1)).hasMessageContaining("window size");
    assertThatThrownBy(() -> Stepd.builder().driftLevel(1)).hasMessageContaining("drift level");
    assertThatThrownBy(() -> Stepd.builder().warningLevel(0)).hasMessageContaining("warning");
    assertThatThrownBy(() -> Stepd.builder().averageRunLength(99, 0.2).build())
        .hasMessageContaining("run length");
    assertThatThrownBy(() -> Stepd.builder().averageRunLength(1e9, 0.2).build())
        .hasMessageContaining("run length");
    assertThatThrownBy(() -> Stepd.builder().averageRunLength(100, 0.001).build())
        .hasMessageContaining("too short");
  }
}

package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state and statistic of the drift detection methods against their definitions. */
class DetectorDefinitionTest {

  private static final double[] STREAM = Detectors.alternating(17, 2_400, 300);

  /** Values since the last drift, and what a definition says about them. */
  private interface Definition {
    double statistic(double[] values);
  }

  private static void assertFollows(
      LimitDetector detector, double warning, double drift, Definition definition) {
    int start = 0;
    List<DetectorState> seen = new ArrayList<>();
    for (int i = 0; i < STREAM.length; i++) {
      double expected = definition.statistic(Arrays.copyOfRange(STREAM, start, i + 1));
      DetectorState state =
          expected > drift
              ? DetectorState.DRIFT
              : expected > warning ? DetectorState.WARNING : DetectorState.STABLE;

      assertThat(detector.update(STREAM[i])).as("value %d", i).isEqualTo(state);
      if (Double.isNaN(expected)) {
        assertThat(detector.statistic()).isNaN();
      } else {
        assertThat(detector.statistic()).isCloseTo(expected, withinPercentage(1e-6));
      }
      seen.add(state);
      start = state == DetectorState.DRIFT ? i + 1 : start;
    }
    assertThat(seen).contains(DetectorState.WARNING, DetectorState.DRIFT);
  }

  @Test
  void ddm_anyStream_followsItsDefinition() {
    Ddm detector = Ddm.builder().minSamples(40).warningLevel(1.5).driftLevel(2.5).build();

    assertFollows(detector, 1.5, 2.5, values -> ddm(values, 40));
  }

  private static double ddm(double[] values, int minSamples) {
    double statistic = Double.NaN;
    double lowest = Double.POSITIVE_INFINITY;
    double lowestRate = 0;
    double sum = 0;
    for (int n = 1; n <= values.length; n++) {
      sum += values[n - 1];
      if (n >= minSamples) {
        double rate = sum / n;
        double height = rate + Math.sqrt(rate * (1 - rate) / n);
        if (height < lowest) {
          lowest = height;
          lowestRate = rate;
        }
        statistic = (height - lowestRate) / (lowest - lowestRate);
      }
    }
    return statistic;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void hddmA_anyStream_followsItsDefinition(Direction direction) {
    HddmA detector =
        HddmA.builder()
            .warningConfidence(0.1)
            .driftConfidence(0.02)
            .cutConfidence(0.05)
            .direction(direction)
            .build();

    assertFollows(
        detector, -Math.log(0.1), -Math.log(0.02), values -> hddmA(values, direction, 0.05));
  }

  /** Hoeffding's exponent of the difference between all values and those up to the best cut. */
  private static double hddmA(double[] values, Direction direction, double confidence) {
    double sum = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    double[] low = new double[2];
    double[] high = new double[2];
    for (int n = 1; n <= values.length; n++) {
      sum += values[n - 1];
      double bound = Math.sqrt(-Math.log(confidence) / (2 * n));
      if (sum / n + bound <= lowest) {
        lowest = sum / n + bound;
        low = new double[] {n, sum / n};
      }
      if (sum / n - bound >= highest) {
        highest = sum / n - bound;
        high = new double[] {n, sum / n};
      }
    }
    double rise = sum / values.length - low[1];
    double fall = high[1] - sum / values.length;
    double statistic = 0;
    if (direction != Direction.DECREASE && rise > 0) {
      statistic = 2 * rise * rise / (1 / low[0] - 1.0 / values.length);
    }
    if (direction != Direction.INCREASE && fall > 0) {
      statistic = Math.max(statistic, 2 * fall * fall / (1 / high[0] - 1.0 / values.length));
    }
    return statistic;
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void hddmW_anyStream_followsItsDefinition(Direction direction) {
    HddmW detector =
        HddmW.builder()
            .weight(0.03)
            .warningConfidence(0.1)
            .driftConfidence(0.02)
            .cutConfidence(0.05)
            .direction(direction)
            .build();

    assertFollows(
        detector, -Math.log(0.1), -Math.log(0.02), values -> hddmW(values, direction, 0.05));
  }

  private static double hddmW(double[] values, Direction direction, double confidence) {
    double rise = direction.up() ? hddmWRise(values, 1, confidence) : 0;
    double fall = direction.down() ? hddmWRise(values, -1, confidence) : 0;
    return Math.max(rise, fall);
  }

  /** McDiarmid's exponent of the weighted averages before and since the lowest bound. */
  private static double hddmWRise(double[] values, int sign, double confidence) {
    double lowest = Double.POSITIVE_INFINITY;
    int cut = 0;
    for (int n = 1; n <= values.length; n++) {
      double[] all = average(values, 0, n);
      double height = sign * all[0] + Math.sqrt(-Math.log(confidence) * all[1] / 2);
      if (height < lowest) {
        lowest = height;
        cut = n;
      }
    }
    if (cut == values.length) {
      return 0;
    }
    double[] before = average(values, 0, cut);
    double[] since = average(values, cut, values.length);
    double rise = sign * (since[0] - before[0]);
    return rise > 0 ? 2 * rise * rise / (before[1] + since[1]) : 0;
  }

  /** Exponentially weighted mean, and the sum of the squared weights; the oldest has the rest. */
  private static double[] average(double[] values, int from, int to) {
    double mean = values[from];
    double squares = 1;
    for (int i = from + 1; i < to; i++) {
      mean += 0.03 * (values[i] - mean);
      squares = 0.97 * 0.97 * squares + 0.03 * 0.03;
    }
    return new double[] {mean, squares};
  }

  @Test
  void eddm_anyStream_followsItsDefinition() {
    Eddm detector =
        Eddm.builder().minSamples(50).minErrors(12).warningRatio(0.97).driftRatio(0.92).build();
    int start = 0;
    List<DetectorState> seen = new ArrayList<>();
    for (int i = 0; i < STREAM.length; i++) {
      DetectorState before = start == i ? DetectorState.STABLE : detector.state();
      DetectorState expected = eddm(Arrays.copyOfRange(STREAM, start, i + 1), before);

      assertThat(detector.update(STREAM[i])).as("value %d", i).isEqualTo(expected);
      seen.add(expected);
      start = expected == DetectorState.DRIFT ? i + 1 : start;
    }
    assertThat(seen).contains(DetectorState.WARNING, DetectorState.DRIFT);
  }

  private static DetectorState eddm(double[] values, DetectorState before) {
    List<Double> distances = new ArrayList<>();
    double largest = 0;
    double ratio = 1;
    int last = 0;
    for (int n = 1; n <= values.length; n++) {
      if (values[n - 1] == 1) {
        distances.add((double) (n - last));
        last = n;
        if (n >= 50) {
          double height = height(distances);
          ratio = height > largest ? 1 : distances.size() > 12 ? height / largest : 1;
          largest = Math.max(largest, height);
        }
      }
    }
    if (values[values.length - 1] == 0 || values.length < 50) {
      return before; // nothing is said without an error
    }
    return ratio < 0.92
        ? DetectorState.DRIFT
        : ratio < 0.97 ? DetectorState.WARNING : DetectorState.STABLE;
  }

  private static double height(List<Double> distances) {
    double mean = distances.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = distances.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return mean + 2 * Math.sqrt(squares / distances.size());
  }
}

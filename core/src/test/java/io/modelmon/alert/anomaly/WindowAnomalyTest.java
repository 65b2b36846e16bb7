package io.modelmon.alert.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All seeds are fixed: a test passes or fails for good. */
class WindowAnomalyTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final SplittableRandom random = new SplittableRandom(8);
  private long hours;

  @ParameterizedTest
  @EnumSource
  void update_exchangeableWindows_isAPValue(AnomalyMethod method) {
    WindowAnomaly anomaly = warm(method, WindowAnomaly.WARM_UP);
    int[] below = new int[3];
    double[] levels = {0.01, 0.05, 0.2};
    for (int i = 0; i < 1_000; i++) {
      double share = update(anomaly, usual());
      for (int level = 0; level < levels.length; level++) {
        below[level] += share <= levels[level] ? 1 : 0;
      }
    }
    // Of 1,000 exact p-values 10, 50 and 200 with deviations of 3.1, 6.9 and 12.6.
    assertThat(below[0]).isBetween(1, 23);
    assertThat(below[1]).isBetween(25, 75);
    assertThat(below[2]).isBetween(150, 250);
  }

  /** Each number within its usual range, and together what never was. */
  @Test
  void update_unusualTogetherOnly_isFoundByTheRegion() {
    WindowAnomaly anomaly = warm(AnomalyMethod.ONE_CLASS_SVM, 400);

    assertThat(update(anomaly, new double[] {1.6, -1.6, 0, 1})).isLessThan(0.01);
    assertThat(anomaly.size()).isGreaterThan(350);
  }

  @ParameterizedTest
  @EnumSource
  void update_severalNumbersAtTheEndOfTheirRange_isFound(AnomalyMethod method) {
    WindowAnomaly anomaly = warm(method, 400);

    assertThat(update(anomaly, new double[] {2.8, -2.8, 0, 12})).isLessThan(0.005);
  }

  @Test
  void update_beforeWarmUpOrUnknown_isUnknown() {
    WindowAnomaly anomaly = new WindowAnomaly(AnomalyMethod.ISOLATION_FOREST);
    for (int i = 0; i < WindowAnomaly.WARM_UP; i++) {
      assertThat(update(anomaly, usual())).isNaN();
    }
    assertThat(update(anomaly, usual())).isBetween(0.0, 1.0);
    assertThat(update(anomaly, new double[] {0, Double.NaN, 0, 0})).isNaN();
  }

  @Test
  void update_windowsOfAMinute_areRememberedByTheHour() {
    WindowAnomaly anomaly = new WindowAnomaly(AnomalyMethod.ISOLATION_FOREST);
    for (int minute = 0; minute < 150 * 60; minute++) {
      assertThat(anomaly.update(minute * HOUR / 60, usual())).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource
  void update_constantNumbers_areUsualUntilTheyChange(AnomalyMethod method) {
    WindowAnomaly anomaly = new WindowAnomaly(method);
    for (int i = 0; i < 200; i++) {
      update(anomaly, new double[] {1, 2, 3, 4});
    }
    assertThat(update(anomaly, new double[] {1, 2, 3, 4})).isEqualTo(1);
  }

  private WindowAnomaly warm(AnomalyMethod method, int windows) {
    WindowAnomaly anomaly = new WindowAnomaly(method);
    for (int i = 0; i < windows; i++) {
      update(anomaly, usual());
    }
    return anomaly;
  }

  private double update(WindowAnomaly anomaly, double[] row) {
    return anomaly.update(hours++ * HOUR, row);
  }

  /** Two numbers that go together, a constant and a skewed one. */
  private double[] usual() {
    double common = random.nextGaussian();
    return new double[] {
      common + 0.1 * random.nextGaussian(),
      common + 0.1 * random.nextGaussian(),
      0,
      Math.exp(random.nextGaussian())
    };
  }
}

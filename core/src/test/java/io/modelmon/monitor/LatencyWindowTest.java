package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

  @Test
  void quantile_anyDurations_isOffByATwentiethAtMost() {
    SplittableRandom random = new SplittableRandom(5);
    LatencyWindow window = new LatencyWindow();
    double[] seconds = new double[20_000];
    for (int i = 0; i < seconds.length; i++) {
      long nanos = (long) Math.exp(4 + 20 * random.nextDouble());
      window.record(nanos);
      seconds[i] = nanos / 1e9;
    }
    Arrays.sort(seconds);

    for (double q : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 0.999}) {
      double exact = seconds[(int) (q * seconds.length)];
      assertThat(window.quantile(q)).as("%s", q).isCloseTo(exact, within(exact / 16));
    }
  }

  @Test
  void quantile_extremes_areInRange() {
    LatencyWindow window = new LatencyWindow();
    assertThat(window.quantile(0.5)).isNaN();

    window.record(-1);
    window.record(0);
    assertThat(window.quantile(0.99)).isBetween(0.0, 2e-9);
    for (int i = 0; i < 1000; i++) {
      window.record(Long.MAX_VALUE);
    }

    assertThat(window.n()).isEqualTo(1002);
    assertThat(window.quantile(0.99)).isBetween(Long.MAX_VALUE / 1.07e9, Long.MAX_VALUE / 0.99e9);
    window.clear();
    assertThat(window.n()).isZero();
    assertThat(window.quantile(0.5)).isNaN();
  }

  @Test
  void record_neighbours_fallIntoOrderedCells() {
    double before = 0;
    for (long nanos = 1; nanos < 5_000_000_000_000L; nanos += Math.max(1, nanos / 64)) {
      LatencyWindow window = new LatencyWindow();
      window.record(nanos);
      double upper = window.quantile(0.999_999_999);
      assertThat(upper).isGreaterThanOrEqualTo(before);
      assertThat(upper).isBetween(nanos / 1e9, nanos * 1.07 / 1e9 + 1e-9);
      before = upper;
    }
  }
}

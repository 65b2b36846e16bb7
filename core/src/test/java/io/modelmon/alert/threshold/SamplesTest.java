package io.modelmon.alert.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void add_manyValuesWithTies_agreesWithSortingTheNewest() {
    SplittableRandom random = new SplittableRandom(3);
    Samples samples = new Samples(37);
    Deque<Double> newest = new ArrayDeque<>();
    for (int i = 0; i < 2000; i++) {
      double value = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextGaussian();
      samples.add(value);
      newest.addLast(value);
      if (newest.size() > 37) {
        newest.removeFirst();
      }
      double[] sorted = newest.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double centre = random.nextGaussian();

      assertThat(samples.size()).isEqualTo(sorted.length);
      assertThat(samples.quantile(0)).isEqualTo(sorted[0]);
      assertThat(samples.quantile(1)).isEqualTo(sorted[sorted.length - 1]);
      assertThat(samples.quantile(0.5)).isEqualTo(median(sorted), within(1e-15));
      double[] distances = Arrays.stream(sorted).map(v -> Math.abs(v - centre)).sorted().toArray();
      assertThat(samples.medianDistance(centre)).isEqualTo(median(distances), within(1e-15));
    }
  }

  @Test
  void statistics_knownValues_equalNumpy() {
    Samples samples = new Samples(10);
    for (double value : new double[] {3, 1, 4, 1, 5, 9, 2, 6}) {
      samples.add(value);
    }

    // numpy.quantile(x, .9), numpy.mean(x), numpy.std(x, ddof=1)
    assertThat(samples.quantile(0.9)).isEqualTo(6.9, within(1e-12));
    assertThat(samples.mean()).isEqualTo(3.875);
    assertThat(samples.deviation(3.875)).isEqualTo(2.748376143938713, within(1e-12));
    // scipy.stats.median_abs_deviation(x)
    assertThat(samples.medianDistance(3.5)).isEqualTo(2);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}

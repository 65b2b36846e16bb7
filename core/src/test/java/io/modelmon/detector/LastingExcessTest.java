package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The level at which a warning would have lasted, against every stretch of statistics. */
class LastingExcessTest {

  private static Rddm open() {
    return Rddm.builder().minSamples(20).warningLevel(1e300).driftLevel(1e300).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void statistic_anyStream_isTheLeastOfTheStretchScaled(int stretch) {
    double[] stream = Detectors.alternating(3, 1_200, 150);
    double proportion = 0.8;
    Rddm plain = open();
    LastingExcess lasting = new LastingExcess(open(), stretch, proportion);
    for (int round = 0; round < 2; round++) {
      List<Double> statistics = new ArrayList<>();
      for (double value : stream) {
        DetectorState state = plain.update(value);
        if (!Double.isNaN(plain.statistic())) {
          statistics.add(plain.statistic());
        }
        assertThat(lasting.update(value)).isEqualTo(state);
        assertThat(lasting.state()).isEqualTo(state);
        double expected = plain.statistic();
        if (statistics.size() >= stretch) {
          List<Double> last = statistics.subList(statistics.size() - stretch, statistics.size());
          expected = Math.max(expected, Collections.min(last) / proportion);
        }
        assertThat(lasting.statistic()).isEqualTo(Double.valueOf(expected));
      }
      plain.reset();
      lasting.reset();
      assertThat(lasting.statistic()).isNaN();
    }
  }

  @Test
  void statistic_undefinedInBetween_startsTheStretchAfresh() {
    // Without an error 0/0 is not a number.
    LastingExcess lasting = new LastingExcess(open(), 5, 0.5);
    for (int i = 0; i < 30; i++) {
      lasting.update(0);
    }
    assertThat(lasting.statistic()).isNaN();
    lasting.update(1);
    double first = lasting.statistic();

    assertThat(first).isPositive();
  }
}

package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AdwinTest {

  private static double[] shifted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.concat(
            random.doubles(2_000).map(x -> x * 0.5), random.doubles(2_000).map(x -> 0.3 + x * 0.5))
        .toArray();
  }

  @Test
  void update_scaledValuesAndRange_givesTheSameDrifts() {
    double[] values = shifted(1);
    double[] scaled = DoubleStream.of(values).map(x -> x * 1024 - 4096).toArray();
    Adwin plain = Adwin.builder().build();
    Adwin ranged = Adwin.builder().range(-4096, -3072).build();

    assertThat(Detectors.drifts(ranged, scaled))
        .isEqualTo(Detectors.drifts(plain, values))
        .isNotEmpty();
    assertThat(ranged.mean()).isCloseTo(plain.mean() * 1024 - 4096, within(1e-9));
  }

  @Test
  void update_mirroredValues_givesTheMirroredDrifts() {
    double[] values = shifted(2);
    double[] mirrored = DoubleStream.of(values).map(x -> 1 - x).toArray();

    assertThat(drifts(Direction.INCREASE, values)).isNotEmpty();
    assertThat(drifts(Direction.DECREASE, mirrored)).isEqualTo(drifts(Direction.INCREASE, values));
    assertThat(drifts(Direction.BOTH, values)).isEqualTo(drifts(Direction.INCREASE, values));
    assertThat(drifts(Direction.DECREASE, values)).isEmpty();
  }

  @Test
  void update_hugeOffset_losesNoPrecision() {
    double[] values = shifted(3);
    double[] moved = DoubleStream.of(values).map(x -> x + 1e9).toArray();

    assertThat(Detectors.drifts(Adwin.builder().build(), moved))
        .isEqualTo(Detectors.drifts(Adwin.builder().build(), values));
  }

  @Test
  void update_valuesFarBeyondTheRange_overflowsNothing() {
    Adwin adwin = Adwin.builder().build();
    Detectors.states(adwin, 1e100, -1e100, 1e100);

    Detectors.states(adwin, shifted(4));

    assertThat(adwin.mean()).isFinite();
    assertThat(adwin.statistic()).isFinite();
    adwin.reset();
    assertThat(Detectors.drifts(adwin, shifted(4))).isNotEmpty();
    assertThat(adwin.mean()).isBetween(0.3, 0.8);
  }

  @Test
  void windowSize_longStableStream_grows() {
    Adwin adwin = Adwin.builder().build();
    assertThat(adwin.mean()).isNaN();

    Detectors.states(adwin, new SplittableRandom(5).doubles(100_000).toArray());

    assertThat(adwin.windowSize()).isEqualTo(100_000);
    // Six standard deviations of the mean: false failure below 1e-8.
    assertThat(adwin.mean()).isCloseTo(0.5, within(6 * 0.289 / Math.sqrt(100_000)));
  }

  @Test
  void statistic_aroundDelta_saysWhetherTheWindowIsCut() {
    double[] values = shifted(6);
    Adwin open = Adwin.builder().delta(1e-300).build();
    double largest = 0;
    for (int i = 0; i < 2_100; i++) {
      open.update(values[i]);
      largest = Math.max(largest, Double.isNaN(open.statistic()) ? 0 : open.statistic());
    }

    double[] seen = DoubleStream.of(values).limit(2_100).toArray();
    double delta = Math.exp(-largest);

    assertThat(Detectors.drifts(Adwin.builder().delta(delta * 1.0001).build(), seen)).isNotEmpty();
    assertThat(Detectors.drifts(Adwin.builder().delta(delta * 0.9999).build(), seen)).isEmpty();
  }

  private static List<Integer> drifts(Direction direction, double... values) {
    return Detectors.drifts(Adwin.builder().direction(direction).build(), values);
  }
}

package io.modelmon.alert.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.rule.IndicatorTest.History;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final History SHORT = new History(20, false);
  private static final History MONTH = new History(720, false);

  @Test
  void band_warmUp_isUnknownUntilItsEnd() {
    for (Baseline baseline :
        List.of(
            new MedianBaseline(MONTH),
            new MeanBaseline(MONTH),
            new WeightedBaseline(MONTH),
            new QuantileBaseline(MONTH, 0.9, 168))) {
      for (int i = 0; i < 168; i++) {
        assertThat(baseline.band(0).known()).isFalse();
        baseline.record(0, i);
      }
      assertThat(baseline.band(0).known()).isTrue();
    }
  }

  @Test
  void median_halfOutliers_doesNotMove() {
    MedianBaseline baseline = new MedianBaseline(SHORT);
    for (int i = 0; i < 20; i++) {
      baseline.record(0, i < 11 ? 10 + i % 2 : 1e9);
    }

    assertThat(baseline.band(0).centre()).isEqualTo(11, within(1e-9));
  }

  @Test
  void median_idleMostOfTheTime_takesTheBusyHoursForUsual() {
    MedianBaseline baseline = new MedianBaseline(MONTH);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 720; i++) {
      baseline.record(0, (i % 24 < 8 ? 100 : 1) + random.nextDouble());
    }
    Band band = baseline.band(0);

    assertThat(band.centre()).isLessThan(3);
    assertThat(band.upper(5, 0)).isBetween(100.9, 110.0);
  }

  @Test
  void mean_lastingChange_becomesUsualAndOneOutlierIsClipped() {
    MeanBaseline baseline = new MeanBaseline(SHORT);
    for (int i = 0; i < 20; i++) {
      baseline.record(0, i % 2);
    }
    Band before = baseline.band(0);
    // statistics.stdev([0, 1] * 10)
    assertThat(before.spread()).isEqualTo(0.512989176, within(1e-9));
    baseline.record(0, 1e12);
    assertThat(baseline.band(0).centre()).isLessThan(before.level(4));
    for (int i = 0; i < 200; i++) {
      baseline.record(0, 50 + i % 2);
    }
    assertThat(baseline.band(0).centre()).isEqualTo(50.5, within(0.01));
  }

  @Test
  void weighted_slowWave_isFollowed() {
    WeightedBaseline baseline = new WeightedBaseline(MONTH);
    double worst = 0;
    for (int i = 0; i < 1000; i++) {
      double value = Math.sin(2 * Math.PI * i / 240);
      if (i > 500) {
        worst = Math.max(worst, Math.abs(value - baseline.band(0).centre()));
      }
      baseline.record(0, value);
    }

    // A lag of nine windows at a slope of 2π/240.
    assertThat(worst).isBetween(0.1, 0.3);
  }

  @Test
  void weighted_whiteNoise_hasItsDeviation() {
    WeightedBaseline baseline = new WeightedBaseline(MONTH);
    SplittableRandom random = new SplittableRandom(8);
    double sum = 0;
    for (int i = 0; i < 4000; i++) {
      baseline.record(0, random.nextGaussian());
      sum += i >= 1000 ? baseline.band(0).spread() : 0;
    }

    // One-step errors of weight w have the variance 1 + w/(2 − w); clipping takes a little.
    assertThat(sum / 3000).isEqualTo(Math.sqrt(1 + 0.1 / 1.9), within(0.05));
  }

  @Test
  void seasonal_weeklyPattern_isTheUsualOfThatHour() {
    SeasonalBaseline baseline =
        new SeasonalBaseline(new History(720, true), ZoneId.of("Europe/Berlin"), true);
    SplittableRandom random = new SplittableRandom(9);
    long hour = TimeUnit.HOURS.toNanos(1);
    int weeks = 6;
    for (int i = 0; i < weeks * 168; i++) {
      baseline.record(i * hour, i % 168 + random.nextDouble());
    }
    Band band = baseline.band((weeks * 168L + 100) * hour);

    assertThat(band.centre()).isEqualTo(100.5, within(0.5));
    assertThat(band.spread()).isLessThan(1);
    assertThat(new SeasonalBaseline(new History(720, true), ZoneOffset.UTC, true).band(0).known())
        .isFalse();
  }

  @Test
  void quantile_window_forgetsTheOldest() {
    QuantileBaseline baseline = new QuantileBaseline(new History(10, false), 0.5, 10);
    for (int i = 0; i < 100; i++) {
      baseline.record(0, i);
    }

    assertThat(baseline.band(0).centre()).isEqualTo(94.5);
  }

  @Test
  void scale_thereAndBack_isTheSame() {
    for (IndicatorUnit unit : IndicatorUnit.values()) {
      for (double value : new double[] {1e-3, 0.2, 0.99}) {
        Reading reading = new Reading(value, 500);
        Scale scale = Scale.of(unit);
        assertThat(scale.unscaled(scale.value(reading), reading)).isEqualTo(value, within(1e-12));
      }
    }
    assertThat(Scale.LOGARITHM.value(Reading.of(0))).isNaN();
    assertThat(Scale.ARCSINE.unscaled(-1, Reading.of(0.5))).isZero();
  }

  @Test
  void scale_leastSpread_isThatOfSampling() {
    // The standard deviation of the arcsine root of a binomial share is 1/(2√n) whatever the share.
    assertThat(Scale.ARCSINE.leastSpread(new Reading(0, 2500))).isEqualTo(0.01);
    assertThat(Scale.LOGARITHM.leastSpread(new Reading(1, 100))).isEqualTo(0.1);
    assertThat(Scale.LOGARITHM.leastSpread(new Reading(1, 1e9))).isEqualTo(0.04);
    assertThat(Scale.PLAIN.leastSpread(new Reading(1, 100))).isZero();
  }
}

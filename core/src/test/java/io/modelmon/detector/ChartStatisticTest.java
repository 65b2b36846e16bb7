package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Averages and statistics worked out by hand. */
class ChartStatisticTest {

  @Test
  void ewma_average_isInTheUnitOfTheValues() {
    Ewma ewma = Ewma.builder(5, 2).weight(0.25).limit(10).build();

    ewma.update(9);
    assertThat(ewma.average()).isEqualTo(6);
    ewma.update(2);
    assertThat(ewma.average()).isEqualTo(5);
    ewma.update(1);
    assertThat(ewma.average()).isEqualTo(4);
  }

  @Test
  void stepd_belowTwoWindows_hasNoStatistic() {
    Stepd detector = Stepd.builder().windowSize(4).direction(Direction.INCREASE).build();
    for (double error : new double[] {0, 0, 1, 0, 1, 1, 0}) {
      assertThat(detector.advance(error)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    // One error of four before, three of four now: (0.5 − 1/4) / √(0.5 · 0.5 · 0.5).
    assertThat(detector.advance(1)).isCloseTo(0.25 / Math.sqrt(0.125), within(1e-12));
  }

  @Test
  void stepd_decrease_isTheNegativeOfTheIncrease() {
    Stepd detector = Stepd.builder().windowSize(2).direction(Direction.DECREASE).build();
    Stepd both = Stepd.builder().windowSize(2).direction(Direction.BOTH).build();
    double[] errors = {1, 1, 0, 0};
    double last = 0;
    double lastBoth = 0;
    for (double error : errors) {
      last = detector.advance(error);
      lastBoth = both.advance(error);
    }

    assertThat(last).isCloseTo(0.5 / Math.sqrt(0.25), within(1e-12));
    assertThat(lastBoth).isEqualTo(last);
  }

  @Test
  void stepd_nothingVaries_hasNoStatistic() {
    for (double error : new double[] {0, 1}) {
      Stepd detector = Stepd.builder().windowSize(2).build();
      for (int i = 0; i < 9; i++) {
        assertThat(detector.advance(error)).isEqualTo(Double.NEGATIVE_INFINITY);
      }
    }
  }

  @Test
  void ddm_errorsAsRareAsEver_staysStable() {
    Ddm detector = Ddm.builder().minSamples(4).build();
    for (double error : new double[] {1, 0, 1, 0}) {
      assertThat(detector.update(error)).isEqualTo(DetectorState.STABLE);
    }

    // p = 1/2 and s = 1/4: p + s lies one s above p.
    assertThat(detector.statistic()).isCloseTo(1, within(1e-12));
  }

  @Test
  void eddm_statistic_isMinusTheRatio() {
    Eddm detector = Eddm.builder().minSamples(1).minErrors(1).build();
    assertThat(detector.statistic()).isNaN();
    for (double error : new double[] {0, 0, 0, 1, 0, 1}) {
      detector.update(error);
    }

    // Distances 4, then 4 and 2: 3 + 2·1 is a new maximum, so there is no ratio yet.
    assertThat(detector.statistic()).isNaN();
    detector.update(1);
    // Distances 4, 2, 1: mean 7/3 and variance 14/9.
    assertThat(detector.statistic())
        .isCloseTo(-(7.0 / 3 + 2 * Math.sqrt(14.0 / 9)) / 5, within(1e-12));
  }

  @Test
  void dither_golden_fillsTheUnitInterval() {
    Dither dither = new Dither();
    double first = dither.next();
    double second = dither.next();

    assertThat(first).isCloseTo((Math.sqrt(5) - 1) / 2, within(1e-15));
    assertThat(second).isCloseTo(2 * first - 1, within(1e-15));
    double sum = first + second;
    for (int i = 2; i < 1_000; i++) {
      double next = dither.next();
      assertThat(next).isBetween(0.0, Math.nextDown(1.0));
      sum += next;
    }
    assertThat(sum / 1_000).isCloseTo(0.5, within(0.01));
    dither.reset();
    assertThat(dither.next()).isEqualTo(first);
  }

  @Test
  void recentErrors_moreThanItHolds_keepsTheNewest() {
    RecentErrors recent = new RecentErrors(3);
    for (boolean error : new boolean[] {true, false, true, true, false}) {
      recent.add(error);
    }
    assertThat(recent.size()).isEqualTo(3);
    assertThat(new boolean[] {recent.get(0), recent.get(1), recent.get(2)})
        .containsExactly(true, true, false);

    recent.keepLast(2);
    recent.add(true);
    recent.keepLast(7);

    assertThat(recent.size()).isEqualTo(3);
    assertThat(new boolean[] {recent.get(0), recent.get(1), recent.get(2)})
        .containsExactly(true, false, true);
    recent.keepLast(0);
    assertThat(recent.size()).isZero();
  }
}

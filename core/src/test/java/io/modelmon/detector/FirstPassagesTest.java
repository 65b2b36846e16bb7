package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mean passage times of statistics whose course is known. */
class FirstPassagesTest {

  private static final SplittableRandom NONE = new SplittableRandom(0);

  /** A statistic that grows by a step with every value. */
  private static void ramp(FirstPassages passages, double step) {
    double[] level = new double[1];
    passages.record(x -> level[0] += x, random -> step, NONE);
  }

  @Test
  void limitOf_steadyGrowth_isWhereItStandsThen() {
    FirstPassages passages = new FirstPassages(15, 1_000);
    ramp(passages, 0.1);

    // Limits are 0.01 apart and passed by the first value above, so in steps of ten limits.
    assertThat(passages.limitOf(50)).isCloseTo(5, within(0.101));
    assertThat(passages.limitOf(100)).isCloseTo(10, within(0.101));
  }

  @Test
  void limitOf_twoSpeeds_isWhereTheirMeanTimeIs() {
    FirstPassages passages = new FirstPassages(15, 1_000);
    ramp(passages, 0.02);
    ramp(passages, 0.1);

    // A limit x is passed after 50x and 10x values, 30x on average.
    assertThat(passages.limitOf(150)).isCloseTo(5, within(0.11));
    assertThat(passages.limitOf(300)).isCloseTo(10, within(0.11));
  }

  @Test
  void limitOf_betweenTwoLimits_interpolatesTheLogarithm() {
    FirstPassages passages = new FirstPassages(1_500, 10_000);
    // Passes limit k after the value number k + 1, since the comparison is strict.
    ramp(passages, 1);

    assertThat(passages.limitOf(9)).isCloseTo(8, within(1e-9));
    assertThat(passages.limitOf(9.5))
        .isCloseTo(8 + Math.log(9.5 / 9) / Math.log(10 / 9.0), within(1e-9));
  }

  @Test
  void limitOf_lengthBelowTheShortest_isNaN() {
    FirstPassages passages = new FirstPassages(1_500, 100);
    ramp(passages, 1);

    assertThat(passages.limitOf(1)).isNaN();
    assertThat(passages.limitOf(1.01)).isNotNaN();
  }

  /** Late alarms are as rare per value as before, so unfinished runs go on at that rate. */
  @Test
  void limitOf_unfinishedRuns_areContinuedAtTheLateRate() {
    FirstPassages passages = new FirstPassages(1_500, 1_000);
    // One run of two jumps past every limit at its value number 550, the other never does.
    int[] seen = new int[1];
    passages.record(x -> ++seen[0] == 550 ? 1e9 : -1, random -> 0, NONE);
    passages.record(x -> -1, random -> 0, NONE);

    // From 101 on: 450 and 900 values hold one alarm, so 1,350 more are expected: mean 1,450.
    assertThat(passages.limitOf(1_449)).isNaN();
    assertThat(passages.limitOf(1_451)).isCloseTo(1_499, within(1e-9));
  }

  @Test
  void record_noLateAlarm_leavesNoFiniteMean() {
    FirstPassages passages = new FirstPassages(1_500, 1_000);
    int[] seen = new int[1];
    passages.record(x -> ++seen[0] == 100 ? 10.5 : -1, random -> 0, NONE);

    // Limits 0 to 10 are passed at 100, those above never.
    assertThat(passages.limitOf(100)).isNaN();
    assertThat(passages.limitOf(101)).isCloseTo(10, within(1e-9));
  }
}

package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BernoulliEwmaRunLengthTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.3, 0.9})
  void mean_onlyTheNewestErrorCounts_isGeometric(double rate) {
    assertThat(BernoulliEwmaRunLength.mean(1, rate, 0.5))
        .isCloseTo(1 / rate, withinPercentage(1e-4));
  }

  /** The limit is drawn from a range about its middle; an error on it alarms every other time. */
  @Test
  void mean_limitDrawnAboutTheError_alarmsWithItsShareOfTheRange() {
    double half = BernoulliEwmaRunLength.halfWidth(1);

    assertThat(BernoulliEwmaRunLength.mean(1, 0.3, 1)).isCloseTo(2 / 0.3, withinPercentage(1e-4));
    assertThat(BernoulliEwmaRunLength.mean(1, 0.3, 1 + half / 2))
        .isCloseTo(4 / 0.3, withinPercentage(1e-4));
    assertThat(BernoulliEwmaRunLength.mean(1, 0.3, 1 - half))
        .isCloseTo(1 / 0.3, withinPercentage(1e-4));
  }

  @Test
  void limit_longRunWithoutMemory_liesAtTheEndOfTheRange() {
    double limit = BernoulliEwmaRunLength.limit(1, 0.3, 1e6);

    assertThat(limit - 1)
        .isCloseTo(BernoulliEwmaRunLength.halfWidth(1) * (1 - 2 / 0.3e6), withinPercentage(1e-3));
  }

  @Test
  void mean_everyErrorAlarms_isGeometric() {
    // One error lifts the average to 0.1 at least.
    assertThat(BernoulliEwmaRunLength.mean(0.1, 0.03, 0.095))
        .isCloseTo(1 / 0.03, withinPercentage(1e-4));
  }

  /**
   * With λ = 0.5 two errors in a row lift the average above 0.74, one only up to 0.5 + rate/2 + …
   */
  @Test
  void mean_twoErrorsInARow_isTheRunOfTwo() {
    double rate = 0.01;
    double expected = (1 + rate) / (rate * rate);

    // Errors with one in between reach 0.5 + 0.125 + 0.01.
    assertThat(BernoulliEwmaRunLength.mean(0.5, rate, 0.69))
        .isCloseTo(expected, withinPercentage(0.1));
  }

  /** 60,000 runs; a relative error of 2 % is five standard errors: fails falsely once in 1e6. */
  @Tag("simulation")
  @ParameterizedTest
  @CsvSource({"0.2,0.02,0.3", "0.2,0.1,0.45", "0.05,0.2,0.33", "0.2,0.5,0.85"})
  void mean_simulatedChart_agrees(double weight, double rate, double limit) {
    SplittableRandom random = new SplittableRandom(5);
    int runs = 60_000;
    double half = BernoulliEwmaRunLength.halfWidth(weight);
    long total = 0;
    for (int run = 0; run < runs; run++) {
      double z = rate;
      double drawn;
      do {
        z += weight * ((random.nextDouble() < rate ? 1 : 0) - z);
        drawn = limit + half * (2 * random.nextDouble() - 1);
        total++;
      } while (z <= drawn);
    }

    assertThat(BernoulliEwmaRunLength.mean(weight, rate, limit))
        .isCloseTo((double) total / runs, withinPercentage(2));
  }

  @Test
  void mean_limitOutOfReach_isInfinite() {
    assertThat(BernoulliEwmaRunLength.mean(0.2, 0.1, 1.01)).isInfinite();
  }

  @Tag("simulation")
  @ParameterizedTest
  @CsvSource({"0.2,0.01,200", "0.2,0.01,5000", "0.05,0.3,1000", "0.2,0.95,300"})
  void limit_anyRunLength_givesItBack(double weight, double rate, double length) {
    double limit = BernoulliEwmaRunLength.limit(weight, rate, length);

    assertThat(BernoulliEwmaRunLength.mean(weight, rate, limit))
        .isCloseTo(length, withinPercentage(0.1));
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> BernoulliEwmaRunLength.mean(0.001, 0.1, 0.5))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> BernoulliEwmaRunLength.mean(0.2, 0, 0.5)).hasMessageContaining("rate");
    assertThatThrownBy(() -> BernoulliEwmaRunLength.mean(0.2, 0.1, Double.NaN))
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> BernoulliEwmaRunLength.limit(0.2, 0.1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run length");
  }
}

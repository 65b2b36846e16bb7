package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

  @Test
  void adjust_missingEntries_stayMissingAndDoNotCount() {
    double[] adjusted = BenjaminiHochberg.adjust(new double[] {Double.NaN, 0.02, Double.NaN, 0.04});

    assertThat(adjusted).containsExactly(Double.NaN, 0.04, Double.NaN, 0.04);
  }

  @Test
  void adjust_nothing_isEmpty() {
    assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
    assertThat(BenjaminiHochberg.adjust(new double[] {Double.NaN})).containsExactly(Double.NaN);
  }

  @Test
  void adjust_negativeZero_isFoundAgain() {
    assertThat(BenjaminiHochberg.adjust(new double[] {-0.0, 0.0, 1})).containsExactly(-0.0, 0, 1);
  }

  @Test
  void adjust_input_isNotChanged() {
    double[] pValues = {0.3, 0.1, 0.2};

    BenjaminiHochberg.adjust(pValues);

    assertThat(pValues).containsExactly(0.3, 0.1, 0.2);
  }

  @Test
  void adjust_randomValues_rejectsWhatTheStepUpProcedureRejects() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 500; round++) {
      double[] pValues = random.doubles(1 + random.nextInt(30)).map(p -> p * p * p).toArray();
      double[] adjusted = BenjaminiHochberg.adjust(pValues);
      double threshold = stepUpThreshold(pValues, 0.05);
      for (int i = 0; i < pValues.length; i++) {
        assertThat(adjusted[i]).isBetween(pValues[i], 1.0);
        assertThat(adjusted[i] <= 0.05).isEqualTo(pValues[i] <= threshold);
      }
    }
  }

  @Test
  void adjust_outsideTheUnitInterval_isRejected() {
    assertThatThrownBy(() -> BenjaminiHochberg.adjust(new double[] {0.1, 1.1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> BenjaminiHochberg.adjust(new double[] {-0.1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The procedure as published: the largest p(k) with p(k) ≤ k·alpha/m, or −1. */
  private static double stepUpThreshold(double[] pValues, double alpha) {
    double threshold = -1;
    for (double candidate : pValues) {
      int rank = 0;
      for (double p : pValues) {
        if (p <= candidate) {
          rank++;
        }
      }
      if (candidate <= alpha * rank / pValues.length) {
        threshold = Math.max(threshold, candidate);
      }
    }
    return threshold;
  }
}

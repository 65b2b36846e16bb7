package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagSumsTest {

  // Tolerances below are more than six standard errors of the estimated autocorrelation.

  @Test
  void effectiveN_independentRows_isNearlyN() {
    LagSums sums = new LagSums();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      sums.record(random.nextDouble() - 0.5);
      sums.endCall();
    }

    assertThat(sums.effectiveN()).isBetween(18_000.0, 20_000.0);
  }

  @Test
  void effectiveN_autoregressiveRows_isNOverTau() {
    double phi = 0.9;
    LagSums sums = series(phi, 50_000, 1);

    double tau = (1 + phi) / (1 - phi);
    assertThat(sums.effectiveN()).isCloseTo(50_000 / tau, within(0.12 * 50_000 / tau));
  }

  /** By chance the squares of positions may add up to what these do. */
  @Test
  void effectiveN_positions_areNotTakenForHits() {
    LagSums positions = new LagSums();
    LagSums mirrored = new LagSums();
    for (int i = 0; i < 96; i++) {
      double position = i % 16 < 10 ? 0.25 : -0.25;
      positions.record(position);
      positions.endCall();
      mirrored.record(-position);
      mirrored.endCall();
    }

    assertThat(positions.sums()[0]).isEqualTo(positions.sums()[1]);
    assertThat(positions.effectiveN()).isCloseTo(mirrored.effectiveN(), within(1e-9));
  }

  /** The autocorrelations of the sign are 2/π·asin 0.9ᵏ; their inflation is 13.2, not 10. */
  @Test
  void effectiveN_hitsOfAutoregressiveRows_isThatOfAllTheirLags() {
    LagSums hits = new LagSums();
    LagSums positions = new LagSums();
    Random random = new Random(3);
    double value = 0;
    int above = 0;
    for (int i = 0; i < 200_000; i++) {
      value = 0.9 * value + Math.sqrt(0.19) * random.nextGaussian();
      above += value > 0 ? 1 : 0;
      hits.recordHits(1, value > 0 ? 1 : 0);
      positions.record(value > 0 ? 0.25 : -0.25);
      positions.endCall();
    }

    assertThat(hits.effectiveN()).isCloseTo(200_000 / 13.2, within(0.12 * 200_000 / 13.2));
    assertThat(positions.effectiveN(new long[] {200_000 - above, above}))
        .isCloseTo(hits.effectiveN(), within(1e-6));
    assertThat(positions.effectiveN()).isGreaterThan(1.2 * hits.effectiveN());
  }

  @Test
  void effectiveN_sameRowsInCalls_isAboutTheSame() {
    double alone = series(0.8, 40_000, 1).effectiveN();
    double inCalls = series(0.8, 40_000, 20).effectiveN();

    assertThat(inCalls).isCloseTo(alone, within(0.25 * alone));
  }

  private static LagSums series(double phi, int n, int rowsPerCall) {
    LagSums sums = new LagSums();
    Random random = new Random(2);
    double value = 0;
    for (int i = 0; i < n; i++) {
      value = phi * value + Math.sqrt(1 - phi * phi) * random.nextGaussian();
      sums.record(0.3 * value);
      if (i % rowsPerCall == rowsPerCall - 1) {
        sums.endCall();
      }
    }
    return sums;
  }

  @Test
  void effectiveN_rowsOfACallAllEqual_isTheNumberOfCalls() {
    LagSums sums = new LagSums();
    Random random = new Random(3);
    for (int call = 0; call < 2_000; call++) {
      double value = random.nextDouble() - 0.5;
      for (int row = 0; row < 10; row++) {
        sums.record(value);
      }
      sums.endCall();
    }

    assertThat(sums.n()).isEqualTo(20_000);
    assertThat(sums.effectiveN()).isCloseTo(2_000, within(300.0));
  }

  @Test
  void effectiveN_oneBigCall_countsNeighbouringRows() {
    LagSums shuffled = new LagSums();
    Random random = new Random(4);
    for (int row = 0; row < 5_000; row++) {
      shuffled.record(random.nextDouble() - 0.5);
    }
    shuffled.endCall();

    assertThat(shuffled.effectiveN()).isGreaterThan(4_200);
    assertThat(series(0.9, 5_000, 5_000).effectiveN()).isLessThan(400);
  }

  @Test
  void effectiveN_fewCallsThatDiffer_isNoMoreThanACallIsWorth() {
    Random random = new Random(7);
    for (int calls = 2; calls < LagSums.MIN_CLUSTERS; calls++) {
      LagSums sums = new LagSums();
      for (int call = 0; call < calls; call++) {
        double level = call % 2 == 0 ? -0.2 : 0.2;
        for (int row = 0; row < 200; row++) {
          sums.record(level + 0.2 * (random.nextDouble() - 0.5));
        }
        sums.endCall();
      }

      assertThat(sums.effectiveN()).as("%d calls", calls).isLessThan(2.0 * calls);
    }
  }

  @Test
  void effectiveN_fewCallsThatDoNotDiffer_isStillEnoughForAVerdict() {
    Random random = new Random(8);
    for (int calls = 2; calls < LagSums.MIN_CLUSTERS; calls++) {
      LagSums sums = new LagSums();
      for (int call = 0; call < calls; call++) {
        // Each call holds the same values in another order, so that its level says nothing.
        List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        Collections.shuffle(order, random);
        order.forEach(i -> sums.record(i / 200.0 - 0.5));
        sums.endCall();
      }

      assertThat(sums.effectiveN()).as("%d calls", calls).isBetween(60.0, 200.0 * calls);
    }
  }

  @Test
  void effectiveN_constantOrSmall_isDefined() {
    LagSums constant = new LagSums();
    for (int i = 0; i < 100; i++) {
      constant.record(0.25);
      constant.endCall();
    }
    LagSums one = new LagSums();
    one.record(0.1);
    one.endCall();

    assertThat(constant.effectiveN()).isEqualTo(100);
    assertThat(one.effectiveN()).isEqualTo(1);
    assertThat(new LagSums().effectiveN()).isZero();
  }

  @Test
  void effectiveN_alternatingRows_neverExceedsN() {
    LagSums sums = new LagSums();
    for (int i = 0; i < 1000; i++) {
      sums.record(i % 2 == 0 ? 0.4 : -0.4);
      sums.endCall();
    }

    assertThat(sums.effectiveN()).isEqualTo(1000);
  }

  @Test
  void recordZeros_manyCalls_equalsCallByCall() {
    LagSums together = new LagSums();
    LagSums single = new LagSums();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      int zeros = random.nextInt(5);
      together.recordZeros(zeros);
      for (int z = 0; z < zeros; z++) {
        single.recordHits(1, 0);
      }
      int rows = 1 + random.nextInt(4);
      int hits = random.nextInt(rows + 1);
      together.recordHits(rows, hits);
      single.recordHits(rows, hits);
    }

    assertThat(together.effectiveN()).isEqualTo(single.effectiveN());
    assertThat(together.n()).isEqualTo(single.n());
  }

  @Test
  void recordHits_burstOfMissing_isWorthFewerRowsThanScattered() {
    LagSums burst = new LagSums();
    LagSums scattered = new LagSums();
    Random random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      burst.recordHits(1, (i / 100) % 10 == 0 ? 1 : 0);
      scattered.recordHits(1, random.nextInt(10) == 0 ? 1 : 0);
    }

    assertThat(burst.effectiveN()).isLessThan(100);
    assertThat(scattered.effectiveN()).isGreaterThan(1_500);
  }

  @Test
  void merge_anyOrder_isAddition() {
    LagSums a = series(0.5, 1_000, 1);
    LagSums b = series(0.7, 700, 5);
    LagSums c = series(0.2, 300, 1);
    LagSums left = copy(a);
    left.merge(b);
    left.merge(c);
    LagSums bc = copy(c);
    bc.merge(b);
    bc.merge(a);

    assertThat(left.n()).isEqualTo(bc.n()).isEqualTo(2_000);
    assertThat(left.effectiveN()).isCloseTo(bc.effectiveN(), within(1e-6));
  }

  private static LagSums copy(LagSums sums) {
    LagSums copy = new LagSums();
    copy.merge(sums);
    return copy;
  }
}

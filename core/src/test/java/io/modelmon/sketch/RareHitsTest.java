package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RareHitsTest {

  private final SplittableRandom random = new SplittableRandom(8);

  /** A series of calls, with hits kept both ways. */
  private static final class Both {
    final LagSums calls = new LagSums();
    final LagSums plain = new LagSums();
    final RareHits hits = new RareHits();

    void call(int rows, int hit) {
      hits.recordCall(calls, rows, hit);
      plain.recordHits(rows, hit);
      calls.recordHits(rows, rows);
    }

    void block(boolean... hit) {
      for (int i = 0; i < hit.length; i++) {
        if (hit[i]) {
          hits.hit(calls, i);
        }
        plain.recordHits(1, hit[i] ? 1 : 0);
      }
      hits.endBlock(hit.length);
      for (int i = 0; i < hit.length; i++) {
        calls.recordHits(1, 1);
      }
    }

    void assertEqual() {
      double expected = plain.effectiveN();
      assertThat(hits.effectiveN(calls)).isCloseTo(expected, within(1e-9 * (1 + expected)));
    }
  }

  @Test
  void effectiveN_withoutHits_isN() {
    Both both = new Both();
    both.assertEqual();
    both.call(3, 0);
    both.call(1, 0);

    assertThat(both.hits.hits()).isZero();
    assertThat(both.hits.effectiveN(both.calls)).isEqualTo(4);
  }

  @Test
  void effectiveN_anyMixOfCallsAndBlocks_isThatOfTheSeries() {
    for (int trial = 0; trial < 50; trial++) {
      Both both = randomSeries();

      both.assertEqual();
    }
  }

  @Test
  void merge_anyTwo_isThatOfTheMergedSeries() {
    for (int trial = 0; trial < 50; trial++) {
      Both left = trial % 3 == 0 ? new Both() : randomSeries();
      Both right = trial % 5 == 0 ? new Both() : randomSeries();
      long hits = left.hits.hits() + right.hits.hits();

      left.hits.merge(left.calls, right.hits, right.calls);
      left.calls.merge(right.calls);
      left.plain.merge(right.plain);

      left.assertEqual();
      assertThat(left.hits.hits()).isEqualTo(hits);
    }
  }

  private Both randomSeries() {
    Both both = new Both();
    double share = random.nextDouble() * random.nextDouble() * 0.3;
    for (int i = 0; i < 30; i++) {
      if (random.nextBoolean()) {
        int rows = 1 + random.nextInt(5);
        both.call(rows, random.nextDouble() < share ? 1 + random.nextInt(rows) : 0);
      } else {
        boolean[] hit = new boolean[random.nextInt(20)];
        for (int j = 0; j < hit.length; j++) {
          hit[j] = random.nextDouble() < share;
        }
        both.block(hit);
      }
    }
    return both;
  }
}

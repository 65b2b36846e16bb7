package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of a stream of categories, merged and restored, against the whole. */
class CategoryCountsMergeTest {

  private static final List<String> CALLS =
      List.of(
          "a a new", "a", "b b", "rare", "new new", "a b", "b", "a a a", "newer", "a", "b rare",
          "rare", "a", "a a", "b new", "b", "b b", "a", "rare a", "new");

  private static CategoryCounts empty() {
    CategoryTally tally = new CategoryTally();
    for (int i = 0; i < 150; i++) {
      String category = i == 0 ? "a" : i == 1 ? "b" : i == 2 ? "rare" : "c" + i;
      for (int times = i < 2 ? 60 : i == 2 ? 1 : 2; times > 0; times--) {
        tally.record(category);
      }
    }
    return tally.cut().fork();
  }

  private static CategoryCounts counts(List<String> calls) {
    CategoryCounts counts = empty();
    for (String call : calls) {
      for (String category : call.split(" ", -1)) {
        counts.record(category);
      }
      counts.endCall();
    }
    return counts;
  }

  private static void assertWhole(CategoryCounts counts) {
    CategoryCounts whole = counts(CALLS);
    int unseen = counts.index().unseenCell();
    assertThat(counts.n()).isEqualTo(32);
    assertThat(counts.cells()).containsExactly(whole.cells());
    assertThat(counts.cells()[0]).isEqualTo(13);
    assertThat(counts.cells()[1]).isEqualTo(9);
    assertThat(counts.cells()[unseen - 1]).isEqualTo(4);
    assertThat(counts.cells()[unseen]).isEqualTo(6);
    assertThat(counts.unseenHits().hits()).isEqualTo(6);
    assertThat(counts.distinct()).isEqualTo(5);
    assertThat(counts.rareHashes()).containsExactly(whole.rareHashes());
    assertThat(counts.lags().n()).isEqualTo(32);
  }

  @Test
  void record_wholeStream_countsEveryCell() {
    CategoryCounts counts = counts(CALLS);

    assertWhole(counts);
    assertThat(counts.index()).isEqualTo(empty().index());
    LagSums unseen = new LagSums();
    for (String call : CALLS) {
      String[] rows = call.split(" ", -1);
      int hits = (int) Arrays.stream(rows).filter(row -> row.startsWith("new")).count();
      unseen.recordHits(rows.length, hits);
    }
    assertThat(counts.effectiveUnseenN()).isCloseTo(unseen.effectiveN(), within(1e-9));
    assertThat(counts.effectiveN())
        .isLessThanOrEqualTo(counts.lags().effectiveN())
        .isLessThanOrEqualTo(32 / counts.pairs().inflation())
        .isGreaterThan(1);
    assertThat(counts.lag1()).isEqualTo(counts.lags().lag1()).isNotNaN();
  }

  @Test
  void merge_twoParts_isTheWhole() {
    CategoryCounts left = counts(CALLS.subList(0, 8));
    CategoryCounts right = counts(CALLS.subList(8, 20));
    RareHits hits = new RareHits();
    hits.merge(new LagSums(), left.unseenHits(), left.lags());
    LagSums lags = new LagSums();
    lags.merge(left.lags());
    hits.merge(lags, right.unseenHits(), right.lags());
    lags.merge(right.lags());

    left.merge(right);

    assertWhole(left);
    assertThat(left.effectiveUnseenN()).isCloseTo(hits.effectiveN(lags), within(1e-9));
    assertThat(left.lags().effectiveN()).isCloseTo(lags.effectiveN(), within(1e-9));
  }

  @Test
  void restore_whatPartsSay_isTheirMerge() {
    CategoryCounts left = counts(CALLS.subList(0, 8));
    CategoryCounts right = counts(CALLS.subList(8, 20));
    CategoryCounts restored = empty();
    for (CategoryCounts part : List.of(left, right)) {
      restored.restore(
          part.cells(), part.lags(), part.pairs(), part.unseenHits(), part.rareHashes());
    }
    left.merge(right);

    assertWhole(restored);
    assertThat(restored.effectiveN()).isEqualTo(left.effectiveN()).isGreaterThan(1);
    assertThat(restored.effectiveUnseenN()).isEqualTo(left.effectiveUnseenN());
    assertThat(restored.pairs().inflation()).isEqualTo(left.pairs().inflation());
    assertThat(restored.pairs().counts()).containsExactly(left.pairs().counts());
  }

  @Test
  void endCall_withoutRow_changesNothing() {
    CategoryCounts counts = counts(List.of("new", "a"));
    counts.endCall();

    assertThat(counts.unseenHits().hits()).isEqualTo(1);
    assertThat(counts.lags().n()).isEqualTo(2);
  }
}

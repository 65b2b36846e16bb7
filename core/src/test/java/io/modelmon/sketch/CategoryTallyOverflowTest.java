package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** More categories than are counted: what stays, and how many there were. */
class CategoryTallyOverflowTest {

  private static CategoryTally tally(int from, int to) {
    CategoryTally tally = new CategoryTally();
    for (int i = from; i < to; i++) {
      tally.record("c" + i);
    }
    return tally;
  }

  private static void record(CategoryTally tally, String category, int times) {
    for (int i = 0; i < times; i++) {
      tally.record(category);
    }
  }

  @Test
  void record_upToTheLimit_forgetsNothing() {
    CategoryTally tally = tally(0, CategoryTally.LIMIT);

    assertThat(tally.distinct()).isEqualTo(CategoryTally.LIMIT);
    assertThat(tally.index().complete()).isTrue();
    assertThat(tally.unseenValues()).isEqualTo(CategoryTally.LIMIT);
  }

  @Test
  void record_oneBeyondTheLimit_costsEveryCategoryOne() {
    CategoryTally tally = tally(0, CategoryTally.LIMIT - 1);
    record(tally, "often", 5);
    tally.record("one more");

    CategoryIndex index = tally.index();

    // All that were seen once are gone; only the frequent one is known.
    assertThat(index.frequent()).containsExactly("often");
    assertThat(index.complete()).isFalse();
    // The standard error of the estimate is 3 %: six of them.
    assertThat(tally.distinct()).isBetween(6_700L, 9_700L);
    tally.record("again");
    assertThat(tally.index().frequent()).containsExactly("often", "again");
  }

  @Test
  void merge_atTheLimit_isStillComplete() {
    CategoryTally tally = tally(0, 5_000);
    tally.merge(tally(3_000, CategoryTally.LIMIT));

    assertThat(tally.index().complete()).isTrue();
    assertThat(tally.distinct()).isEqualTo(CategoryTally.LIMIT);
  }

  @Test
  void merge_beyondTheLimit_keepsThoseAboveTheFirstThatDoesNotFit() {
    CategoryTally tally = tally(0, 6_000);
    CategoryTally other = tally(6_000, 12_000);
    record(tally, "often", 9);
    record(other, "often", 4);
    record(other, "twice", 2);

    tally.merge(other);

    // The surplus is one: 13 − 1 and 2 − 1 are left.
    assertThat(tally.index().frequent()).containsExactly("often", "twice");
    assertThat(tally.index().complete()).isFalse();
    assertThat(tally.distinct()).isBetween(9_800L, 14_200L);
    CategoryCounts counts = tally.cut();
    assertThat(counts.cells()).containsOnly(0);
  }

  @Test
  void merge_partThatForgot_addsItsEstimate() {
    CategoryTally complete = tally(0, 1_000);
    CategoryTally forgetful = tally(1_000, 13_000);
    complete.merge(forgetful);
    CategoryTally otherWay = tally(1_000, 13_000);
    otherWay.merge(tally(0, 1_000));

    assertThat(complete.index().complete()).isFalse();
    assertThat(complete.distinct()).isBetween(10_500L, 15_500L);
    assertThat(otherWay.distinct()).isEqualTo(complete.distinct());
  }

  @Test
  void unseenValues_atTheNumberOfNames_areNone() {
    CategoryTally hundred = tally(0, CategoryTally.FREQUENT);
    CategoryTally more = tally(0, CategoryTally.FREQUENT + 1);

    assertThat(hundred.unseenValues()).isZero();
    assertThat(hundred.index().frequent()).hasSize(100);
    assertThat(more.unseenValues()).isEqualTo(101);
    assertThat(more.index().frequent()).isEmpty();
    assertThat(more.index().otherHashes()).hasSize(101);
  }
}

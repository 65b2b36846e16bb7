package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryCountsTest {

  private final CategoryIndex index =
      new CategoryIndex(List.of("a", "b"), new long[] {CategoryIndex.hash("rare")}, true);

  private CategoryCounts counts(String... categories) {
    CategoryCounts counts = new CategoryCounts(index, CategoryScores.of(new long[] {5, 4, 1, 0}));
    for (String category : categories) {
      assertThat(counts.record(category)).isEqualTo(index.cellOf(category));
      counts.endCall();
    }
    return counts;
  }

  @Test
  void distinct_frequentRareAndUnseen_areAllCounted() {
    CategoryCounts counts = counts("a", "a", "rare", "new", "newer", "new");

    assertThat(counts.distinct()).isEqualTo(4);
    assertThat(counts().distinct()).isZero();
  }

  @Test
  void merge_overlapping_countsEachOnce() {
    CategoryCounts counts = counts("a", "new");
    counts.merge(counts("b", "new", "newer"));

    assertThat(counts.distinct()).isEqualTo(4);
    assertThat(counts.n()).isEqualTo(5);
    assertThat(counts.cells()).containsExactly(1, 1, 0, 3);
    assertThat(counts.effectiveUnseenN()).isBetween(1.0, 5.0);
  }

  @Test
  void distinct_manyCategories_isWithinTwentyPercent() {
    CategoryCounts counts = counts();
    for (int i = 0; i < 50_000; i++) {
      counts.record("c" + i % 20_000);
      counts.endCall();
    }

    // The standard error of the estimate is 3 %: six of them.
    assertThat(counts.distinct()).isBetween(16_400L, 23_600L);
  }
}

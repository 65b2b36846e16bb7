package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryTallyTest {

  @Test
  void index_fewCategories_areNamedByFrequency() {
    CategoryTally tally = new CategoryTally();
    for (String category : List.of("b", "a", "b", "c", "c", "b")) {
      tally.record(category);
    }

    CategoryIndex index = tally.index();

    assertThat(index.frequent()).containsExactly("b", "c", "a");
    assertThat(index.complete()).isTrue();
    assertThat(tally.distinct()).isEqualTo(3);
    assertThat(index.cellOf("zzz")).isEqualTo(index.unseenCell());
    assertThat(index.name(index.unseenCell())).isEqualTo("_unseen");
  }

  @Test
  void index_moreThanNamed_tellsInfrequentFromUnseen() {
    CategoryTally tally = new CategoryTally();
    for (int i = 0; i < 150; i++) {
      tally.record("c" + i);
      if (i < 100) {
        tally.record("c" + i);
      }
    }

    CategoryIndex index = tally.index();

    assertThat(index.frequent()).hasSize(CategoryTally.FREQUENT);
    assertThat(index.cellOf("c149")).isEqualTo(index.otherCell());
    assertThat(index.cellOf("c150")).isEqualTo(index.unseenCell());
  }

  @Test
  void index_manyCategories_namesNoneThatOccurredOnce() {
    CategoryTally tally = new CategoryTally();
    for (int i = 0; i < 120; i++) {
      tally.record("once" + i);
    }
    tally.record("often");
    tally.record("often");

    CategoryIndex index = tally.index();

    assertThat(index.frequent()).containsExactly("often");
    assertThat(index.cellOf("once7")).isEqualTo(index.otherCell());
    assertThat(index.cellOf("never")).isEqualTo(index.unseenCell());
    assertThat(tally.unseenValues()).isEqualTo(120);
  }

  @Test
  void unseenValues_allNamedOrForgotten_isZero() {
    CategoryTally named = new CategoryTally();
    named.record("once");
    CategoryTally forgetful = new CategoryTally();
    for (int i = 0; i <= CategoryTally.LIMIT; i++) {
      forgetful.record("id-" + i);
    }

    assertThat(named.unseenValues()).isZero();
    assertThat(forgetful.unseenValues()).isZero();
  }

  @Test
  void record_endlessIds_staysBoundedAndKeepsTheFrequentOne() {
    CategoryTally tally = new CategoryTally();
    for (int i = 0; i < 100_000; i++) {
      tally.record("id-" + i);
      if (i % 100 == 0) {
        tally.record("often");
      }
    }

    CategoryIndex index = tally.index();

    assertThat(index.frequent()).startsWith("often").hasSizeLessThanOrEqualTo(100);
    assertThat(index.complete()).isFalse();
    assertThat(index.cellOf("never")).isEqualTo(index.otherCell());
    // Relative standard error 3.1 %, the hash is fixed.
    assertThat(tally.distinct()).isBetween(85_000L, 115_000L);
  }

  @Test
  void categoryCounts_mergeOfForeignIndex_isRefused() {
    CategoryCounts first = counts("a");
    CategoryCounts second = counts("b");

    assertThatThrownBy(() -> first.merge(second)).isInstanceOf(IllegalArgumentException.class);
  }

  private static CategoryCounts counts(String category) {
    CategoryTally tally = new CategoryTally();
    tally.record(category);
    return tally.cut();
  }
}

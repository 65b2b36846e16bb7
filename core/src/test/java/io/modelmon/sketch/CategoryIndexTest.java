package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryIndexTest {

  private final long[] rare = {CategoryIndex.hash("y"), CategoryIndex.hash("x")};
  private final CategoryIndex index = new CategoryIndex(List.of("a", "b"), rare, true);

  @Test
  void cellOf_frequentRareAndUnseen_haveTheirCells() {
    assertThat(index.cellCount()).isEqualTo(4);
    assertThat(index.cellOf("a")).isZero();
    assertThat(index.cellOf("b")).isEqualTo(1);
    assertThat(index.cellOf("x")).isEqualTo(index.otherCell()).isEqualTo(2);
    assertThat(index.cellOf("y")).isEqualTo(2);
    assertThat(index.cellOf("z")).isEqualTo(index.unseenCell()).isEqualTo(3);
    assertThat(index.frequentCell("x")).isEqualTo(-1);
  }

  @Test
  void cellOf_incompleteIndex_takesTheUnknownForRare() {
    CategoryIndex incomplete = new CategoryIndex(List.of("a"), new long[0], false);

    assertThat(incomplete.cellOf("z")).isEqualTo(incomplete.otherCell());
    assertThat(incomplete.complete()).isFalse();
  }

  @Test
  void name_everyCell_isItsCategoryOrAMark() {
    assertThat(List.of(index.name(0), index.name(1), index.name(2), index.name(3)))
        .containsExactly("a", "b", CategoryIndex.OTHER, CategoryIndex.UNSEEN);
    assertThat(index.frequent()).containsExactly("a", "b");
  }

  @Test
  void equals_anyDifference_isAnother() {
    long[] reversed = {rare[1], rare[0]};

    assertThat(index).isEqualTo(new CategoryIndex(List.of("a", "b"), reversed, true));
    assertThat(index).hasSameHashCodeAs(new CategoryIndex(List.of("a", "b"), reversed, true));
    assertThat(index).isNotEqualTo(new CategoryIndex(List.of("b", "a"), rare, true));
    assertThat(index).isNotEqualTo(new CategoryIndex(List.of("a", "b"), new long[] {1}, true));
    assertThat(index).isNotEqualTo(new CategoryIndex(List.of("a", "b"), rare, false));
    assertThat(index).isNotEqualTo("a");
    assertThat(index.hashCode())
        .isNotEqualTo(new CategoryIndex(List.of("c"), rare, true).hashCode());
  }

  @Test
  void otherHashes_areSortedAndACopy() {
    long[] hashes = index.otherHashes();
    assertThat(hashes).isSorted().containsExactlyInAnyOrder(rare);
    hashes[0] = hashes[1];

    assertThat(index.otherHashes()).containsExactlyInAnyOrder(rare);
  }

  @Test
  void index_categoryListedTwice_isRefused() {
    assertThatThrownBy(() -> new CategoryIndex(List.of("a", "b", "a"), rare, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  /** FNV-1a with 64 bits, whose published value of "a" is af63dc4c8601ec8c, then mixed. */
  @Test
  void hash_oneLetter_isThePublishedOneMixed() {
    assertThat(CategoryIndex.hash("")).isEqualTo(DistinctEstimate.mix(0xcbf29ce484222325L));
    assertThat(CategoryIndex.hash("a")).isEqualTo(DistinctEstimate.mix(0xaf63dc4c8601ec8cL));
    assertThat(CategoryIndex.hash("foobar")).isEqualTo(DistinctEstimate.mix(0x85944171f73967e8L));
  }

  @Test
  void cellOf_truthValueOfAnOlderProfile_isThatOfTheNameInUse() {
    CategoryIndex index = new CategoryIndex(List.of("False", "True"), new long[0], true);

    assertThat(index.cellOf("true")).isEqualTo(1);
    assertThat(index.cellOf("false")).isZero();
    assertThat(index.cellOf("True")).isEqualTo(1);
    assertThat(index.name(1)).isEqualTo("True");
  }
}

package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CategoryScoresTest {

  @Test
  void group_fewCells_areTheirRanks() {
    CategoryScores scores = CategoryScores.of(new long[] {5, 40, 1, 5, 30});

    assertThat(groups(scores)).containsExactly(2, 0, 4, 3, 1);
    assertThat(scores.groups()).isEqualTo(5);
    assertThat(scores.cells()).isEqualTo(5);
  }

  /**
   * The fifteen heaviest stay alone; the sixteenth group takes what is lighter, until it is not.
   */
  @Test
  void group_moreCellsThanGroups_joinTheLightest() {
    long[] cells = new long[20];
    for (int i = 0; i < 16; i++) {
      cells[19 - i] = i < 14 ? 1000 - i : 22 - i; // 1000 down to 987, then 8 and 7
    }
    cells[3] = 4;
    cells[2] = 3;
    cells[1] = 2;
    cells[0] = 2;

    CategoryScores scores = CategoryScores.of(cells);

    // 7 + 4, then 8 + 3, then 11 + 2 of both, from the end of the cells.
    assertThat(groups(scores))
        .containsExactly(14, 15, 14, 15, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(scores.groups()).isEqualTo(CategoryPairs.GROUPS);
  }

  @Test
  void noiseN_levelsOfManyDirections_isBetweenEffectiveAndWholeSize() {
    CategoryCounts single = ordered(8_000, 1);
    CategoryCounts calls = ordered(8_000, 2);

    assertThat(single.noiseN()).isGreaterThan(1.3 * single.effectiveN()).isLessThan(4_000);
    assertThat(calls.noiseN()).isEqualTo(calls.effectiveN());
  }

  @Test
  void noiseInflation_mergedSeries_isTheInflation() {
    CategoryPairs pairs = ordered(2_000);
    CategoryPairs merged = ordered(2_000);
    merged.merge(ordered(2_000));

    assertThat(pairs.noiseInflation()).isLessThan(0.8 * pairs.inflation());
    assertThat(merged.noiseInflation()).isEqualTo(merged.inflation());
    assertThat(merged.thresholdInflation()).isNaN();
    assertThat(pairs.thresholdInflation()).isBetween(5.0, pairs.inflation());
  }

  private static List<Integer> groups(CategoryScores scores) {
    return IntStream.range(0, scores.cells()).mapToObj(scores::group).toList();
  }

  /** Levels of an autoregressive series: most dependent along their order. */
  private static CategoryPairs ordered(int length) {
    CategoryPairs pairs = new CategoryPairs(6);
    for (int level : levels(length)) {
      pairs.record(level);
    }
    return pairs;
  }

  private static CategoryCounts ordered(int length, int rowsOfACall) {
    CategoryIndex index = new CategoryIndex(List.of("0", "1", "2", "3", "4"), new long[0], false);
    CategoryScores scores = CategoryScores.of(new long[index.cellCount()]);
    CategoryCounts counts = new CategoryCounts(index, scores);
    int row = 0;
    for (int level : levels(length)) {
      counts.record("" + level);
      if (++row % rowsOfACall == 0) {
        counts.endCall();
      }
    }
    return counts;
  }

  private static int[] levels(int length) {
    SplittableRandom random = new SplittableRandom(12);
    int[] levels = new int[length];
    double state = 0;
    for (int i = 0; i < length; i++) {
      state = 0.9 * state + Math.sqrt(0.19) * random.nextGaussian();
      levels[i] = (int) Math.max(0, Math.min(4, Math.floor(1.5 * state + 2.5)));
    }
    return levels;
  }
}

package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeasonGroupsTest {

  /** Fixed seeds: counts that are dense, sparse, alike, heavy in one cell, and too few. */
  @Test
  void cut_anyCounts_isWhatTheDefinitionGives() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 60; trial++) {
      long[][] seasons = counts(random, 1 + random.nextInt(24), 100 + random.nextInt(600));

      assertThat(SeasonGroups.cut(seasons)).as("trial %d", trial).isEqualTo(defined(seasons));
    }
  }

  /** Shares that meet the halved share exactly. */
  @Test
  void cut_sharesThatAreHalves_isWhatTheDefinitionGives() {
    long[][] seasons = new long[3][1_024];
    for (int cell = 0; cell < 1_024; cell++) {
      seasons[0][cell] = 1;
      seasons[1][cell] = cell % 2 * 8L;
      seasons[2][cell] = cell == 0 || cell == 1_023 ? 4_096 : 0;
    }

    assertThat(SeasonGroups.cut(seasons)).isEqualTo(defined(seasons));
  }

  @Test
  void cut_noSeasonWithASay_isOneGroup() {
    assertThat(SeasonGroups.cut(new long[3][200])).containsExactly(0);
    assertThat(defined(new long[3][200])).containsExactly(0);
  }

  private static long[][] counts(SplittableRandom random, int seasons, int cells) {
    long[][] counts = new long[seasons][cells];
    for (long[] season : counts) {
      int values = random.nextInt(8) == 0 ? random.nextInt(100) : 100 << random.nextInt(8);
      int heavy = random.nextInt(cells);
      int width = 1 + random.nextInt(cells);
      boolean even = random.nextInt(4) == 0;
      for (int i = 0; i < values; i++) {
        int cell = (heavy + random.nextInt(width)) % cells;
        season[even ? i % cells : random.nextInt(3) == 0 ? heavy : cell]++;
      }
    }
    return counts;
  }

  /** The definition, in the order of additions that results have been made with ever since. */
  static int[] defined(long[][] seasons) {
    double tooFine = 0;
    double enough = 1;
    List<Integer> best = defined(seasons, enough);
    if (seasons[0].length <= SeasonGroups.MAX_GROUPS) {
      best = new ArrayList<>();
      for (int cell = 0; cell < seasons[0].length; cell++) {
        best.add(cell);
      }
      enough = 0;
    }
    for (int step = 0; step < 40 && enough > 0; step++) {
      double share = (tooFine + enough) / 2;
      List<Integer> tried = defined(seasons, share);
      if (tried.size() <= SeasonGroups.MAX_GROUPS) {
        best = tried;
        enough = share;
      } else {
        tooFine = share;
      }
    }
    return best.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> defined(long[][] seasons, double share) {
    double[] n = new double[seasons.length];
    for (int season = 0; season < seasons.length; season++) {
      long size = Counting.sum(seasons[season]);
      n[season] = size < SeasonCounts.MIN_VALUES ? Double.POSITIVE_INFINITY : size;
    }
    List<Integer> firsts = new ArrayList<>();
    firsts.add(0);
    double[] inGroup = new double[seasons.length];
    for (int cell = 0; cell < seasons[0].length; cell++) {
      boolean full = false;
      for (int season = 0; season < seasons.length; season++) {
        inGroup[season] += seasons[season][cell] / n[season];
        full |= inGroup[season] > share;
      }
      if (full && cell > firsts.get(firsts.size() - 1)) {
        firsts.add(cell);
        for (int season = 0; season < seasons.length; season++) {
          inGroup[season] = seasons[season][cell] / n[season];
        }
      }
    }
    return firsts;
  }
}

package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonCountsTest {

  private static final int[] PAIRS = {0, 2, 4};

  /** Three seasons on three groups of two cells; the last season has too few values. */
  private static SeasonCounts seasons() {
    return new SeasonCounts(
        PAIRS,
        new long[][] {{300, 100, 0}, {0, 100, 300}, {9, 0, 0}},
        new long[] {500, 400, 10},
        new long[] {100, 0, 1});
  }

  private static final long[] WHOLE = {200, 109, 100, 100, 150, 150};

  @Test
  void expect_oneSeason_isItsCounts() {
    Expectation one = seasons().expect(new long[] {0, 77, 0}, WHOLE, 809);

    assertThat(one.cells()).containsExactly(0, 100, 300);
    assertThat(one.n()).isEqualTo(400);
    assertThat(one.effectiveN()).isEqualTo(400);
  }

  @Test
  void expect_severalSeasons_isTheirMixture() {
    Expectation half = seasons().expect(new long[] {40, 40, 0}, WHOLE, 809);
    Expectation mostly = seasons().expect(new long[] {90, 30, 0}, WHOLE, 404.5);

    assertThat(half.cells()).containsExactly(300, 200, 300);
    assertThat(half.n()).isEqualTo(800);
    // 400 / 0.75 rows can be drawn; each value is worth half a value.
    assertThat(mostly.n()).isEqualTo(533);
    assertThat(mostly.effectiveN()).isCloseTo(533 / 2.0, within(1e-9));
    assertThat(mostly.cells()[0]).isBetween(299L, 300L);
    assertThat(mostly.cells()[2]).isBetween(99L, 101L);
    assertThat(Arrays.stream(mostly.cells()).sum()).isEqualTo(533);
  }

  @Test
  void expect_seasonOfFewValues_isTheWhole() {
    Expectation thin = seasons().expect(new long[] {0, 0, 10}, WHOLE, 809);
    Expectation none = seasons().expect(new long[] {0, 0, 0}, WHOLE, 809);

    assertThat(thin.cells()).containsExactly(309, 200, 300);
    assertThat(thin.n()).isEqualTo(809);
    assertThat(none.cells()).isEqualTo(thin.cells());
    assertThat(seasons().isKnown(2)).isFalse();
  }

  @Test
  void expect_manyMixtures_roundsToHalfAValueAtMost() {
    Random random = new Random(12);
    for (int trial = 0; trial < 300; trial++) {
      long[][] counts = new long[24][50];
      long[] whole = new long[50];
      long[] rows = new long[24];
      long[] weights = new long[24];
      double[] expected = new double[50];
      double total = 0;
      for (int season = 0; season < 24; season++) {
        for (int cell = 0; cell < 50; cell++) {
          counts[season][cell] = random.nextInt(3, 4 + random.nextInt(40));
          whole[cell] += counts[season][cell];
          rows[season] += counts[season][cell];
        }
        weights[season] = random.nextInt(4) == 0 ? 1 + random.nextInt(500) : 0;
        total += weights[season];
      }
      if (total == 0) {
        continue;
      }
      for (int season = 0; season < 24; season++) {
        for (int cell = 0; cell < 50; cell++) {
          expected[cell] += weights[season] / total * counts[season][cell] / rows[season];
        }
      }
      int[] firsts = new int[50];
      Arrays.setAll(firsts, i -> i);
      SeasonCounts seasons = new SeasonCounts(firsts, counts, rows, new long[24]);

      Expectation mixture = seasons.expect(weights, whole, (double) Arrays.stream(whole).sum());

      double cumulative = 0;
      long sum = 0;
      for (int cell = 0; cell < 50; cell++) {
        cumulative += expected[cell];
        sum += mixture.cells()[cell];
        assertThat((double) sum / mixture.n()).isCloseTo(cumulative, within(0.51 / mixture.n()));
        assertThat(mixture.cells()[cell]).isNotNegative();
      }
      assertThat(sum).isEqualTo(mixture.n());
    }
  }

  @Test
  void expectMissing_mixture_weighsRows() {
    ColumnTotals totals = new ColumnTotals(910, 101, 0, 910);

    Expectation missing = seasons().expectMissing(new long[] {50, 50, 0}, totals);

    assertThat(missing.n()).isEqualTo(800);
    assertThat(missing.cells()).containsExactly(80, 720);
  }

  @Test
  void spread_groups_followTheWholeWithinAGroup() {
    long[] cells = seasons().spread(new long[] {30, 11, 0}, WHOLE);

    assertThat(cells).containsExactly(19, 11, 6, 5, 0, 0);
  }

  @Test
  void create_whatDoesNotFit_isRefused() {
    long[][] counts = {{1, 2, 3}};
    assertThatThrownBy(
            () -> new SeasonCounts(new int[] {0, 2, 2}, counts, new long[1], new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SeasonCounts(PAIRS, counts, new long[] {5}, new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SeasonCounts(PAIRS, counts, new long[] {9}, new long[] {4}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> seasons().requireWhole(WHOLE, new ColumnTotals(911, 101, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cut_seasonsFarApart_areDividedAlike() {
    long[][] seasons = new long[24][1_000];
    Random random = new Random(1);
    for (int season = 0; season < 24; season++) {
      for (int i = 0; i < 4_000; i++) {
        seasons[season][Math.min(999, season * 40 + random.nextInt(60))]++;
      }
    }

    int[] firsts = SeasonGroups.cut(seasons);
    SeasonCounts all = grouped(firsts, seasons);

    assertThat(firsts).hasSizeLessThanOrEqualTo(SeasonGroups.MAX_GROUPS).startsWith(0);
    // 960 cells in 128 groups, of which a season has 8: an eighth, and what whole cells cost.
    assertThat(all.coarsest()).isBetween(0.12, 0.19);
  }

  @Test
  void cut_seasonsAlike_areNearlyEvenGroups() {
    long[][] seasons = new long[7][1_000];
    for (long[] season : seasons) {
      Arrays.fill(season, 4);
    }

    assertThat(grouped(SeasonGroups.cut(seasons), seasons).coarsest()).isLessThan(0.0085);
    assertThat(SeasonGroups.cut(new long[7][100])).hasSize(100);
  }

  private static SeasonCounts grouped(int[] firsts, long[][] seasons) {
    long[] rows = Arrays.stream(seasons).mapToLong(cells -> Arrays.stream(cells).sum()).toArray();
    SeasonCounts empty =
        new SeasonCounts(firsts, new long[rows.length][firsts.length], rows, new long[rows.length]);
    long[][] sums = Arrays.stream(seasons).map(empty::sum).toArray(long[][]::new);
    return new SeasonCounts(firsts, sums, rows, new long[rows.length]);
  }

  @Test
  void seasonality_hoursAndDays_areReadInTheZone() {
    Seasonality hours = new Seasonality(Season.HOUR_OF_DAY, ZoneId.of("Asia/Kolkata"));
    Seasonality days = new Seasonality(Season.DAY_OF_WEEK, ZoneId.of("Asia/Kolkata"));
    Instant time = Instant.parse("2024-05-05T20:15:00Z"); // Monday 01:45 there

    assertThat(hours.indexOf(time)).isEqualTo(1);
    assertThat(days.indexOf(time)).isZero();
    assertThat(hours.endOf(time)).isEqualTo(Instant.parse("2024-05-05T20:30:00Z"));
    assertThat(days.endOf(time)).isEqualTo(Instant.parse("2024-05-06T18:30:00Z"));
    assertThat(hours).hasToString("hour_of_day in Asia/Kolkata");
    assertThat(Season.named("day_of_week")).isEqualTo(Season.DAY_OF_WEEK);
    assertThat(Season.named("week")).isNull();
  }

  @Test
  void endOf_clocksThatChange_isAlwaysLater() {
    Seasonality hours = new Seasonality(Season.HOUR_OF_DAY, ZoneId.of("Europe/Zurich"));
    Instant start = Instant.parse("2024-10-26T12:00:00Z");
    for (int minute = 0; minute < 2 * 24 * 60; minute++) {
      Instant time = start.plusSeconds(60L * minute);
      Instant end = hours.endOf(time);
      assertThat(end).isAfter(time).isBefore(time.plusSeconds(3_601));
      assertThat(hours.indexOf(end.minusSeconds(1))).isEqualTo(hours.indexOf(time));
    }
  }
}

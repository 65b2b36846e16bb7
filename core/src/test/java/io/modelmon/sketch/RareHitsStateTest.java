package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rare hits restored from their state, and states that no series has. */
class RareHitsStateTest {

  private static LagSums series(int hits, int values) {
    LagSums sums = new LagSums();
    for (int i = 0; i < values; i++) {
      sums.recordHits(1, i < hits ? 1 : 0);
    }
    return sums;
  }

  @Test
  void of_seriesThatFits_isTheSame() {
    RareHits hits = new RareHits();
    LagSums calls = new LagSums();
    assertThat(hits.series()).isNull();
    for (int i = 0; i < 20; i++) {
      hits.recordCall(calls, 1, i % 7 == 3 ? 1 : 0);
      calls.recordHits(1, 1);
    }
    LagSums series = hits.series();
    assertThat(series).isNotNull();

    RareHits restored = RareHits.of(hits.hits(), series, calls);

    assertThat(restored.hits()).isEqualTo(3);
    assertThat(restored.series()).isSameAs(series);
    assertThat(restored.effectiveN(calls)).isEqualTo(hits.effectiveN(calls));
  }

  @Test
  void of_ends_areAcceptedOrRefused() {
    assertThat(RareHits.of(1, series(1, 5), series(5, 5)).hits()).isEqualTo(1);
    assertThat(RareHits.of(5, series(5, 5), series(5, 5)).hits()).isEqualTo(5);
    assertRefused(0, series(0, 5), series(5, 5));
    assertRefused(2, series(1, 5), series(5, 5));
    assertRefused(2, series(2, 5), series(4, 4));
    assertRefused(6, series(5, 5), series(5, 5));
  }

  private static void assertRefused(long hits, LagSums series, LagSums calls) {
    assertThatThrownBy(() -> RareHits.of(hits, series, calls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hits + " hits");
  }

  @Test
  void recordZeros_beforeTheFirstHit_costsNothing() {
    RareHits hits = new RareHits();
    hits.recordZeros(5);
    assertThat(hits.series()).isNull();
    LagSums calls = series(5, 5);
    hits.recordCall(calls, 2, 0);
    assertThat(hits.series()).isNull();

    hits.recordCall(calls, 2, 1);
    hits.recordZeros(3);

    LagSums series = hits.series();
    assertThat(series).isNotNull();
    assertThat(series.n()).isEqualTo(10);
    assertThat(series.sum()).isEqualTo(1);
  }
}

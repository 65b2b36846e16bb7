package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the exact tests rest on: the points do not tell which side a row was on. */
class PooledRowsTest {

  private static double[][] points(PooledRows rows) {
    double[][] points = new double[rows.count()][];
    Arrays.setAll(points, rows::row);
    return points;
  }

  @Test
  void of_rowsExchangedBetweenSides_givesTheSamePoints() {
    SimulatedRows simulated = new SimulatedRows(1);
    for (int round = 0; round < 20; round++) {
      double[][] reference = simulated.awkward(30);
      double[][] current = simulated.awkward(12 + round);
      double[][] before = points(PooledRows.of(reference, current));
      for (int i = 0; i < 12; i += 2) {
        double[] kept = reference[i];
        reference[i] = current[i];
        current[i] = kept;
        double[] point = before[i];
        before[i] = before[30 + i];
        before[30 + i] = point;
      }

      assertThat(points(PooledRows.of(reference, current))).isDeepEqualTo(before);
    }
  }

  /** A value that one side alone has is scaled, and cut, the same whichever side that is. */
  @Test
  void of_valueOnOneSideOnly_isScaledAlikeOnBoth() {
    double[][] zeros = new double[50][1];
    double[][] rare = new double[50][1];
    rare[7][0] = 3;

    PooledRows there = PooledRows.of(rare, zeros);
    PooledRows back = PooledRows.of(zeros, rare);

    assertThat(there.row(7)[0]).isPositive().isEqualTo(back.row(57)[0]);
  }

  @Test
  void atMost_fewerThanThereAre_keepsTheFirstOfEachSide() {
    SimulatedRows simulated = new SimulatedRows(2);
    PooledRows all = PooledRows.of(simulated.normal(7, 2), simulated.normal(4, 2));

    PooledRows some = all.atMost(5);

    assertThat(some.referenceRows()).isEqualTo(5);
    assertThat(some.currentRows()).isEqualTo(4);
    assertThat(points(some))
        .isDeepEqualTo(
            new double[][] {
              all.row(0),
              all.row(1),
              all.row(2),
              all.row(3),
              all.row(4),
              all.row(7),
              all.row(8),
              all.row(9),
              all.row(10)
            });
    assertThat(points(all.atMost(100))).isDeepEqualTo(points(all));
  }
}

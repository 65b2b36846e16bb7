package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BinnedColumnsTest {

  @Test
  void edges_fewValues_lieMidwayBetweenThem() {
    BinnedColumns data = columns(3, 1, 1, 8, 3, 1);

    assertThat(edges(data, 0)).containsExactly(2, 5.5);
    assertThat(data.bins(0)).containsExactly(1, 0, 0, 2, 1, 0);
    assertThat(data.rows()).isEqualTo(6);
    assertThat(data.columns()).isEqualTo(1);
  }

  @Test
  void edges_manyValues_cutThirtyTwoEqualBins() {
    double[] values = new double[320];
    Arrays.setAll(values, i -> (i * 7) % 320); // in no order

    BinnedColumns data = columns(values);

    assertThat(edges(data, 0)).hasSize(31);
    for (int i = 0; i < 31; i++) {
      assertThat(data.edge(0, i)).isEqualTo(10 * (i + 1) - 0.5);
    }
    for (int i = 0; i < 320; i++) {
      assertThat(data.bins(0)[i]).isEqualTo((byte) (values[i] / 10));
    }
  }

  /** The quantiles of half of all bins lie in one value; the cuts go on beside it. */
  @Test
  void edges_oneHeavyValue_areBesideIt() {
    double[] values = new double[640];
    Arrays.setAll(values, i -> i < 160 ? i : i < 480 ? 200 : i);

    BinnedColumns data = columns(values);

    // Edges every 20 values, the one inside the heavy value moved to its end, and those after it
    // from one value to the next until they have caught up.
    assertThat(edges(data, 0)).startsWith(19.5, 39.5, 59.5, 79.5, 99.5, 119.5, 139.5, 179.5, 340);
    assertThat(edges(data, 0)).contains(619.5).hasSize(31).isSorted();
    assertThat(edges(data, 0)).doesNotHaveDuplicates();
    assertThat(data.bins(0)[160]).isEqualTo(data.bins(0)[479]);
    assertThat(data.bins(0)[159]).isEqualTo((byte) (data.bins(0)[160] - 1));
    assertThat(data.bins(0)[480]).isEqualTo((byte) (data.bins(0)[160] + 1));
  }

  @Test
  void edges_oneValue_areNone() {
    BinnedColumns data = new BinnedColumns(new double[][] {{4, 1}, {4, 2}, {4, 3}});

    assertThat(edges(data, 0)).isEmpty();
    assertThat(data.bins(0)).containsExactly(0, 0, 0);
    assertThat(edges(data, 1)).containsExactly(1.5, 2.5);
    assertThat(data.columns()).isEqualTo(2);
    assertThat(new BinnedColumns(new double[][] {{}}).rows()).isZero();
  }

  @Test
  void bins_neighbouringDoubles_areApart() {
    BinnedColumns data = columns(1, Math.nextUp(1.0));

    assertThat(edges(data, 0)).containsExactly(1);
    assertThat(data.bins(0)).containsExactly(0, 1);
  }

  private static BinnedColumns columns(double... values) {
    return new BinnedColumns(
        DoubleStream.of(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
  }

  private static double[] edges(BinnedColumns data, int column) {
    double[] edges = new double[data.edgeCount(column)];
    Arrays.setAll(edges, i -> data.edge(column, i));
    return edges;
  }
}

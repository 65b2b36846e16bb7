package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSampleTest {

  private static RowSample rows(long... positions) {
    double[][] rows = new double[positions.length][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = (double) positions[i];
    }
    return new RowSample(rows, positions, 1_000);
  }

  /** Rows as far apart as a correlation of r takes to fall to 0.05, which is ln 0.05 / ln r. */
  @ParameterizedTest
  @CsvSource({
    "1, 1", // r = 0
    "0.95, 1", // r = 0.026
    "0.9, 2", // r = 0.0526
    "0.6, 3", // r = 0.25, 2.16
    "0.5, 3", // r = 1/3, 2.73
    "0.2, 8", // r = 2/3, 7.39
    "0.01, 150" // r = 0.980, 149.8
  })
  void thinned_everyRowSampled_leavesThatDistance(double effectiveShare, long distance) {
    RowSample sample = rows(LongStream.range(0, 1_000).toArray());

    RowSample thinned = sample.thinned(effectiveShare);

    assertThat(thinned.positions())
        .containsExactly(LongStream.range(0, 1_000).filter(i -> i % distance == 0).toArray());
    assertThat(thinned.rows()[thinned.rows().length - 1][0])
        .isEqualTo((double) thinned.positions()[thinned.positions().length - 1]);
    assertThat(thinned.streamRows()).isEqualTo(1_000);
  }

  @Test
  void thinned_gaps_countFromTheLastRowKept() {
    assertThat(rows(5, 6, 7, 8, 20, 22, 23).thinned(0.6).positions()).containsExactly(5, 8, 20, 23);
    assertThat(rows(7, 900).thinned(1e-300).positions()).containsExactly(7);
    assertThat(rows().thinned(0.5).positions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
  void thinned_shareOutOfRange_isRefused(double share) {
    assertThatThrownBy(() -> rows(1).thinned(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 1]");
  }

  @Test
  void sample_endsOfItsRanges_areAcceptedAndWhatIsBeyondRefused() {
    assertThat(new RowSample(new double[2][1], new long[] {0, 1}, 2).streamRows()).isEqualTo(2);
    assertThatThrownBy(() -> new RowSample(new double[2][1], new long[] {0, 2}, 2))
        .hasMessageContaining("found 2");
    assertThatThrownBy(() -> new RowSample(new double[1][1], new long[] {-1}, 2))
        .hasMessageContaining("found -1");
    assertThatThrownBy(() -> new RowSample(new double[2][1], new long[] {1, 1}, 5))
        .hasMessageContaining("found 1");
    assertThatThrownBy(() -> new RowSample(new double[2][1], new long[] {0}, 5))
        .hasMessageContaining("2 rows and 1 positions");
    assertThatThrownBy(() -> new RowSample(new double[2][1], new long[] {0, 1}, 1))
        .hasMessageContaining("of 1 rows");
    assertThatThrownBy(() -> new RowSample(new double[][] {{1}, {1, 2}}, new long[] {0, 1}, 2))
        .hasMessageContaining("same length");
  }
}

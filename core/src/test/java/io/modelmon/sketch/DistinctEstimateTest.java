package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The estimate from hashes that are known, and which hashes are kept. */
class DistinctEstimateTest {

  private static DistinctEstimate of(LongStream hashes) {
    DistinctEstimate estimate = new DistinctEstimate();
    estimate.restore(hashes.toArray());
    return estimate;
  }

  @Test
  void estimate_fewerThanKept_isTheirNumber() {
    assertThat(new DistinctEstimate().estimate()).isZero();
    assertThat(of(LongStream.of(5, 5, -7)).estimate()).isEqualTo(2);
    assertThat(of(LongStream.range(0, DistinctEstimate.KEPT - 1)).estimate()).isEqualTo(1023);
  }

  @Test
  void estimate_evenlySpacedHashes_isTheirNumberInTheWholeRange() {
    // The largest of 1,024 hashes lies at half the unsigned range.
    assertThat(of(LongStream.rangeClosed(1, 1024).map(i -> i << 53)).estimate()).isEqualTo(2046);
    // At three quarters, where hashes are negative as signed numbers.
    assertThat(of(LongStream.rangeClosed(1, 1024).map(i -> (i * 3) << 52)).estimate())
        .isEqualTo(1364);
    assertThat(of(LongStream.rangeClosed(1, 1024).map(i -> i << 40)).estimate())
        .isEqualTo(2046L << 13);
  }

  @Test
  void restore_moreThanKept_keepsTheSmallestUnsigned() {
    DistinctEstimate estimate = of(LongStream.rangeClosed(-2_000, -1));
    assertThat(estimate.kept()).hasSize(1024).startsWith(-2_000).endsWith(-977);

    estimate.restore(new long[] {-1_500, 3, -1});

    assertThat(estimate.kept()).hasSize(1024).startsWith(3, -2_000).endsWith(-978);
  }

  @Test
  void merge_twoParts_keepsTheSmallestOfBoth() {
    DistinctEstimate left = of(LongStream.range(0, 1_000).map(i -> (2 * i) << 40));
    DistinctEstimate right = of(LongStream.range(0, 1_000).map(i -> (2 * i + 1) << 40));

    left.merge(right);

    assertThat(left.kept()).containsExactly(LongStream.range(0, 1024).map(i -> i << 40).toArray());
    assertThat(right.kept()).hasSize(1_000);
  }

  /** Values of the generator SplitMix64 for the seed 0, as its authors publish it. */
  @Test
  void mix_zero_isTheFirstNumberOfSplitMix64() {
    assertThat(DistinctEstimate.mix(0)).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(DistinctEstimate.mix(0x9E3779B97F4A7C15L)).isEqualTo(0x6E789E6AA1B965F4L);
  }
}

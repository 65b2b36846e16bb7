package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DurationBucketsTest {

  @Test
  void indexOf_aroundEachBoundAndPowerOfTwo_isTheFirstBoundNotBelow() {
    long[] bounds = DurationBuckets.boundsNanos();
    for (long bound : bounds) {
      for (long nanos = bound - 2; nanos <= bound + 2; nanos++) {
        assertThat(DurationBuckets.indexOf(nanos)).as("%d ns", nanos).isEqualTo(first(nanos));
      }
    }
    for (int bits = 0; bits < 63; bits++) {
      for (long nanos = Math.max(0, (1L << bits) - 1); nanos <= (1L << bits) + 1; nanos++) {
        assertThat(DurationBuckets.indexOf(nanos)).as("%d ns", nanos).isEqualTo(first(nanos));
      }
    }
  }

  @Test
  void indexOf_extremes_areTheOuterBuckets() {
    assertThat(DurationBuckets.indexOf(0)).isZero();
    assertThat(DurationBuckets.indexOf(-5)).isZero();
    assertThat(DurationBuckets.indexOf(Long.MAX_VALUE)).isEqualTo(DurationBuckets.COUNT - 1);
  }

  private static int first(long nanos) {
    int found = Arrays.binarySearch(DurationBuckets.boundsNanos(), nanos);
    return found >= 0 ? found : -found - 1;
  }
}

package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KswinRunLengthTest {

  @ParameterizedTest
  @CsvSource({
    "100, 30, 150, 0.2561", "100, 30, 1000, 0.3704", "100, 30, 20000, 0.4639",
    "200, 50, 300, 0.2036", "200, 50, 1000, 0.2663", "200, 50, 20000, 0.3443"
  })
  void limit_tabulatedLength_isTheTabulatedOne(
      int window, int recent, double length, double limit) {
    assertThat(KswinRunLength.limit(window, recent, length)).isEqualTo(limit);
  }

  @Test
  void limit_geometricMeanOfTwoLengths_isMidway() {
    assertThat(KswinRunLength.limit(100, 30, Math.sqrt(150 * 200)))
        .isCloseTo((0.2561 + 0.2844) / 2, within(1e-12));
    assertThat(KswinRunLength.limit(200, 50, Math.sqrt(15_000.0 * 20_000)))
        .isCloseTo((0.3379 + 0.3443) / 2, within(1e-12));
  }

  @Test
  void limit_longerRun_isLarger() {
    double previous = 0;
    for (double length = 300; length <= 20_000; length *= 1.05) {
      double limit = KswinRunLength.limit(200, 50, length);
      assertThat(limit).isGreaterThan(previous);
      previous = limit;
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 30, 149.9", "100, 30, 20001", "200, 50, 299", "100, 30, NaN"})
  void limit_outsideTheTable_isRefused(int window, int recent, double length) {
    assertThatThrownBy(() -> KswinRunLength.limit(window, recent, length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20000");
  }

  @ParameterizedTest
  @CsvSource({"100, 31", "101, 30", "200, 51", "201, 50", "100, 50", "200, 30"})
  void limit_otherWindows_areRefused(int window, int recent) {
    assertThatThrownBy(() -> KswinRunLength.limit(window, recent, 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(window + " with " + recent);
  }
}

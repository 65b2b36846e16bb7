package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WilsonIntervalTest {

  static List<ReferenceTable.Row> cases() {
    return ReferenceTable.read("quality/wilson.csv");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void of_recordedCase_agrees(ReferenceTable.Row row) {
    WilsonInterval interval =
        WilsonInterval.of(row.number("hits"), row.number("n"), row.number("level"));

    double lower = row.number("lower");
    double upper = row.number("upper");
    assertThat(interval.lower()).isCloseTo(lower, within(1e-12 * lower));
    assertThat(interval.upper()).isCloseTo(upper, within(1e-12 * upper));
  }

  @Test
  void cases_count_isAtLeastSixty() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void of_noValues_knowsNothing() {
    assertThat(WilsonInterval.of(0, 0, 0.99)).isEqualTo(new WilsonInterval(0, 1));
  }

  @Test
  void of_hitsAndMisses_areMirrored() {
    for (int hits = 0; hits <= 20; hits++) {
      WilsonInterval interval = WilsonInterval.of(hits, 20, 0.95);
      WilsonInterval mirrored = WilsonInterval.of(20 - hits, 20, 0.95);

      assertThat(interval.lower()).isCloseTo(1 - mirrored.upper(), within(1e-15));
      assertThat(interval.lower()).isLessThanOrEqualTo(hits / 20.0);
      assertThat(interval.upper()).isGreaterThanOrEqualTo(hits / 20.0);
    }
  }

  @Test
  void of_wrongArguments_isRefused() {
    assertThatThrownBy(() -> WilsonInterval.of(2, 1, 0.99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0");
    assertThatThrownBy(() -> WilsonInterval.of(-1, 1, 0.99))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WilsonInterval.of(0, Double.NaN, 0.99))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WilsonInterval.of(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level");
    assertThatThrownBy(() -> WilsonInterval.of(0, 1, 0.4))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

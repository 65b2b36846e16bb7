package io.modelmon.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunLawTest {

  private static final double[] SHARES = {0.5, 0.3, 0.1, 0.06, 0.04};

  static List<ReferenceTable.Row> cases() {
    return ReferenceTable.read("quality/runs.csv");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pValue_recordedCase_agrees(ReferenceTable.Row row) {
    double expected = row.number("p_value");

    double pValue =
        RunLaw.pValue(row.number("share"), row.number("lag1"), (long) row.number("calls"));

    assertThat(pValue).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void pValue_unknownDependence_countsAsNone() {
    assertThat(RunLaw.pValue(0.5, Double.NaN, 3)).isEqualTo(0.25);
    assertThat(RunLaw.pValue(0.5, -0.4, 3)).isEqualTo(0.25);
    assertThat(RunLaw.pValue(0.5, 0, 0)).isEqualTo(1);
  }

  @Test
  void judges_frequentValueThatNeverChanged_isLeftAlone() {
    assertThat(RunLaw.judges(1 / 7.0, Double.NaN)).isFalse();
    assertThat(RunLaw.judges(1 / 7.0, 0.99)).isTrue();
    assertThat(RunLaw.judges(0.001, Double.NaN)).isTrue();
  }

  @Test
  void improbable_fewCalls_neverIs() {
    assertThat(RunLaw.improbable(0, 19)).isFalse();
    assertThat(RunLaw.improbable(0, 20)).isTrue();
    assertThat(RunLaw.improbable(1e-6, 20)).isFalse();
  }

  /** Six standard errors: fails by chance less than once in a million runs of each row. */
  @ParameterizedTest
  @CsvSource({"0.0", "0.3", "0.9"})
  void pValue_endOfASeries_isBelowALevelNoMoreOftenThanThat(double lag1) {
    int trials = 100_000;
    SplittableRandom random = new SplittableRandom(31);
    int[] below = new int[2];
    for (int trial = 0; trial < trials; trial++) {
      int last = draw(random);
      int calls = 1;
      // Looked at from its end, the series is the same chain.
      while (random.nextDouble() < lag1 || draw(random) == last) {
        calls++;
      }
      double pValue = RunLaw.pValue(SHARES[last], lag1, calls);
      below[0] += pValue <= 0.05 ? 1 : 0;
      below[1] += pValue <= 0.01 ? 1 : 0;
    }

    assertThat(below[0])
        .isLessThanOrEqualTo((int) (0.05 * trials + 6 * Math.sqrt(0.0475 * trials)));
    assertThat(below[1])
        .isLessThanOrEqualTo((int) (0.01 * trials + 6 * Math.sqrt(0.0099 * trials)));
    // Not empty: runs are short, so the levels are reached in steps.
    assertThat(below[0]).isGreaterThan(trials / 200);
  }

  private static int draw(SplittableRandom random) {
    double u = random.nextDouble();
    int value = 0;
    while (value < SHARES.length - 1 && u >= SHARES[value]) {
      u -= SHARES[value];
      value++;
    }
    return value;
  }
}

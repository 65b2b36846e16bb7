package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against statsmodels, see {@code src/test/reference/counts}, and the laws that all keep. */
class CorrectionTest {

  static List<ReferenceTable.Row> recorded() {
    return ReferenceTable.read("counts/multiplicity.csv");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void adjust_recordedCase_agreesWithStatsmodels(ReferenceTable.Row row) {
    Correction correction = Correction.valueOf(row.text("correction").toUpperCase(Locale.ROOT));

    double[] adjusted = correction.adjust(row.numbers("p"));

    double[] expected = row.numbers("adjusted");
    assertThat(adjusted).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] < 1e-300) {
        assertThat(adjusted[i]).isCloseTo(expected[i], within(1e-300));
      } else {
        assertThat(adjusted[i]).isCloseTo(expected[i], withinPercentage(1e-12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void adjust_missingEntries_stayMissingAndDoNotCount(Correction correction) {
    double[] whole = correction.adjust(new double[] {0.02, 0.04, 0.9});

    double[] gaps = {Double.NaN, 0.02, Double.NaN, 0.04, 0.9};
    assertThat(correction.adjust(gaps))
        .containsExactly(Double.NaN, whole[0], Double.NaN, whole[1], whole[2]);
  }

  @ParameterizedTest
  @EnumSource
  void adjust_oneOrNone_staysAsItIs(Correction correction) {
    assertThat(correction.adjust(new double[0])).isEmpty();
    assertThat(correction.adjust(new double[] {Double.NaN})).containsExactly(Double.NaN);
    assertThat(correction.adjust(new double[] {0.3})).containsExactly(0.3);
  }

  @ParameterizedTest
  @EnumSource
  void adjust_randomValues_keepsOrderAndNeverLowers(Correction correction) {
    SplittableRandom random = new SplittableRandom(6);
    for (int round = 0; round < 300; round++) {
      double[] pValues = new double[1 + random.nextInt(30)];
      for (int i = 0; i < pValues.length; i++) {
        pValues[i] = random.nextInt(20) / 19.0; // with ties
      }
      double[] adjusted = correction.adjust(pValues);
      for (int i = 0; i < pValues.length; i++) {
        assertThat(adjusted[i]).isBetween(pValues[i], 1.0);
        for (int j = 0; j < pValues.length; j++) {
          if (pValues[i] <= pValues[j]) {
            assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void adjust_outsideTheUnitInterval_isRejected(Correction correction) {
    assertThatThrownBy(() -> correction.adjust(new double[] {0.1, 1.1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> correction.adjust(new double[] {-0.1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void adjust_input_isNotChanged(Correction correction) {
    double[] pValues = {0.3, 0.1, 0.2};

    double[] adjusted = correction.adjust(pValues);

    assertThat(pValues).containsExactly(0.3, 0.1, 0.2);
    assertThat(adjusted).isNotSameAs(pValues);
  }
}

package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WassersteinTest {

  private static final Counts REFERENCE = Counts.independent(new long[] {10, 20, 10, 0});
  private static final Counts SHIFTED = Counts.independent(new long[] {0, 10, 20, 10});

  private static final Counts CALM = Counts.independent(new long[] {990, 10});
  private static final Counts WILD = Counts.independent(new long[] {50, 50});

  @Test
  void compare_everyValueMovedByOneStep_isTheStep() {
    Measure measure = Wasserstein.compare(REFERENCE, SHIFTED, new double[] {5, 7, 9, 11});

    assertThat(measure.name()).isEqualTo("wasserstein");
    assertThat(measure.statistic()).isCloseTo(2, within(1e-14));
  }

  @Test
  void compare_occupiedCellsAtOnePosition_isNotApplicable() {
    Counts reference = Counts.independent(new long[] {10, 20, 0});
    Counts current = Counts.independent(new long[] {20, 10, 0});

    Measure measure = Wasserstein.compare(reference, current, new double[] {3, 3, 8});

    assertThat(measure.status()).isEqualTo(DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-900, -600, 600, 1000})
  void compare_anyMagnitude_onlyScales(int exponent) {
    double[] positions = {5, 7, 9, 11};
    double[] scaled = new double[positions.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(positions[i], exponent);
    }

    Measure plain = Wasserstein.compare(REFERENCE, SHIFTED, positions);
    Measure measure = Wasserstein.compare(REFERENCE, SHIFTED, scaled);

    assertThat(measure.statistic()).isEqualTo(Math.scalb(plain.statistic(), exponent));
    assertThat(measure.noise()).isEqualTo(Math.scalb(plain.noise(), exponent));
    assertThat(measure.pValue()).isEqualTo(plain.pValue());
  }

  @Test
  void compare_theWholeRangeOfDoubles_isDefined() {
    double[] wide = {-Double.MAX_VALUE, 0, 1, Double.MAX_VALUE};
    double[] narrow = {0, 0, 0, Double.MIN_VALUE};

    assertThat(Wasserstein.compare(REFERENCE, SHIFTED, wide).pValue()).isBetween(0.0, 1.0);
    assertThat(Wasserstein.compare(REFERENCE, SHIFTED, narrow).statistic()).isNotNegative();
  }

  @Test
  void compare_badPositions_areRejected() {
    assertRejected(new double[] {1, 2, 3}, "one per cell");
    assertRejected(new double[] {1, 2, 1.5, 3}, "1.5");
    assertRejected(new double[] {1, 2, Double.NaN, 3}, "NaN");
    assertRejected(new double[] {1, 2, 3, Double.POSITIVE_INFINITY}, "Infinity");
  }

  @Test
  void scaled_byTheReferenceScale_dividesStatisticAndNoise() {
    Measure raw = Wasserstein.compare(REFERENCE, SHIFTED, new double[] {5, 7, 9, 11});

    Measure scaled = Wasserstein.scaled(raw, 4);

    assertThat(scaled.name()).isEqualTo("wasserstein_scaled");
    assertThat(scaled.statistic()).isEqualTo(raw.statistic() / 4);
    assertThat(scaled.noise()).isEqualTo(raw.noise() / 4);
    assertThat(scaled.pValue()).isEqualTo(raw.pValue());
  }

  @Test
  void scaled_drifted_boundsTheDistanceInThatUnit() {
    Measure raw = Wasserstein.compare(CALM, WILD, new double[] {0, 5});

    Measure scaled = Wasserstein.scaled(raw, 4);

    assertThat(raw.interval().lower()).isPositive();
    assertThat(scaled.interval())
        .isEqualTo(new Interval(raw.interval().lower() / 4, Double.POSITIVE_INFINITY, 0.99));
  }

  @Test
  void scaled_boundOverflows_isZero() {
    Measure raw = Wasserstein.compare(CALM, WILD, new double[] {0, 5e200});

    Measure scaled = Wasserstein.scaled(raw, 1e-200);

    assertThat(scaled.interval().lower()).isZero();
  }

  @Test
  void scaled_resultWithoutInterval_hasNoneEither() {
    Measure raw = new Measure("wasserstein", 3, 0.01, 2, DriftStatus.OK);

    assertThat(Wasserstein.scaled(raw, 2).interval().known()).isFalse();
  }

  @Test
  void compare_farApart_showsNoLessThanTheResolutionAndDecidesByTheRawPValue() {
    Measure raw = Wasserstein.compare(CALM, WILD, new double[] {0, 5});

    for (Measure measure : List.of(raw, Wasserstein.scaled(raw, 4))) {
      assertThat(measure.pValue()).isLessThan(1e-9);
      assertThat(measure.shownPValue()).isEqualTo(Wasserstein.P_VALUE_RESOLUTION);
      assertThat(measure.pValueWords()).isEqualTo("p < 0.001");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void scaled_noScale_isNotApplicable(double scale) {
    Measure raw = Wasserstein.compare(REFERENCE, SHIFTED, new double[] {5, 7, 9, 11});

    assertThat(Wasserstein.scaled(raw, scale))
        .isEqualTo(
            Measure.undefined("wasserstein_scaled", DriftStatus.NOT_APPLICABLE)
                .between(raw.sizes()));
  }

  @Test
  void scaled_undefinedDistance_keepsTheStatus() {
    Measure raw = Measure.undefined("wasserstein", DriftStatus.TOO_FEW_SAMPLES);

    assertThat(Wasserstein.scaled(raw, 1).status()).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
  }

  private static void assertRejected(double[] positions, String message) {
    assertThatThrownBy(() -> Wasserstein.compare(REFERENCE, SHIFTED, positions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}

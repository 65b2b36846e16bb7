package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One value against many, and cells that hold none far away from all others. */
class NumericMeasureEdgeTest {

  private interface OnPositions {
    Measure compare(Counts reference, Counts current, double[] positions);
  }

  /** Around the most values whose arrangements can be counted, and far beyond. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 1018, 1019, 1020, 1380, 1500, 20_000, 145_033})
  void ranks_oneValueAgainstMany_haveAProbability(int many) {
    BiFunction<Counts, Counts, Measure> mannWhitney = MannWhitney::compare;
    BiFunction<Counts, Counts, Measure> andersonDarling = AndersonDarling::compare;
    Counts one = Counts.independent(new long[] {1, 0, 0});
    Counts others = Counts.independent(new long[] {many / 2, many / 3, many - many / 2 - many / 3});

    for (var measure : List.of(mannWhitney, andersonDarling)) {
      assertThat(measure.apply(one, others).pValue()).isBetween(0.3, 1.0);
      assertThat(measure.apply(others, one).pValue()).isBetween(0.3, 1.0);
    }
  }

  /** The second of n + 1 ranks: two of them at either end are as far from the middle. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 1018, 1019, 1020, 60_000})
  void mannWhitney_oneValueAmongDistinctOnes_isAboutItsRank(int many) {
    double[] others = IntStream.range(0, many).asDoubleStream().toArray();

    Measure measure = MannWhitney.compare(others, new double[] {0.5});

    assertThat(measure.statistic()).isCloseTo(1 - 2.0 / many, withinPercentage(1e-9));
    double exact = 4.0 / (many + 1);
    if (many < 1020) {
      assertThat(measure.pValue()).isCloseTo(exact, withinPercentage(1e-9));
    } else {
      assertThat(measure.pValue()).isBetween(exact, 0.1); // by the normal law
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1000, 3000, 60_000})
  void andersonDarling_oneValueAmongDistinctOnes_ends(int many) {
    double[] others = IntStream.range(0, many).asDoubleStream().toArray();

    assertThat(AndersonDarling.compare(others, new double[] {many * 0.4 + 0.5}).pValue())
        .isBetween(0.6, 1.0);
    assertThat(AndersonDarling.compare(new double[] {0.5}, others).pValue()).isBetween(0.0, 0.05);
  }

  /** Against such a sentinel the steps between all other values vanish. */
  @ParameterizedTest
  @ValueSource(doubles = {-Double.MAX_VALUE, Double.MAX_VALUE, -1e300, 1e200})
  void distances_sentinelAmongManyValues_compareItsShare(double sentinel) {
    double[] reference = IntStream.range(0, 400).mapToDouble(i -> i < 20 ? sentinel : i).toArray();
    double[] current = IntStream.range(0, 300).mapToDouble(i -> i < 15 ? sentinel : -i).toArray();
    double[] twice = IntStream.range(0, 300).mapToDouble(i -> i < 60 ? sentinel : -i).toArray();

    assertThat(EnergyDistance.compare(reference, current).pValue()).isGreaterThan(0.9);
    assertThat(EnergyDistance.compare(reference, twice).pValue()).isLessThan(1e-4);
    assertThat(Wasserstein.compare(reference, current).pValue()).isGreaterThan(0.9);
    assertThat(Wasserstein.compare(reference, twice).pValue()).isLessThan(1e-3);
  }

  @Test
  void distances_emptyCellsFarAway_changeNothing() {
    OnPositions wasserstein = Wasserstein::compare;
    OnPositions energy = EnergyDistance::compare;
    OnPositions welch = WelchT::compare;
    double[][] scales = {
      {0, 1, 2.5}, {0, 1e-200, 3e-200}, {0, Double.MIN_VALUE, 3 * Double.MIN_VALUE}, {-1e16, 0, 2}
    };

    for (OnPositions measure : List.of(wasserstein, energy, welch)) {
      for (double[] inner : scales) {
        Measure expected = measure.compare(counts(40, 11, 9), counts(22, 20, 18), inner);
        assertThat(expected.pValue()).isBetween(1e-6, 0.2);
        double[] padded = {-1e308, -1e307, inner[0], inner[1], inner[2], 1.7e308};

        Measure measured =
            measure.compare(counts(0, 0, 40, 11, 9, 0), counts(0, 0, 22, 20, 18, 0), padded);

        assertThat(measured).isEqualTo(expected);
      }
    }
  }

  private static Counts counts(long... cells) {
    return Counts.independent(cells);
  }
}

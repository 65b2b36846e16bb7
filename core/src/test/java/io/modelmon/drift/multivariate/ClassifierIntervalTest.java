package io.modelmon.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.drift.Measure;
import io.modelmon.math.ChiSquareDistribution;
import org.junit.jupiter.api.Test;

/** The area, its p-value, noise and interval belong together. */
class ClassifierIntervalTest {

  private static Measure compare(double shift, int rows) {
    SimulatedRows simulated = new SimulatedRows(4);
    double[][] reference = simulated.normal(rows, 2);
    double[][] current = simulated.normal(rows, 2);
    for (double[] row : current) {
      row[0] += shift;
    }
    return ClassifierTwoSample.compare(PooledRows.of(reference, current), 7);
  }

  @Test
  void compare_overlappingRows_hasNoiseAndPValueOfOneNormalLaw() {
    Measure measure = compare(0.4, 300);
    double spread = (measure.noise() - 0.5) / 2.3263478740408408;
    double z = (measure.statistic() - 0.5) / spread;

    assertThat(measure.statistic()).isBetween(0.52, 0.7);
    assertThat(2 * measure.pValue())
        .isCloseTo(ChiSquareDistribution.survival(z * z, 1), withinPercentage(0.01));
    // The area of four fifths of 300 and 300 scores in four folds, without ties.
    assertThat(spread).isCloseTo(Math.sqrt(121.0 / (12 * 60 * 60) / 4), withinPercentage(3));
  }

  @Test
  void compare_overlappingRows_hasAnIntervalSymmetricInLogOdds() {
    Measure measure = compare(0.4, 300);
    double area = measure.statistic();
    double below = logOdds(area) - logOdds(measure.interval().lower());
    double above = logOdds(measure.interval().upper()) - logOdds(area);

    assertThat(below).isCloseTo(above, within(1e-12)).isPositive();
    // At an area of 0.6 the variance is close to that at one half.
    double spread = (measure.noise() - 0.5) / 2.3263478740408408;
    assertThat(below * area * (1 - area) / 1.959963984540054)
        .isCloseTo(spread, withinPercentage(15));
    assertThat(measure.interval().level()).isEqualTo(0.95);
  }

  private static double logOdds(double probability) {
    return Math.log(probability / (1 - probability));
  }

  @Test
  void compare_moreRows_isLessNoisy() {
    assertThat(compare(0.4, 600).noise() - 0.5)
        .isCloseTo((compare(0.4, 150).noise() - 0.5) / 2, withinPercentage(10));
  }
}

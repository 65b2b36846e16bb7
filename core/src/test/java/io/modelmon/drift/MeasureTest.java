package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.math.Interval;
import org.junit.jupiter.api.Test;

class MeasureTest {

  private static final Measure EFFECT =
      new Measure("tv", 0.5, 1e-9, 0.125, DriftStatus.OK).resolving(1e-3);

  @Test
  void shownPValue_belowTheResolution_isTheResolution() {
    assertThat(EFFECT.shownPValue()).isEqualTo(0.001);
    assertThat(EFFECT.pValueWords()).isEqualTo("p < 0.001");
    assertThat(EFFECT.pValue()).isEqualTo(1e-9);
  }

  @Test
  void shownPValue_fromTheResolutionOn_isThePValue() {
    Measure at = withPValue(0.001).resolving(0.001);
    Measure above = withPValue(0.0123).resolving(0.001);
    Measure any = withPValue(1e-9);

    assertThat(at.pValueWords()).isEqualTo("p 0.0010");
    assertThat(above.shownPValue()).isEqualTo(0.0123);
    assertThat(above.pValueWords()).isEqualTo("p 0.012");
    assertThat(any.shownPValue()).isEqualTo(1e-9);
    assertThat(any.pValueWords()).isEqualTo("p 1.0e-09");
  }

  @Test
  void shownPValue_none_isNone() {
    assertThat(withPValue(Double.NaN).resolving(0.001).shownPValue()).isNaN();
    assertThat(withPValue(Double.NaN).resolving(0.001).pValueWords()).isEqualTo("p NaN");
  }

  @Test
  void resolution_ofAResultThatIsChanged_staysUnlessItsPValueDoesNot() {
    Measure changed =
        EFFECT.between(SampleSizes.UNKNOWN).within(Interval.UNKNOWN).withNoise(1, Interval.UNKNOWN);

    assertThat(changed.shownPValue()).isEqualTo(0.001);
    assertThat(EFFECT.withPValueOf(withPValue(1e-7)).shownPValue()).isEqualTo(1e-7);
    assertThat(withPValue(0.5).withPValueOf(EFFECT).shownPValue()).isEqualTo(0.001);
  }

  private static Measure withPValue(double pValue) {
    return new Measure("chi2", 30, pValue, 9, DriftStatus.OK);
  }
}

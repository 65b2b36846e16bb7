package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftVerdictTest {

  @Test
  void decide_significantMaterialAndEnough_flagsIt() {
    assertThat(flag(0.001, 0.12, 0.05, 50)).isTrue();
  }

  @Test
  void decide_oneConditionMissing_doesNotFlag() {
    assertThat(flag(0.01, 0.12, 0.05, 50)).as("p equal to alpha").isFalse();
    assertThat(flag(0.001, 0.12, 0.0701, 50)).as("effect not reached").isFalse();
    assertThat(flag(0.001, 0.12, 0.05, 49.99)).as("too few independent values").isFalse();
  }

  @Test
  void decide_excessEqualToTheEffect_flagsIt() {
    assertThat(flag(0.001, 0.75, 0.5, 50, 0.25)).isTrue();
  }

  @Test
  void decide_manyFeatures_adjustsForTheirNumber() {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(0.0005, 0.5, 0.1, 0.05, 100));
    for (int i = 0; i < 49; i++) {
      candidates.add(candidate(0.5, 0.5, 0.1, 0.05, 100));
    }

    assertThat(DriftVerdict.decide(candidates.subList(0, 1), 0.01)).containsExactly(true);
    assertThat(DriftVerdict.decide(candidates, 0.01)).doesNotContain(true); // 0.0005 · 50 = 0.025
  }

  @Test
  void decide_untestedFeatures_doNotWeighOnTheOthers() {
    Measure constant = Measure.undefined("ks", DriftStatus.NOT_APPLICABLE);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      candidates.add(new Candidate(constant, constant, 0.05, 1000));
      candidates.add(candidate(1e-9, 0.5, 0.1, 0.05, 10));
    }
    candidates.add(candidate(0.0005, 0.5, 0.1, 0.05, 100));

    boolean[] flags = DriftVerdict.decide(candidates, 0.01);

    assertThat(flags).hasSize(99);
    assertThat(flags[98]).isTrue();
    flags[98] = false;
    assertThat(flags).doesNotContain(true);
  }

  @Test
  void decide_twoMeasures_takesSignificanceFromOneAndSizeFromTheOther() {
    Measure significant = new Measure("chi2", 40, 1e-6, 11, DriftStatus.OK);
    Measure small = new Measure("tv", 0.06, 0.5, 0.04, DriftStatus.OK);
    Measure large = new Measure("tv", 0.16, 0.5, 0.04, DriftStatus.OK);

    boolean[] flags =
        DriftVerdict.decide(
            List.of(
                new Candidate(significant, small, 0.05, 100),
                new Candidate(significant, large, 0.05, 100)),
            0.01);

    assertThat(flags).containsExactly(false, true);
  }

  @Test
  void decide_noCandidates_givesNoFlags() {
    assertThat(DriftVerdict.decide(List.of(), 0.01)).isEmpty();
  }

  @Test
  void decide_alphaOutsideItsRange_isRejected() {
    assertThatThrownBy(() -> DriftVerdict.decide(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
    assertThatThrownBy(() -> DriftVerdict.decide(List.of(), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean flag(double pValue, double statistic, double noise, double effectiveN) {
    return flag(pValue, statistic, noise, effectiveN, 0.05);
  }

  private static boolean flag(
      double pValue, double statistic, double noise, double effectiveN, double effect) {
    Candidate candidate = candidate(pValue, statistic, noise, effect, effectiveN);
    return DriftVerdict.decide(List.of(candidate), 0.01)[0];
  }

  private static Candidate candidate(
      double pValue, double statistic, double noise, double effect, double effectiveN) {
    Measure measure = new Measure("ks", statistic, pValue, noise, DriftStatus.OK);
    return new Candidate(measure, measure, effect, effectiveN);
  }
}

package io.modelmon.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.math.Interval;
import org.junit.jupiter.api.Test;

class ShareRiseTest {

  private static final Baseline TWO_PERCENT = new Baseline(0.02, 20_000);

  private static QualityResult judge(Baseline baseline, Rate rate) {
    return ShareRise.judge(QualityRule.MISSING, baseline, rate, 0.05);
  }

  @Test
  void judge_riseBeyondNoiseAndMargin_isAnIssue() {
    // Noise at 0.02 and n = 1000 is about 0.0119: 0.02 + 0.05 + 0.0119 < 0.09.
    QualityResult result = judge(TWO_PERCENT, new Rate(90, 1_000, 1_000));

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.threshold()).isBetween(0.08, 0.09);
    assertThat(result.pValue()).isLessThan(1e-10);
  }

  @Test
  void judge_riseWithinTheMargin_isNone() {
    QualityResult result = judge(TWO_PERCENT, new Rate(75, 1_000, 1_000));

    assertThat(result.status()).isEqualTo(QualityStatus.QUIET);
    assertThat(result.pValue()).as("significant, but small").isLessThan(1e-6);
  }

  @Test
  void judge_fall_isNone() {
    QualityResult result = judge(new Baseline(0.9, 20_000), new Rate(0, 1_000, 1_000));

    assertThat(result.status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void judge_sameShareOfDependentRows_needsMore() {
    Rate dependent = new Rate(90, 1_000, 60);

    assertThat(judge(TWO_PERCENT, dependent).status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void judge_fewIndependentRows_isUndecided() {
    assertThat(judge(TWO_PERCENT, new Rate(1_000, 1_000, 49.9)).status())
        .isEqualTo(QualityStatus.UNDECIDED);
    assertThat(judge(TWO_PERCENT, new Rate(0, 0, 0)).status()).isEqualTo(QualityStatus.UNDECIDED);
    assertThat(judge(TWO_PERCENT, new Rate(1, 1, 1)).status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void judge_unknownBaseline_isUndecided() {
    QualityResult result = judge(Baseline.UNKNOWN, new Rate(500, 1_000, 1_000));

    assertThat(result.status()).isEqualTo(QualityStatus.UNDECIDED);
    assertThat(result.pValue()).isNaN();
    assertThat(result.threshold()).isNaN();
  }

  @Test
  void judge_noHitOrOnlyHitsOnBothSides_isQuiet() {
    QualityResult none = judge(new Baseline(0, 100), new Rate(0, 1_000, 1_000));
    QualityResult all = judge(new Baseline(1, 100), new Rate(1_000, 1_000, 1_000));

    assertThat(none.status()).isEqualTo(QualityStatus.QUIET);
    assertThat(none.pValue()).isEqualTo(1);
    assertThat(all.status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void judge_knownToBeZero_isAnIssueFromTheMarginOn() {
    assertThat(judge(Baseline.ZERO, new Rate(70, 1_000, 1_000)).status())
        .isEqualTo(QualityStatus.ISSUE);
    assertThat(judge(Baseline.ZERO, new Rate(40, 1_000, 1_000)).status())
        .isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void rate_interval_isThatOfTheEffectiveSize() {
    Interval independent = new Rate(50, 1_000, 1_000).interval();
    Interval dependent = new Rate(50, 1_000, 100).interval();

    assertThat(independent.level()).isEqualTo(0.99);
    assertThat(independent.lower()).isBetween(0.034, 0.036);
    assertThat(independent.upper()).isBetween(0.070, 0.072);
    assertThat(dependent.lower()).isLessThan(independent.lower());
    assertThat(dependent.upper()).isGreaterThan(independent.upper());
  }

  @Test
  void rate_edges_stayInUnit() {
    assertThat(new Rate(0, 0, 0).share()).isNaN();
    assertThat(new Rate(0, 0, 0).interval()).isEqualTo(new Interval(0, 1, 0.99));
    assertThat(new Rate(7, 7, 6.999999999999999).interval().upper()).isCloseTo(1, within(1e-15));
    assertThat(new Rate(0, 7, 7).interval().lower()).isZero();
  }

  @Test
  void rate_impossibleCounts_areRefused() {
    assertThatThrownBy(() -> new Rate(2, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(-1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(0, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}

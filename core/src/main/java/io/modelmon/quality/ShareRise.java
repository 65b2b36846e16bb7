package io.modelmon.quality;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.drift.Measure;
import io.modelmon.drift.ProportionShift;

/**
 * The verdict about a share of bad values: an issue when it is up against its baseline by more than
 * sampling noise and a margin together.
 *
 * <p>A share that falls is no issue. A rise that is significant but small is none either: on a
 * large window everything is significant.
 *
 * <p><b>Input:</b> both shares with their effective sizes; a window worth fewer than 50 independent
 * values decides nothing. <br>
 * <b>Output:</b> a result whose noise is the 99 % level of the difference. <br>
 * <b>Error:</b> as {@link ProportionShift}. <br>
 * <b>Cost:</b> constant. <br>
 * <b>Threads:</b> stateless.
 */
final class ShareRise {

  /** Level of the two-sided test; the noise is the same level in units of the share. */
  static final double ALPHA = 0.01;

  private ShareRise() {}

  static QualityResult judge(QualityRule rule, Baseline baseline, Rate rate, double margin) {
    if (!baseline.known() || rate.effectiveN() < DriftVerdict.MIN_EFFECTIVE_N) {
      return QualityResult.undecided(rule, rate, baseline, margin);
    }
    Measure measure =
        ProportionShift.compareShares(
            baseline.share(), baseline.effectiveN(), rate.share(), rate.effectiveN());
    if (measure.status() == DriftStatus.TOO_FEW_SAMPLES) {
      return QualityResult.undecided(rule, rate, baseline, margin);
    }
    if (measure.status() != DriftStatus.OK) {
      // No hit on either side, or nothing but hits: nothing can have risen.
      return new QualityResult(rule, rate, baseline, 1, 0, margin, QualityStatus.QUIET);
    }
    double rise = rate.share() - baseline.share();
    boolean issue = rise - measure.noise() >= margin && measure.pValue() < ALPHA;
    return new QualityResult(
        rule,
        rate,
        baseline,
        measure.pValue(),
        measure.noise(),
        margin,
        issue ? QualityStatus.ISSUE : QualityStatus.QUIET);
  }
}

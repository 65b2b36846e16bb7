package io.modelmon.quality;

import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.InvalidReason;

/**
 * The share of infinities, against the share of invalid values in the reference, which keeps no
 * reasons: that is at least the share of infinities, so the rule errs to the quiet side. Without a
 * reference none is expected.
 */
final class NonFiniteValues implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.NON_FINITE;
  }

  @Override
  public QualityResult evaluate(ColumnWindow window) {
    ColumnTotals totals = window.totals();
    long expected = totals == null ? 0 : totals.invalid();
    Rate rate =
        new Rate(
            window.counts().invalid(InvalidReason.INFINITE),
            window.counts().rows(),
            window.counts().effectiveNonFiniteRows());
    return ShareRise.judge(
        rule(), Baseline.ofRows(totals, expected, Baseline.ZERO), rate, window.margin());
  }
}

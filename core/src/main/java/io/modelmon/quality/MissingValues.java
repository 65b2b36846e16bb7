package io.modelmon.quality;

import io.modelmon.profile.ColumnTotals;

/**
 * The share of values that are null, absent, blank or NaN, against the reference's. Without a
 * reference nothing is decided: a feature may well be optional.
 */
final class MissingValues implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.MISSING;
  }

  @Override
  public QualityResult evaluate(ColumnWindow window) {
    ColumnTotals totals = window.totals();
    long expected = totals == null ? 0 : totals.missing();
    Rate rate =
        new Rate(
            window.counts().missing(), window.counts().rows(), window.counts().effectiveRows());
    return ShareRise.judge(
        rule(), Baseline.ofRows(totals, expected, Baseline.UNKNOWN), rate, window.margin());
  }
}

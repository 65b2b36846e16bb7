package io.modelmon.quality;

import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.InvalidReason;

/**
 * The share of values that are neither numbers nor texts, or no numbers where numbers are expected;
 * against the share of invalid values in the reference, as {@link NonFiniteValues}.
 *
 * <p>A column that changes its type altogether has a share of 1 here.
 */
final class WrongTypes implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.WRONG_TYPE;
  }

  @Override
  public QualityResult evaluate(ColumnWindow window) {
    ColumnTotals totals = window.totals();
    long expected = totals == null ? 0 : totals.invalid();
    long hits =
        window.counts().invalid(InvalidReason.WRONG_TYPE)
            + window.counts().invalid(InvalidReason.UNPARSABLE);
    Rate rate = new Rate(hits, window.counts().rows(), window.counts().effectiveWrongTypeRows());
    return ShareRise.judge(
        rule(), Baseline.ofRows(totals, expected, Baseline.ZERO), rate, window.margin());
  }
}

package io.modelmon.quality;

import io.modelmon.profile.ReferenceColumn;
import io.modelmon.sketch.TrailingRun;
import org.jspecify.annotations.Nullable;

/**
 * One and the same value in the last calls of a window, where a run of that length is improbable by
 * {@link RunLaw} and takes up at least the margin of the window.
 *
 * <p>The rate is the share of the window's values in that run; its baseline the share of the value
 * in the reference, known to the mass of one cell.
 */
final class StuckValue implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.STUCK;
  }

  @Override
  public @Nullable QualityResult evaluate(ColumnWindow window) {
    TrailingRun run = window.run();
    ReferenceColumn reference = window.reference();
    if (run == null || reference == null) {
      return null;
    }
    long n = window.counts().n();
    Rate rate = new Rate(run.rows(), n, window.counts().effectiveN());
    double share = window.runShare();
    if (n < RunLaw.MIN_CALLS
        || reference.totals().rows() == 0
        || !RunLaw.judges(share, window.dependence())) {
      return QualityResult.undecided(rule(), rate, Baseline.UNKNOWN, window.margin());
    }
    double pValue = RunLaw.pValue(share, window.dependence(), run.calls());
    boolean issue = RunLaw.improbable(pValue, run.calls()) && rate.share() >= window.margin();
    return new QualityResult(
        rule(),
        rate,
        new Baseline(share, reference.totals().effectiveRows()),
        pValue,
        0,
        window.margin(),
        issue ? QualityStatus.ISSUE : QualityStatus.QUIET);
  }
}

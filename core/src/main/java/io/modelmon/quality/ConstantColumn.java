package io.modelmon.quality;

import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.sketch.TrailingRun;
import org.jspecify.annotations.Nullable;

/**
 * One and the same value in a whole window, where that is improbable by {@link RunLaw}.
 *
 * <p>The rate is the share of the window in its fullest cell: 1 for a constant, small for anything
 * continuous. Its baseline is what the reference has there.
 */
final class ConstantColumn implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.CONSTANT;
  }

  @Override
  public @Nullable QualityResult evaluate(ColumnWindow window) {
    TrailingRun run = window.run();
    if (window.counts() instanceof NumericCounts numeric && run != null) {
      Baseline scale = Baseline.of(0, numeric.reference().n(), numeric.reference().effectiveN());
      return judge(window, run, numeric.counts().cells(), numeric.reference().cells(), scale);
    }
    if (window.counts() instanceof CategoricalCounts categorical && run != null) {
      Baseline scale =
          Baseline.of(0, categorical.reference().n(), categorical.reference().effectiveN());
      return judge(
          window, run, categorical.counts().cells(), categorical.reference().cells(), scale);
    }
    return null;
  }

  private QualityResult judge(
      ColumnWindow window, TrailingRun run, long[] cells, long[] expected, Baseline scale) {
    int fullest = 0;
    long n = 0;
    long total = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      fullest = cells[cell] > cells[fullest] ? cell : fullest;
      n += cells[cell];
      total += expected[cell];
    }
    Rate rate = new Rate(cells[fullest], n, window.counts().effectiveN());
    if (total == 0
        || n < RunLaw.MIN_CALLS
        || !RunLaw.judges(window.runShare(), window.dependence())) {
      return QualityResult.undecided(rule(), rate, Baseline.UNKNOWN, 0);
    }
    Baseline baseline = Baseline.of(expected[fullest], total, scale.effectiveN());
    boolean constant = run.rows() == n;
    double pValue =
        constant ? RunLaw.pValue(window.runShare(), window.dependence(), run.calls()) : 1;
    boolean issue = constant && RunLaw.improbable(pValue, run.calls());
    return new QualityResult(
        rule(), rate, baseline, pValue, 0, 0, issue ? QualityStatus.ISSUE : QualityStatus.QUIET);
  }
}

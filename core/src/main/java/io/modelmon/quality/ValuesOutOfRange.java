package io.modelmon.quality;

import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.NumericCounts;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.PlainCounts;
import io.modelmon.profile.ValueRange;
import org.jspecify.annotations.Nullable;

/**
 * The share of numbers beyond declared limits, or beyond the least and greatest value of the
 * reference where none are declared.
 *
 * <p>A new value lies beyond one end of a sample of m with probability 1 / (m + 1), whatever the
 * distribution, so that is the share to expect of an end that was only seen; that of a declared end
 * is the share of the reference beyond it.
 *
 * <p><b>Error:</b> the number beyond the ends of a sample follows the negative hypergeometric law.
 * The test takes its expected value for a count of the reference, which doubles the smaller tail
 * and adds one to the order of the law: it errs to the quiet side. The reference's share beyond a
 * declared limit is known to the mass of one cell.
 *
 * @see "S. S. Wilks: Determination of sample sizes for setting tolerance limits, Annals of
 *     Mathematical Statistics 12, 1941"
 */
final class ValuesOutOfRange implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.OUT_OF_RANGE;
  }

  @Override
  public @Nullable QualityResult evaluate(ColumnWindow window) {
    ColumnCounts counts = window.counts();
    ValueRange range = window.range();
    if (counts instanceof NumericCounts numeric) {
      Rate rate =
          new Rate(numeric.counts().outside(), numeric.n(), numeric.counts().effectiveOutsideN());
      return ShareRise.judge(rule(), expected(numeric.reference(), range), rate, window.margin());
    }
    if (counts instanceof PlainCounts plain && range.declared()) {
      Rate rate = new Rate(plain.outside(), plain.limitedN(), plain.effectiveOutsideN());
      return ShareRise.judge(rule(), Baseline.ZERO, rate, window.margin());
    }
    return null;
  }

  private static Baseline expected(NumericReference reference, ValueRange range) {
    if (reference.n() == 0) {
      return range.declared() ? Baseline.ZERO : Baseline.UNKNOWN;
    }
    double effectiveN = reference.effectiveN();
    double beyond = (double) beyond(reference, range) / reference.n();
    double share = beyond + range.learnedSides(reference) / (effectiveN + 1);
    return new Baseline(Math.min(1, share), effectiveN);
  }

  /** Values of the reference beyond declared limits; those it shows itself have none beyond. */
  private static long beyond(NumericReference reference, ValueRange range) {
    double low = range.low(reference);
    double high = range.high(reference);
    long sum = 0;
    for (int cell = 0; cell < reference.cells().length; cell++) {
      double center = reference.centers()[cell];
      sum += center < low || center > high ? reference.cells()[cell] : 0;
    }
    return sum;
  }
}

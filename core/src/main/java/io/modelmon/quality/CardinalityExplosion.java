package io.modelmon.quality;

import io.modelmon.drift.DriftVerdict;
import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.sketch.DistinctEstimate;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/**
 * More different categories in a window than the reference foretells for as many values.
 *
 * <p>The rate is the number of different categories per value; an issue, when it is above the
 * expected one by noise and margin together. What is expected is an upper bound, see {@link
 * #expected}; dependence between values only makes fewer of them different, so it causes no alarm.
 *
 * <p><b>Error:</b> the number of different categories varies by no more than a Poisson count of the
 * same mean; beyond {@value DistinctEstimate#KEPT} infrequent ones the estimate varies by some 3 %
 * more, and what the reference has not seen by the root of its size.
 *
 * @see "I. J. Good and G. H. Toulmin: The number of new species, and the increase in population
 *     coverage, when a sample is increased, Biometrika 43, 1956"
 */
final class CardinalityExplosion implements ColumnRule {

  /** Normal quantile of a one-sided 1 %. */
  private static final double CRITICAL = 2.3263478740408408;

  @Override
  public QualityRule rule() {
    return QualityRule.CARDINALITY;
  }

  @Override
  public @Nullable QualityResult evaluate(ColumnWindow window) {
    if (!(window.counts() instanceof CategoricalCounts categorical)) {
      return null;
    }
    CategoricalReference reference = categorical.reference();
    long n = categorical.n();
    long distinct = Math.min(n, categorical.counts().distinct());
    Rate rate = new Rate(distinct, n, categorical.effectiveN());
    if (n < DriftVerdict.MIN_EFFECTIVE_N || reference.n() == 0) {
      return QualityResult.undecided(rule(), rate, Baseline.UNKNOWN, window.margin());
    }
    double expected = Math.min((double) n, expected(reference, n));
    Baseline baseline = new Baseline(expected / n, reference.effectiveN());
    double noise = CRITICAL * Math.sqrt(variance(reference, expected, distinct, n)) / n;
    double rise = (distinct - expected) / n;
    boolean issue = rise - noise >= window.margin();
    return new QualityResult(
        rule(),
        rate,
        baseline,
        Gamma.regularizedGammaP(Math.max(1.0, (double) distinct), expected),
        noise,
        window.margin(),
        issue ? QualityStatus.ISSUE : QualityStatus.QUIET);
  }

  private static double variance(
      CategoricalReference reference, double expected, long distinct, long n) {
    double unseen = (double) UnseenCategories.singleValues(reference) / reference.n();
    double ofUnseen = n * (double) n * unseen / Math.max(1.0, reference.effectiveN());
    double estimated = distinct > DistinctEstimate.KEPT ? (double) distinct : 0;
    return expected + ofUnseen + estimated * estimated / DistinctEstimate.KEPT;
  }

  /**
   * Returns at most how many different categories n values of the reference's population hold on
   * average: frequent ones by their shares; infrequent ones as if all had the same share, which
   * makes most of them occur; and as many new ones as Good's estimate foretells values of them.
   * Where infrequent categories were forgotten, no more than the reference itself holds, which grow
   * no faster than its size.
   */
  static double expected(CategoricalReference reference, long n) {
    long[] cells = reference.cells();
    int other = reference.index().otherCell();
    double total = reference.n();
    double expected = 0;
    for (int cell = 0; cell < other; cell++) {
      expected += occurs(cells[cell] / total, n);
    }
    double rare = (cells[other] + cells[reference.index().unseenCell()]) / total;
    double rareCategories = Math.max(0.0, reference.distinct() - (double) other);
    if (!reference.index().complete()) {
      return expected + Math.min(n * rare, rareCategories * Math.max(1.0, n / total));
    }
    double unseen = UnseenCategories.singleValues(reference) / total;
    double known = Math.max(0.0, rare - cells[reference.index().unseenCell()] / total);
    if (rareCategories > 0) {
      expected += rareCategories * occurs(known / rareCategories, n);
    }
    return expected + n * unseen;
  }

  private static double occurs(double share, long n) {
    return -Math.expm1(n * Math.log1p(-Math.min(1 - 1e-16, share)));
  }
}

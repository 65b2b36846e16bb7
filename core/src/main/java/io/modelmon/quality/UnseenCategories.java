package io.modelmon.quality;

import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.CategoricalReference;
import org.jspecify.annotations.Nullable;

/**
 * The share of categories that the reference never saw.
 *
 * <p>Some are to be expected: as many as the reference holds values that occur in it only once.
 * Where the reference held too many categories to remember them all, none is called unseen, and the
 * rule is silent.
 *
 * @see "I. J. Good: The population frequencies of species and the estimation of population
 *     parameters, Biometrika 40, 1953"
 */
final class UnseenCategories implements ColumnRule {

  @Override
  public QualityRule rule() {
    return QualityRule.UNSEEN;
  }

  @Override
  public @Nullable QualityResult evaluate(ColumnWindow window) {
    if (!(window.counts() instanceof CategoricalCounts categorical)) {
      return null;
    }
    CategoricalReference reference = categorical.reference();
    Baseline baseline = Baseline.of(singleValues(reference), reference.n(), reference.effectiveN());
    Rate rate =
        new Rate(
            categorical.counts().cells()[reference.index().unseenCell()],
            categorical.n(),
            categorical.counts().effectiveUnseenN());
    return ShareRise.judge(rule(), baseline, rate, window.margin());
  }

  /** Returns how many values of a reference a sample of the same size may never have seen. */
  static long singleValues(CategoricalReference reference) {
    long[] cells = reference.cells();
    long single = cells[reference.index().unseenCell()];
    for (int cell = 0; cell < reference.index().otherCell(); cell++) {
      single += cells[cell] == 1 ? 1 : 0;
    }
    return single;
  }
}

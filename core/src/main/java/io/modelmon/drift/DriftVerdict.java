package io.modelmon.drift;

import java.util.List;

/**
 * The verdict of one window about all its features: a feature is flagged when its difference is
 * significant after the adjustment for the features of the window, material beyond sampling noise,
 * and based on enough independent values.
 *
 * <p>Significance alone flags differences that nobody would act on; size alone flags small samples.
 * {@link Persistence} turns flags into transitions.
 *
 * <p><b>Input:</b> the candidates of one window. <br>
 * <b>Output:</b> one flag per candidate. <br>
 * <b>Error:</b> exact, given the measures. <br>
 * <b>Cost:</b> one sort of the p-values. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> a candidate with too few independent values, or whose measures are
 * undefined, is not tested: it is never flagged and does not weigh on the others.
 *
 * @see Correction
 */
public final class DriftVerdict {

  /** Least effective sample size of a window that may be flagged; chosen, see DESIGN.md. */
  public static final double MIN_EFFECTIVE_N = 50;

  /** Least number of values of a reference that a window is compared with; chosen as well. */
  public static final long MIN_REFERENCE_N = 50;

  private DriftVerdict() {}

  /** Decides about all features of a window by {@link Correction#BENJAMINI_HOCHBERG}. */
  public static boolean[] decide(List<Candidate> candidates, double alpha) {
    return decide(candidates, alpha, Correction.BENJAMINI_HOCHBERG);
  }

  /**
   * Decides about all features of a window.
   *
   * @param candidates the features
   * @param alpha level of the adjusted p-values, in (0, 1); the comparison is strict
   * @param correction how p-values are adjusted for the number of features
   * @return one flag per candidate, in their order
   * @throws IllegalArgumentException when {@code alpha} is outside (0, 1)
   */
  public static boolean[] decide(List<Candidate> candidates, double alpha, Correction correction) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
    }
    double[] pValues = new double[candidates.size()];
    for (int i = 0; i < pValues.length; i++) {
      pValues[i] = testedPValue(candidates.get(i));
    }
    double[] adjusted = correction.adjust(pValues);
    boolean[] flags = new boolean[pValues.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = adjusted[i] < alpha && isMaterial(candidates.get(i)); // false when NaN
    }
    return flags;
  }

  private static double testedPValue(Candidate candidate) {
    boolean tested =
        candidate.effectiveN() >= MIN_EFFECTIVE_N
            && candidate.significance().status() == DriftStatus.OK
            && candidate.effectMeasure().status() == DriftStatus.OK;
    return tested ? candidate.significance().pValue() : Double.NaN;
  }

  private static boolean isMaterial(Candidate candidate) {
    Measure measure = candidate.effectMeasure();
    return measure.statistic() - measure.noise() >= candidate.effect();
  }
}

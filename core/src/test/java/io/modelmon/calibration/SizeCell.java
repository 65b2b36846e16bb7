package io.modelmon.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * One population at one pair of sizes.
 *
 * @param population where both samples come from
 * @param n size of the current sample
 * @param m size of the reference
 */
record SizeCell(Population population, int n, int m) {

  static final double[] ALPHAS = {0.05, 0.01, 0.001};
  static final String[] LEVEL_NAMES = {"0.05", "0.01", "0.001"};

  /** In every trial of that number, the p-value that is had alone must be that of the measure. */
  private static final int CHECKED = 100;

  /**
   * Returns the alarms of the measures at each level, every trial with a reference of its own.
   *
   * @param from number of the first trial, which is its seed
   * @param to that of the first one after them
   */
  long[][] simulate(List<CalibratedMeasure> measures, int from, int to) {
    long[][] alarms = new long[measures.size()][ALPHAS.length];
    for (int trial = from; trial < to; trial++) {
      Trial drawn = Trial.draw(population, n, m, seed(trial));
      for (int i = 0; i < alarms.length; i++) {
        double pValue = measures.get(i).pValue().applyAsDouble(drawn);
        if (trial % CHECKED == 0) {
          assertThat(pValue) // boxed, so that NaN equals NaN
              .isEqualTo(Double.valueOf(measures.get(i).compare().apply(drawn).pValue()));
        }
        for (int level = 0; level < ALPHAS.length; level++) {
          alarms[i][level] += pValue < ALPHAS[level] ? 1 : 0; // NaN is no alarm
        }
      }
    }
    return alarms;
  }

  /** Returns its name, as {@code normal-50-500}. */
  String name() {
    return population.name().toLowerCase(java.util.Locale.ROOT) + "-" + n + "-" + m;
  }

  /** Returns whether it is the one of that name, or of those whose names begin with it. */
  boolean isOneOf(String names) {
    return names.isEmpty() || (name() + "-").startsWith(names + "-");
  }

  private long seed(int trial) {
    return ((population.ordinal() * 100_003L + n) * 100_003L + m) * 1_000_003L + trial;
  }
}

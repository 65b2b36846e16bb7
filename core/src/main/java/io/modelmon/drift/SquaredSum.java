package io.modelmon.drift;

import io.modelmon.math.BrownianBridgeSquare;

/**
 * A weighted sum of squared gaps and its law when nothing has drifted.
 *
 * @param statistic the sum, ≥ 0
 * @param law its law
 */
record SquaredSum(double statistic, BrownianBridgeSquare.Law law) {

  double pValue() {
    return law.survival(statistic);
  }

  /** Returns the noise, which costs ten times what the p-value does. */
  double noise() {
    return law.criticalValue(NoiseLevel.TAIL);
  }

  Measure measure(String name) {
    return new Measure(name, statistic, pValue(), noise(), DriftStatus.OK);
  }
}

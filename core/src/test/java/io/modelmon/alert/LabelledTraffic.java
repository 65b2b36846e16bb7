package io.modelmon.alert;

import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The quality of the predictions of windows with 500 labels each, of a model that predicts a
 * probability, a class and a number. How hard the cases are moves from window to window.
 */
final class LabelledTraffic {

  static final IndicatorPath ACCURACY = IndicatorPath.of("performance", "accuracy");
  static final IndicatorPath BRIER = IndicatorPath.of("performance", "brier");
  static final IndicatorPath MAE = IndicatorPath.of("performance", "mae");

  private static final int LABELS = 500;
  private static final double ERROR_RATE = 0.1;
  private static final double MOVEMENT = 0.1;

  private final SplittableRandom random;
  private final double correlation;
  private final boolean heavyTail;
  private double hardness;
  private double worse = 1;

  /**
   * Creates traffic.
   *
   * @param correlation how much of its hardness a window has from the window before
   * @param heavyTail whether errors of numbers have a tail of index 3
   */
  LabelledTraffic(long seed, double correlation, boolean heavyTail) {
    this.random = new SplittableRandom(seed);
    this.correlation = correlation;
    this.heavyTail = heavyTail;
    this.hardness = random.nextGaussian();
  }

  /** Multiplies the rate and the size of errors from now on. */
  void worsen(double factor) {
    worse = factor;
  }

  /** Returns the readings of the next window. */
  Map<IndicatorPath, Reading> next() {
    hardness =
        correlation * hardness + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
    double factor = worse * Math.exp(MOVEMENT * hardness);
    int wrong = 0;
    double squares = 0;
    double sizes = 0;
    for (int i = 0; i < LABELS; i++) {
      boolean error = random.nextDouble() < ERROR_RATE * factor;
      wrong += error ? 1 : 0;
      // Scores that are on the right side by 0.2 to 1, or as far on the wrong one.
      double distance = 0.5 + (error ? 0.5 : -0.5) * (0.2 + 0.8 * random.nextDouble());
      squares += distance * distance;
      sizes += factor * size();
    }
    Map<IndicatorPath, Reading> readings = new HashMap<>();
    readings.put(ACCURACY, new Reading(1 - wrong / (double) LABELS, LABELS));
    readings.put(BRIER, new Reading(squares / LABELS, LABELS));
    readings.put(MAE, new Reading(sizes / LABELS, LABELS));
    return readings;
  }

  private double size() {
    return heavyTail
        ? Math.pow(1 - random.nextDouble(), -1.0 / 3)
        : Math.abs(random.nextGaussian());
  }
}

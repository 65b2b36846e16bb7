package io.modelmon.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A drift measure that decides nothing and can be asked for; its word in the file is also its name
 * in telemetry. A measure that does not fit a feature's type is left out there.
 */
public enum DescriptiveMeasure {
  /** Population stability index. */
  PSI,
  /** Jensen–Shannon divergence in bits. */
  JS,
  /** Its square root. */
  JS_DISTANCE,
  /** Kullback–Leibler divergence of the window from the reference, in nats. */
  KL,
  /** Hellinger distance. */
  HELLINGER,
  /** Total variation; on groups of values for numbers, where it does not decide. */
  TV,
  /** Largest difference of a single category's share. */
  L_INFINITY,
  /** Pearson's chi-square of the contingency table; categories. */
  CHI2,
  /** Its likelihood ratio form; categories. */
  G,
  /** Fisher's exact test; features of two categories. */
  FISHER,
  /** Wasserstein distance in the feature's unit; numbers. */
  WASSERSTEIN,
  /** Wasserstein distance in multiples of the reference's scale; numbers. */
  WASSERSTEIN_SCALED;

  /** Returns all of them by their word in the file. */
  static Map<String, DescriptiveMeasure> words() {
    Map<String, DescriptiveMeasure> words = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(one -> words.put(one.name().toLowerCase(Locale.ROOT), one));
    return words;
  }
}

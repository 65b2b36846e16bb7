package io.modelmon.performance;

import java.util.Locale;

/** How unequally a classifier treats groups. */
public enum FairnessName {
  /** Largest difference of the share predicted positive. */
  DEMOGRAPHIC_PARITY_DIFFERENCE,
  /** Smallest share predicted positive relative to the largest. */
  DEMOGRAPHIC_PARITY_RATIO,
  /** Largest difference of recall: of the chance of those who deserve the positive class. */
  EQUAL_OPPORTUNITY_DIFFERENCE,
  /** The larger of the largest differences of recall and of the false-positive rate. */
  EQUALISED_ODDS_DIFFERENCE;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** Returns the name in telemetry, such as {@code demographic_parity_ratio}. */
  public String id() {
    return id;
  }
}

package io.modelmon.config;

/** How much is exported per feature. */
public enum Detail {
  /** The primary measure, missing and invalid counts. */
  FEATURES,
  /** Also all other measures, value histograms and category counts. */
  FULL
}

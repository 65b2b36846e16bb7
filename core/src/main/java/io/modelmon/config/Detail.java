package io.modelmon.config;

/** How much is exported per feature. */
public enum Detail {
  /** The primary measure, missing and invalid counts. */
  FEATURES,
  /** Also value histograms, category counts and, unless some are listed, all other measures. */
  FULL
}

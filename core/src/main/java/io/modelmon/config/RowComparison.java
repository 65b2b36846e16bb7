package io.modelmon.config;

import java.util.Locale;

/** A comparison of whole rows. */
public enum RowComparison {
  /** Maximum mean discrepancy. */
  MMD,
  /** Maximum mean discrepancy with random Fourier features. */
  MMD_RFF,
  /** Reconstruction error of principal components. */
  PCA,
  /** Classifier two-sample test. */
  CLASSIFIER,
  /** Energy distance. */
  ENERGY;

  /** Returns the word that stands for it in the file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

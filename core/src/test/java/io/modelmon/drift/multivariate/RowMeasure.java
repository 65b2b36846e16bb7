package io.modelmon.drift.multivariate;

import io.modelmon.drift.Measure;

/** Every measure, for tests that hold for all. */
enum RowMeasure {
  MMD,
  MMD_RFF,
  PCA,
  CLASSIFIER,
  ENERGY;

  Measure compare(PooledRows rows, Permutations permutations) {
    return switch (this) {
      case MMD -> MaximumMeanDiscrepancy.compare(rows, permutations);
      case MMD_RFF -> FourierMeanDiscrepancy.compare(rows, permutations);
      case PCA -> PcaReconstruction.compare(rows, permutations);
      case CLASSIFIER -> ClassifierTwoSample.compare(rows, permutations.seed());
      case ENERGY -> MultivariateEnergy.compare(rows, permutations);
    };
  }
}

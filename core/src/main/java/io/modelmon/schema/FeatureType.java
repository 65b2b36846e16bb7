package io.modelmon.schema;

/** How the values of a feature are compared: as numbers on a grid, or as counts of categories. */
public enum FeatureType {
  /** Ordered values; compared by their distribution function. */
  NUMERIC,
  /** Unordered levels; compared by their frequencies. */
  CATEGORICAL
}

package io.modelmon.alert.anomaly;

/** A fitted description of what is usual. */
interface Scorer {

  /**
   * Returns how unusual a row is: more is more unusual, and nothing else is promised of the scale.
   *
   * @param row as many finite numbers as the rows it was fitted to
   */
  double score(double[] row);
}

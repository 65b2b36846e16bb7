package io.modelmon.profile;

import io.modelmon.sketch.GridTally;
import io.modelmon.sketch.Moments;

/** The second pass over a numeric column of a reference. */
final class NumericTally extends ColumnCounts {

  private final GridTally tally;

  NumericTally(GridTally tally) {
    this.tally = tally;
  }

  @Override
  void acceptNumber(double value) {
    tally.record(value);
  }

  @Override
  void acceptText(String value) {
    parse(value);
  }

  @Override
  void endValues() {
    tally.endCall();
  }

  @Override
  public double effectiveN() {
    return tally.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    throw unlike(other);
  }

  NumericReference build(String name, ColumnTotals totals, boolean independent, long distinct) {
    Moments moments = tally.moments();
    NumericReference.Shape shape =
        new NumericReference.Shape(
            moments.mean(), moments.squares(), moments.min(), moments.max(), distinct);
    double effectiveN = independent ? (double) moments.n() : effectiveN();
    return new NumericReference(name, totals, tally.counted(), shape, effectiveN);
  }
}

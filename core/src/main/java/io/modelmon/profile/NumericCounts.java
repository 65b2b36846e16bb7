package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.GridCounts;

/** Live counts of a numeric column on its reference's grid. */
public final class NumericCounts extends ColumnCounts {

  private final NumericReference reference;
  private final GridCounts counts;

  /** Creates empty counts. */
  public NumericCounts(NumericReference reference) {
    super(reference.seasons());
    this.reference = reference;
    double mean = reference.shape().mean();
    double center = Double.isFinite(mean) ? mean : 0;
    this.counts = new GridCounts(reference.grid(), reference.positions(), center);
  }

  @Override
  void acceptNumber(double value) {
    counts.record(value);
  }

  @Override
  void acceptNumbers(double[] values, int count) {
    counts.recordCalls(values, count);
  }

  @Override
  void acceptText(String value) {
    parse(value);
  }

  @Override
  void endValues() {
    counts.endCall();
  }

  /** Returns the reference. */
  public NumericReference reference() {
    return reference;
  }

  /** Returns the counts on the grid; a live view. */
  public GridCounts counts() {
    return counts;
  }

  @Override
  public double effectiveN() {
    return counts.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    if (!(other instanceof NumericCounts numeric)) {
      throw unlike(other);
    }
    counts.merge(numeric.counts);
    mergeTotals(other);
  }

  @Override
  void writeValues(ContentSink out) {
    out.size("cells", counts.cells().length);
    out.counts("counts", counts.cells());
    out.numbers("sums", counts.sums());
    LagContent.write("lags", counts.lags(), out);
  }

  @Override
  void readValues(ContentSource in) {
    int cells = in.size("cells");
    if (cells != reference.grid().cells()) {
      throw new IllegalArgumentException(
          "column '%s' has %d cells, but its reference %d"
              .formatted(reference.name(), cells, reference.grid().cells()));
    }
    long[] known = in.counts("counts", cells);
    requireValues(Counting.sum(known));
    double[] sums = in.numbers("sums", counts.sums().length);
    counts.restore(known, sums, LagContent.read("lags", in));
  }
}

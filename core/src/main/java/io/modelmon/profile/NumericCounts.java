package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.GridCounts;
import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.TrailingRun;

/** Live counts of a numeric column on its reference's grid. */
public final class NumericCounts extends ColumnCounts {

  private final NumericReference reference;
  private final GridCounts counts;
  private final TrailingRun run = new TrailingRun();

  /** Creates empty counts, the reference's range being the one to expect. */
  public NumericCounts(NumericReference reference) {
    this(reference, ValueRange.UNDECLARED);
  }

  /** Creates empty counts with a range to expect. */
  public NumericCounts(NumericReference reference, ValueRange range) {
    super(reference.seasons());
    this.reference = reference;
    double mean = reference.shape().mean();
    double center = Double.isFinite(mean) ? mean : 0;
    this.counts =
        new GridCounts(
            reference.grid(),
            reference.positions(),
            center,
            range.low(reference),
            range.high(reference));
  }

  @Override
  void acceptNumber(double value) {
    counts.record(value);
    run.record(TrailingRun.keyOf(value));
  }

  @Override
  void acceptNumbers(double[] values, int count) {
    run.recordCalls(values, count);
    counts.recordCalls(values, count);
  }

  @Override
  void acceptText(String value) {
    parse(value);
  }

  @Override
  void endValues() {
    counts.endCall();
    run.endCall();
  }

  /** Returns the reference. */
  public NumericReference reference() {
    return reference;
  }

  /** Returns the counts on the grid; a live view. */
  public GridCounts counts() {
    return counts;
  }

  /** Returns the run of one value at the end; a live view. Merging leaves it alone. */
  public TrailingRun run() {
    return run;
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
    RareContent.write("outside", counts.outsideHits(), out);
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
    LagSums lags = LagContent.read("lags", in);
    counts.restore(known, sums, lags, RareContent.read("outside", lags, in));
  }
}

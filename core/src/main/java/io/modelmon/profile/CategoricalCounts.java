package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.CategoryPairs;
import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.TrailingRun;

/** Live counts of a categorical column on its reference's categories. */
public final class CategoricalCounts extends ColumnCounts {

  private final CategoricalReference reference;
  private final CategoryCounts counts;
  private final TrailingRun run = new TrailingRun();
  private int lastCell;

  /** Creates empty counts. */
  public CategoricalCounts(CategoricalReference reference) {
    super(reference.seasons());
    this.reference = reference;
    this.counts = new CategoryCounts(reference.index(), reference.scores());
  }

  @Override
  void acceptNumber(double value) {
    record(CellText.category(value));
  }

  @Override
  void acceptText(String value) {
    record(CellText.category(value));
  }

  private void record(String category) {
    lastCell = counts.record(category);
    run.record(((long) category.length() << 32) ^ category.hashCode());
  }

  @Override
  void endValues() {
    counts.endCall();
    run.endCall();
  }

  /** Returns the reference. */
  public CategoricalReference reference() {
    return reference;
  }

  /** Returns the counts per category; a live view. */
  public CategoryCounts counts() {
    return counts;
  }

  /** Returns the run of one category at the end; a live view. Merging leaves it alone. */
  public TrailingRun run() {
    return run;
  }

  /** Returns the cell of the newest value; means nothing before the first. */
  public int lastCell() {
    return lastCell;
  }

  @Override
  public double effectiveN() {
    return counts.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    if (!(other instanceof CategoricalCounts categorical)) {
      throw unlike(other);
    }
    counts.merge(categorical.counts);
    mergeTotals(other);
  }

  @Override
  void writeValues(ContentSink out) {
    out.size("cells", counts.cells().length);
    out.counts("counts", counts.cells());
    LagContent.write("lags", counts.lags(), out);
    out.begin("pairs");
    out.counts("counts", counts.pairs().counts());
    out.number("merged", counts.pairs().mergedInflation());
    out.end();
    RareContent.write("unseen", counts.unseenHits(), out);
    out.hashes("rare", counts.rareHashes());
  }

  @Override
  void readValues(ContentSource in) {
    int cells = in.size("cells");
    if (cells != reference.cells().length) {
      throw new IllegalArgumentException(
          "column '%s' has %d categories, but its reference %d"
              .formatted(reference.name(), cells, reference.cells().length));
    }
    long[] known = in.counts("counts", cells);
    requireValues(Counting.sum(known));
    LagSums lags = LagContent.read("lags", in);
    CategoryPairs pairs = readPairs(in);
    counts.restore(known, lags, pairs, RareContent.read("unseen", lags, in), in.hashes("rare"));
  }

  private CategoryPairs readPairs(ContentSource in) {
    int groups = reference.scores().groups();
    in.begin("pairs");
    CategoryPairs pairs =
        CategoryPairs.of(
            groups, in.counts("counts", CategoryPairs.counts(groups)), in.number("merged"));
    in.end();
    return pairs;
  }
}

package io.modelmon.profile;

import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.CategoryTally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second pass over a categorical column of a reference. */
final class CategoricalTally extends ColumnCounts {

  private final CategoryCounts counts;

  private final @Nullable SeasonTally seasons;
  private final List<SegmentTally> segments;

  CategoricalTally(
      CategoryCounts counts, @Nullable SeasonTally seasons, List<SegmentTally> segments) {
    super(null);
    this.counts = counts;
    this.seasons = seasons;
    this.segments = segments;
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
    int cell = counts.record(category);
    if (seasons != null) {
      seasons.record(cell);
    }
    for (int i = 0; i < segments.size(); i++) {
      segments.get(i).record(cell);
    }
  }

  @Override
  void endValues() {
    counts.endCall();
  }

  @Override
  public double effectiveN() {
    return counts.effectiveN();
  }

  @Override
  public void merge(ColumnCounts other) {
    if (!(other instanceof CategoricalTally categorical)) {
      throw unlike(other);
    }
    counts.merge(categorical.counts);
    mergeTotals(other);
  }

  CategoricalTally fork(@Nullable SeasonTally part) {
    return new CategoricalTally(counts.fork(), part, List.of());
  }

  /** Returns the column by the values of a segment, as {@link #build} returns the whole. */
  SegmentCounts divided(SegmentTally segment, boolean independent, long unseenValues) {
    int other = counts.index().otherCell();
    long moved = Math.min(unseenValues, counts.cells()[other]);
    return segment.ungrouped(
        new SeasonTally.Moved(moved, other, counts.index().unseenCell()), independent);
  }

  /**
   * Returns the finished column. What the second pass did not find in the index, because it went on
   * beyond the rows of the first, stays unseen; of the rows of the first, those that their own
   * sample would not have foretold join it. Without them a feature with a long tail of rare
   * categories would seem to have drifted from the first window on.
   *
   * @param unseenValues of the first pass, see {@link CategoryTally#unseenValues}
   */
  CategoricalReference build(
      String name, ColumnTotals totals, boolean independent, long distinct, long unseenValues) {
    long[] cells = counts.cells().clone();
    int other = counts.index().otherCell();
    long moved = Math.min(unseenValues, cells[other]);
    cells[other] -= moved;
    cells[counts.index().unseenCell()] += moved;
    EffectiveSize effective =
        independent
            ? EffectiveSize.of((double) counts.n())
            : new EffectiveSize(counts.effectiveN(), counts.noiseN());
    CategoricalReference whole =
        new CategoricalReference(name, totals, counts.index(), cells, effective, distinct);
    return seasons == null
        ? whole
        : whole.withSeasons(seasons.ungrouped(moved, other, counts.index().unseenCell()));
  }
}

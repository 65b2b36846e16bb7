package io.modelmon.profile;

import io.modelmon.sketch.GridTally;
import io.modelmon.sketch.Moments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second pass over a numeric column of a reference. */
final class NumericTally extends ColumnCounts {

  private final GridTally tally;

  private final @Nullable SeasonTally seasons;
  private final List<SegmentTally> segments;

  NumericTally(GridTally tally, @Nullable SeasonTally seasons, List<SegmentTally> segments) {
    super(null);
    this.tally = tally;
    this.seasons = seasons;
    this.segments = segments;
  }

  @Override
  void acceptNumber(double value) {
    int cell = tally.record(value);
    if (seasons != null) {
      seasons.record(cell);
    }
    for (int i = 0; i < segments.size(); i++) {
      segments.get(i).record(cell);
    }
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
    if (!(other instanceof NumericTally numeric)) {
      throw unlike(other);
    }
    tally.merge(numeric.tally);
    mergeTotals(other);
  }

  NumericTally fork(@Nullable SeasonTally part) {
    return new NumericTally(tally.fork(), part, List.of());
  }

  SegmentCounts divided(SegmentTally segment, boolean independent) {
    return segment.grouped(tally.settling(), independent);
  }

  NumericReference build(String name, ColumnTotals totals, boolean independent, long distinct) {
    Moments moments = tally.moments();
    NumericReference.Shape shape =
        new NumericReference.Shape(
            moments.mean(), moments.squares(), moments.min(), moments.max(), distinct);
    EffectiveSize effective =
        independent
            ? EffectiveSize.of((double) moments.n())
            : new EffectiveSize(tally.effectiveN(), tally.noiseN());
    NumericReference whole = new NumericReference(name, totals, tally.counted(), shape, effective);
    return seasons == null ? whole : whole.withSeasons(seasons.grouped(tally.settling()));
  }
}

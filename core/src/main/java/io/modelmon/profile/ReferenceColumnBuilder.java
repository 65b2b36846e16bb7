package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.CategoryTally;
import io.modelmon.sketch.GridTally;
import io.modelmon.sketch.PartTally;
import io.modelmon.sketch.ValueSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds one column of a reference from two passes over its values: the first finds the cells, the
 * second counts on them exactly.
 *
 * <p>Where no type is declared, a column is numeric when of the values of the first pass at most
 * one in {@value #VALUES_PER_OTHER} is neither a number nor the text of one: a slip in a large file
 * must not turn amounts into names. Such values are then of a wrong type, as live ones are.
 *
 * <p><b>Cost:</b> bounded memory, whatever the number of rows. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class ReferenceColumnBuilder implements ColumnSink {

  /** A column is numeric with at most one other text in so many values. */
  public static final int VALUES_PER_OTHER = 100;

  private final String name;
  private final @Nullable FeatureType declared;
  private final int seasonCount;
  private final int segmentCount;
  private final List<SegmentTally> segments = new ArrayList<>();
  private @Nullable FirstPass first = new FirstPass(new ValueSummary(), new CategoryTally());
  private long otherTexts;
  private long values;
  private @Nullable ColumnCounts counts;
  private @Nullable SeasonTally seasons;
  private long distinct;
  private long unseenValues;

  /** What is kept of the first pass, until the second starts. */
  private record FirstPass(ValueSummary numbers, CategoryTally categories) {}

  /**
   * Creates a builder before its first pass.
   *
   * @param declared the type, or null to find it out
   */
  public ReferenceColumnBuilder(String name, @Nullable FeatureType declared) {
    this(name, declared, 0, 0);
  }

  /**
   * Creates a builder before its first pass.
   *
   * @param declared the type, or null to find it out
   * @param seasonCount how many seasons the second pass is divided into; 0 does not divide it
   * @param segmentCount by how many segments it is divided
   */
  public ReferenceColumnBuilder(
      String name, @Nullable FeatureType declared, int seasonCount, int segmentCount) {
    this.name = name;
    this.declared = declared;
    this.seasonCount = seasonCount;
    this.segmentCount = segmentCount;
  }

  /** Says which season the rows of the second pass that follow belong to. */
  public void season(int index) {
    if (seasons != null) {
      seasons.season(index);
    }
  }

  /**
   * Says which value of a segment the call of the second pass that follows has.
   *
   * @param code see {@link SegmentValues#code}
   */
  public void segment(int index, int code) {
    if (!segments.isEmpty()) {
      segments.get(index).enter(code);
    }
  }

  String name() {
    return name;
  }

  /** Ends the first pass. */
  public void freeze() {
    FirstPass pass = first;
    if (pass == null) {
      throw new IllegalStateException("column '" + name + "' is frozen already");
    }
    FeatureType type = type();
    if (type == null) {
      counts = new PlainCounts(null);
    } else if (type == FeatureType.NUMERIC) {
      GridTally cells = pass.numbers.cut();
      seasons = seasons(cells.cells());
      divide(cells::part);
      counts = new NumericTally(cells, seasons, segments);
      distinct = pass.numbers.distinct();
    } else {
      CategoryCounts cells = pass.categories.cut();
      seasons = seasons(cells.cells().length);
      divide(cells::part);
      counts = new CategoricalTally(cells, seasons, segments);
      distinct = pass.categories.distinct();
      unseenValues = pass.categories.unseenValues();
    }
    first = null; // much larger than what the second pass needs
  }

  private void divide(Supplier<PartTally> part) {
    for (int i = 0; i < segmentCount; i++) {
      segments.add(new SegmentTally(part));
    }
  }

  private @Nullable SeasonTally seasons(int cells) {
    return seasonCount == 0 ? null : new SeasonTally(seasonCount, cells);
  }

  /**
   * Adds another part of the pass that both are in: another part of the rows of the first pass, or,
   * of the second, rows counted by a {@link #fork}.
   *
   * @throws IllegalArgumentException when it is not in the same pass or on other cells
   * @throws IllegalStateException in the second pass where it is divided by segments
   */
  public void merge(ReferenceColumnBuilder other) {
    requireUndivided();
    ColumnCounts own = counts;
    ColumnCounts others = other.counts;
    FirstPass pass = first;
    FirstPass otherPass = other.first;
    if (own != null && others != null) {
      own.merge(others);
      if (seasons != null && other.seasons != null) {
        seasons.merge(other.seasons, own);
      }
    } else if (pass != null && otherPass != null) {
      pass.numbers.merge(otherPass.numbers);
      pass.categories.merge(otherPass.categories);
      otherTexts += other.otherTexts;
      values += other.values;
    } else {
      throw new IllegalArgumentException("parts of '" + name + "' are not in the same pass");
    }
  }

  /** Returns a builder that has counted nothing, for another part of the second pass. */
  public ReferenceColumnBuilder fork() {
    ColumnCounts own = counts;
    if (own == null) {
      throw new IllegalStateException("column '" + name + "' has not been frozen");
    }
    requireUndivided();
    ReferenceColumnBuilder part = new ReferenceColumnBuilder(name, declared, seasonCount, 0);
    part.first = null;
    part.distinct = distinct;
    part.unseenValues = unseenValues;
    part.seasons = seasons == null ? null : seasons.fork();
    if (own instanceof NumericTally numeric) {
      part.counts = numeric.fork(part.seasons);
    } else if (own instanceof CategoricalTally categorical) {
      part.counts = categorical.fork(part.seasons);
    } else {
      part.counts = new PlainCounts(null);
    }
    return part;
  }

  /** The rows of a value follow each other in one stream; parts of it cannot say how. */
  private void requireUndivided() {
    if (!segments.isEmpty()) {
      throw new IllegalStateException("segments cannot be counted in parts of the second pass");
    }
  }

  private @Nullable FeatureType type() {
    if (declared != null || values == 0) {
      return declared;
    }
    return otherTexts > values / VALUES_PER_OTHER ? FeatureType.CATEGORICAL : FeatureType.NUMERIC;
  }

  @Override
  public void number(double value) {
    FirstPass pass = first;
    if (counts != null) {
      counts.number(value);
    } else if (pass != null && Double.isFinite(value)) {
      values++;
      if (declared != FeatureType.CATEGORICAL) {
        pass.numbers.record(value);
      }
      if (declared != FeatureType.NUMERIC && !(declared == null && tooMany(pass))) {
        pass.categories.record(CellText.category(value));
      }
    }
  }

  /** A column of unknown type with this many different numbers is not worth counting as texts. */
  private boolean tooMany(FirstPass pass) {
    return otherTexts == 0 && pass.numbers.distinct() > ValueSummary.EXACT_VALUES;
  }

  @Override
  public void text(String value) {
    FirstPass pass = first;
    if (counts != null) {
      counts.text(value);
    } else if (pass != null && !CellText.isMissing(value)) {
      values++;
      double parsed = declared == FeatureType.CATEGORICAL ? Double.NaN : CellText.number(value);
      if (Double.isFinite(parsed)) {
        pass.numbers.record(parsed);
      }
      boolean number = !Double.isNaN(parsed) && !CellText.isTruth(value);
      if (!number) {
        otherTexts++;
      }
      if (declared != FeatureType.NUMERIC && !(number && tooMany(pass))) {
        pass.categories.record(CellText.category(value));
      }
    }
  }

  @Override
  public void wrongType() {
    if (counts != null) {
      counts.wrongType();
    }
  }

  @Override
  public void endCall() {
    if (counts != null) {
      counts.endCall();
      if (seasons != null) {
        seasons.endCall(counts);
      }
      for (int i = 0; i < segments.size(); i++) {
        segments.get(i).endCall(counts);
      }
    }
  }

  /** Returns the rows counted in the second pass. */
  public long rows() {
    return counts == null ? 0 : counts.rows();
  }

  /**
   * Returns the counts of the column by the values of a segment, or null where it has no value.
   *
   * @param independent as for {@link #build}
   */
  public @Nullable SegmentCounts segment(int index, boolean independent) {
    if (counts instanceof NumericTally numeric) {
      return numeric.divided(segments.get(index), independent);
    }
    return counts instanceof CategoricalTally categorical
        ? categorical.divided(segments.get(index), independent, unseenValues)
        : null;
  }

  /**
   * Returns the finished column.
   *
   * @param independent whether the rows are a sample, such as training data, rather than a series
   *     in time whose dependence was measured
   */
  public ReferenceColumn build(boolean independent) {
    ColumnCounts counted = counts;
    if (counted == null) {
      throw new IllegalStateException("column '" + name + "' has not been frozen and counted");
    }
    double effectiveRows = independent ? (double) counted.rows() : counted.effectiveRows();
    ColumnTotals totals =
        new ColumnTotals(counted.rows(), counted.missing(), counted.invalid(), effectiveRows);
    if (counted instanceof NumericTally numeric) {
      return numeric.build(name, totals, independent, distinct);
    }
    if (counted instanceof CategoricalTally categorical) {
      return categorical.build(name, totals, independent, distinct, unseenValues);
    }
    return new EmptyReference(name, totals);
  }
}

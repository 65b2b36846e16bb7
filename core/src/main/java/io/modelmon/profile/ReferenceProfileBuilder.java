package io.modelmon.profile;

import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a reference profile from two passes over the same rows: {@link #observe} every row, {@link
 * #freeze}, {@link #count} every row again, {@link #build}.
 *
 * <p>A row is one number per column, where NaN is missing, and optionally one text per column,
 * which wins over the number. Rows are taken for a sample of independent rows, as training data is.
 *
 * <p><b>Cost:</b> memory per column is bounded, whatever the number of rows. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class ReferenceProfileBuilder {

  private final List<ReferenceColumnBuilder> columns = new ArrayList<>();
  private final @Nullable Seasonality seasonality;
  private final List<SegmentValues> segments = new ArrayList<>();
  private final List<String> sensitive = new ArrayList<>();
  private boolean frozen;
  private long rows;
  private @Nullable SampledRowsBuilder sampled;

  /** Creates a builder for the features and outputs of a model. */
  public ReferenceProfileBuilder(ModelSchema schema) {
    this(schema.columns());
  }

  /** Creates a builder for columns; a type of null is found out. */
  public ReferenceProfileBuilder(List<Feature> columns) {
    this(columns, null);
  }

  /**
   * Creates a builder for columns.
   *
   * @param columns names and types; a type of null is found out
   * @param seasonality how the rows of the second pass are divided by time, or null
   */
  public ReferenceProfileBuilder(List<Feature> columns, @Nullable Seasonality seasonality) {
    this(columns, seasonality, List.of());
  }

  /**
   * Creates a builder for columns.
   *
   * @param columns names and types; a type of null is found out
   * @param seasonality how the rows of the second pass are divided by time, or null
   * @param segments the segments by which they are divided
   * @throws IllegalArgumentException when rows are to be divided in both ways
   */
  public ReferenceProfileBuilder(
      List<Feature> columns, @Nullable Seasonality seasonality, List<String> segments) {
    if (seasonality != null && !segments.isEmpty()) {
      throw new IllegalArgumentException("rows are divided by time or by segments, not by both");
    }
    this.seasonality = seasonality;
    int seasons = seasonality == null ? 0 : seasonality.season().count();
    for (Feature column : columns) {
      this.columns.add(
          new ReferenceColumnBuilder(column.name(), column.type(), seasons, segments.size()));
      if (column.sensitive()) {
        sensitive.add(column.name());
      }
    }
    segments.forEach(name -> this.segments.add(new SegmentValues(name)));
  }

  private ReferenceProfileBuilder(
      List<ReferenceColumnBuilder> columns,
      List<String> sensitive,
      @Nullable Seasonality seasonality) {
    this.columns.addAll(columns);
    this.sensitive.addAll(sensitive);
    this.seasonality = seasonality;
    this.frozen = true;
  }

  /**
   * Takes a row of the first pass.
   *
   * @param numbers one number per column
   * @param texts one text or null per column, or null for no texts at all
   */
  public void observe(double[] numbers, @Nullable String @Nullable [] texts) {
    if (frozen) {
      throw new IllegalStateException("the first pass is over");
    }
    deliver(numbers, texts);
  }

  /** Ends the first pass. */
  public void freeze() {
    frozen = true;
    columns.forEach(ReferenceColumnBuilder::freeze);
  }

  /** Takes a row of the second pass, as {@link #observe}; only without seasons. */
  public void count(double[] numbers, @Nullable String @Nullable [] texts) {
    if (seasonality != null) {
      throw new IllegalStateException("rows divided by " + seasonality + " need their time");
    }
    countRow(numbers, texts);
  }

  /**
   * Takes a row of the second pass, as {@link #observe}.
   *
   * @param time when the row was served
   */
  public void count(Instant time, double[] numbers, @Nullable String @Nullable [] texts) {
    if (seasonality != null) {
      int season = seasonality.indexOf(time);
      columns.forEach(column -> column.season(season));
    }
    countRow(numbers, texts);
  }

  private void countRow(double[] numbers, @Nullable String @Nullable [] texts) {
    if (!frozen) {
      throw new IllegalStateException("the first pass is not over: call freeze()");
    }
    deliver(numbers, texts);
    rows++;
    if (sampled != null) {
      sampled.record(numbers, texts);
    }
  }

  /**
   * Says which values of the segments the row of the second pass that follows has.
   *
   * @param values one value per segment, null where it is missing
   */
  public void segments(@Nullable String... values) {
    for (int i = 0; i < segments.size(); i++) {
      int code = segments.get(i).code(values[i]);
      for (ReferenceColumnBuilder column : columns) {
        column.segment(i, code);
      }
    }
  }

  /**
   * Keeps a sample of whole rows of the second pass as well, which then must be done in one part.
   *
   * @param chosen indices of the columns to keep; leave out sensitive ones and outputs
   */
  public void sampleRows(List<Integer> chosen) {
    List<String> names = chosen.stream().map(i -> columns.get(i).name()).toList();
    sampled = new SampledRowsBuilder(chosen, names);
  }

  /**
   * Adds another part of the pass that both are in: rows of the first pass that it observed, or
   * rows of the second that a {@link #fork} counted. The order of merging does not matter.
   *
   * @throws IllegalArgumentException when it has other columns or is in another pass
   * @throws IllegalStateException in the second pass where whole rows are sampled
   */
  public void merge(ReferenceProfileBuilder other) {
    if (columns.size() != other.columns.size() || frozen != other.frozen) {
      throw new IllegalArgumentException("parts must have the same columns and be in one pass");
    }
    if (frozen && (sampled != null || other.sampled != null)) {
      throw inParts();
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).merge(other.columns.get(i));
    }
    rows += other.rows;
  }

  /**
   * Returns a builder on the same cells that has counted nothing, for a part of the second pass.
   *
   * @throws IllegalStateException in the first pass, or where whole rows are sampled
   */
  public ReferenceProfileBuilder fork() {
    if (!frozen) {
      throw new IllegalStateException("the first pass is not over: call freeze()");
    }
    if (sampled != null) {
      throw inParts();
    }
    return new ReferenceProfileBuilder(
        columns.stream().map(ReferenceColumnBuilder::fork).toList(), sensitive, seasonality);
  }

  /** Places of rows in one stream say how far apart they are; parts have no such places. */
  private static IllegalStateException inParts() {
    return new IllegalStateException("whole rows cannot be sampled in parts of the second pass");
  }

  private void deliver(double[] numbers, @Nullable String @Nullable [] texts) {
    if (numbers.length != columns.size() || (texts != null && texts.length != columns.size())) {
      throw new IllegalArgumentException(
          "a row must have " + columns.size() + " values, but has " + numbers.length);
    }
    for (int i = 0; i < numbers.length; i++) {
      ReferenceColumnBuilder column = columns.get(i);
      String text = texts == null ? null : texts[i];
      if (text != null) {
        column.text(text);
      } else {
        column.number(numbers[i]);
      }
      column.endCall();
    }
  }

  /** Returns the finished profile; without a row every column is empty. */
  public ReferenceProfile build(ModelId model, Instant created) {
    List<ReferenceColumn> built = new ArrayList<>();
    for (ReferenceColumnBuilder column : columns) {
      built.add(column.build(true));
    }
    ReferenceProfile profile = ReferenceProfile.of(model, created, rows, seasonality, built);
    profile = sampled == null ? profile : profile.with(sampled.build());
    profile = segments.isEmpty() ? profile : profile.with(divided());
    return sensitive.isEmpty() ? profile : profile.withSensitive(sensitive);
  }

  private List<SegmentReference> divided() {
    List<SegmentReference> divided = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Map<String, SegmentCounts> counts = new HashMap<>();
      for (ReferenceColumnBuilder column : columns) {
        SegmentCounts own = column.segment(i, true);
        if (own != null) {
          counts.put(column.name(), own);
        }
      }
      SegmentValues values = segments.get(i);
      divided.add(new SegmentReference(values.name(), values.values(), counts));
    }
    return divided;
  }
}

package io.modelmon.profile;

import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is expected to see: the distribution of every feature, and of its outputs under the
 * names {@code prediction} or {@code prediction.<class>}.
 *
 * @param model the model and version it was made for
 * @param created when it was made, to the millisecond
 * @param rows rows it was made from
 * @param seasonality how its columns are divided by time, or null
 * @param columns its columns, names distinct
 * @param sampledRows some of its rows as a whole, or null
 * @param training how good the model was on the rows it was made from, or null without labels
 * @param segments how its columns are divided by the values of segments, which excludes seasons;
 *     usually empty
 * @param sensitive names of the columns whose extremes and categories are not to be shown, and of
 *     segments whose values are not; they are held all the same, to compare with
 * @param id hash of everything but the time: equal content has equal ids
 */
public record ReferenceProfile(
    ModelId model,
    Instant created,
    long rows,
    @Nullable Seasonality seasonality,
    List<ReferenceColumn> columns,
    @Nullable SampledRows sampledRows,
    @Nullable TrainingPerformance training,
    List<SegmentReference> segments,
    Set<String> sensitive,
    String id) {

  /** Copies the lists and checks that no name occurs twice. */
  public ReferenceProfile {
    columns = List.copyOf(columns);
    segments = List.copyOf(segments);
    sensitive = Set.copyOf(sensitive);
    requireSeasons(seasonality, columns);
    requireSegments(seasonality, columns, segments);
    Set<String> names = new HashSet<>();
    for (ReferenceColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are called '" + column.name() + "'");
      }
    }
    segments.forEach(segment -> names.add(segment.name()));
    if (!names.containsAll(sensitive)) {
      throw new IllegalArgumentException("a sensitive column is not there");
    }
  }

  /** Returns a profile with the id of its content. */
  public static ReferenceProfile of(
      ModelId model, Instant created, long rows, List<ReferenceColumn> columns) {
    return of(model, created, rows, null, columns);
  }

  /** Returns a profile divided by time, with the id of its content. */
  public static ReferenceProfile of(
      ModelId model,
      Instant created,
      long rows,
      @Nullable Seasonality seasonality,
      List<ReferenceColumn> columns) {
    Instant time = created.truncatedTo(ChronoUnit.MILLIS);
    return new ReferenceProfile(
            model, time, rows, seasonality, columns, null, null, List.of(), Set.of(), "")
        .identified();
  }

  /** Returns this profile with a sample of its rows, and the id that then is its own. */
  public ReferenceProfile with(SampledRows sample) {
    return new ReferenceProfile(
            model, created, rows, seasonality, columns, sample, training, segments, sensitive, "")
        .identified();
  }

  /** Returns this profile with what labels say about its rows, and the id that then is its own. */
  public ReferenceProfile with(TrainingPerformance labelled) {
    return new ReferenceProfile(
            model,
            created,
            rows,
            seasonality,
            columns,
            sampledRows,
            labelled,
            segments,
            sensitive,
            "")
        .identified();
  }

  /** Returns this profile divided by segments, and the id that then is its own. */
  public ReferenceProfile with(List<SegmentReference> divided) {
    return new ReferenceProfile(
            model,
            created,
            rows,
            seasonality,
            columns,
            sampledRows,
            training,
            divided,
            sensitive,
            "")
        .identified();
  }

  /**
   * Returns this profile with the columns and segments that are sensitive, whatever they were
   * before, and the id that then is its own.
   *
   * @param names names of columns and segments; those that it does not have are left out
   */
  public ReferenceProfile withSensitive(Collection<String> names) {
    Set<String> own = new HashSet<>();
    for (ReferenceColumn column : columns) {
      if (names.contains(column.name())) {
        own.add(column.name());
      }
    }
    for (SegmentReference segment : segments) {
      if (names.contains(segment.name())) {
        own.add(segment.name());
      }
    }
    if (own.equals(sensitive)) {
      return this;
    }
    return new ReferenceProfile(
            model, created, rows, seasonality, columns, sampledRows, training, segments, own, "")
        .identified();
  }

  private ReferenceProfile identified() {
    return new ReferenceProfile(
        model,
        created,
        rows,
        seasonality,
        columns,
        sampledRows,
        training,
        segments,
        sensitive,
        ProfileCodec.contentId(this));
  }

  private static void requireSeasons(
      @Nullable Seasonality seasonality, List<ReferenceColumn> columns) {
    for (ReferenceColumn column : columns) {
      SeasonCounts seasons = column.seasons();
      if (seasons != null
          && (seasonality == null || seasons.seasons() != seasonality.season().count())) {
        throw new IllegalArgumentException(
            "column '%s' has %d seasons, but the profile has %s"
                .formatted(column.name(), seasons.seasons(), seasonality));
      }
    }
  }

  private static void requireSegments(
      @Nullable Seasonality seasonality,
      List<ReferenceColumn> columns,
      List<SegmentReference> segments) {
    if (seasonality != null && !segments.isEmpty()) {
      throw new IllegalArgumentException(
          "a profile is divided by time or by segments, not by both");
    }
    Set<String> names = new HashSet<>();
    for (SegmentReference segment : segments) {
      if (!names.add(segment.name())) {
        throw new IllegalArgumentException("two segments are called '" + segment.name() + "'");
      }
      int divided = 0;
      for (ReferenceColumn column : columns) {
        SegmentCounts counts = segment.columns().get(column.name());
        if (counts != null) {
          counts.requireWhole(column);
          divided++;
        }
      }
      if (divided < segment.columns().size()) {
        throw new IllegalArgumentException(
            "segment '" + segment.name() + "' divides a column that is not there");
      }
    }
  }

  /**
   * Returns the sum with another profile on the same cells: counts add up, in any order. Of
   * different values only the larger number of the two is known, which may be too low. The model is
   * this one's, the time the later one. The sum has no sampled rows, since two samples with their
   * places in two streams are no sample of one, no performance, which labels of both would have to
   * tell anew, and no segments, whose cells are grouped by what each profile alone holds.
   *
   * @throws IllegalArgumentException when columns, cells or seasons differ
   */
  public ReferenceProfile merged(ReferenceProfile other) {
    if (columns.size() != other.columns.size() || !Objects.equals(seasonality, other.seasonality)) {
      throw new IllegalArgumentException(
          "profiles can be merged only with the same columns and seasons");
    }
    List<ReferenceColumn> sums = new ArrayList<>();
    for (ReferenceColumn own : columns) {
      ReferenceColumn others = other.column(own.name());
      if (others == null) {
        throw new IllegalArgumentException("the other profile has no column '" + own.name() + "'");
      }
      sums.add(own.merged(others));
    }
    Instant later = created.isBefore(other.created) ? other.created : created;
    Set<String> either = new HashSet<>(sensitive);
    either.addAll(other.sensitive);
    return of(model, later, rows + other.rows, seasonality, sums).withSensitive(either);
  }

  /** Returns how its columns are divided by a segment, or null when they are not. */
  public @Nullable SegmentReference segment(String name) {
    return segments.stream().filter(own -> own.name().equals(name)).findAny().orElse(null);
  }

  /** Returns the column of a name, or null. */
  public @Nullable ReferenceColumn column(String name) {
    for (ReferenceColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}

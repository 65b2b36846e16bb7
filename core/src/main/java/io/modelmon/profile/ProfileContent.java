package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.schema.ModelId;
import io.modelmon.sketch.CategoryIndex;
import io.modelmon.sketch.CountedGrid;
import io.modelmon.sketch.NumericGrid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a profile, in order: the model, rows, how it is divided by time, each column,
 * sampled rows, the performance on training rows, and how it is divided by segments. Version
 * {@value #PLAIN} has columns only; version {@value #EXTENDED} says whether it has seasons and
 * sampled rows; version {@value #LABELLED} has the performance as well; version {@value #JUDGED}
 * also what estimates of it miss; version {@value #SEGMENTED} has segments, and says whether it has
 * the performance; version {@value #SENSITIVE} says whether it has segments as well, and which
 * columns are sensitive.
 *
 * <p>Inconsistent content is an {@link IllegalArgumentException}.
 */
final class ProfileContent {

  /** Without seasons and sampled rows. */
  static final int PLAIN = 1;

  /** With seasons, sampled rows or both. */
  static final int EXTENDED = 2;

  /** With the performance on training rows. */
  static final int LABELLED = 3;

  /** With the performance and what estimates of it miss. */
  static final int JUDGED = 4;

  /** Divided by segments. */
  static final int SEGMENTED = 5;

  /** With sensitive columns. */
  static final int SENSITIVE = 6;

  private static final List<String> KINDS = List.of("empty", "numeric", "categorical");
  private static final List<String> SEASONS = List.of("hour_of_day", "day_of_week");

  private ProfileContent() {}

  /** Returns the lowest version that can hold a profile, so that older readers can read it. */
  static int version(ReferenceProfile profile) {
    TrainingPerformance training = profile.training();
    if (!profile.sensitive().isEmpty()) {
      return SENSITIVE;
    }
    if (!profile.segments().isEmpty()) {
      return SEGMENTED;
    }
    if (training != null) {
      return training.estimateErrors().isEmpty() ? LABELLED : JUDGED;
    }
    boolean plain = profile.seasonality() == null && profile.sampledRows() == null;
    return plain ? PLAIN : EXTENDED;
  }

  static void write(ReferenceProfile profile, ContentSink out) {
    out.begin("model");
    out.text("name", profile.model().name());
    out.text("version", profile.model().version());
    out.end();
    out.count("rows", profile.rows());
    boolean extended = version(profile) >= EXTENDED;
    Seasonality seasonality = profile.seasonality();
    if (extended) {
      out.flag("seasonal", seasonality != null);
    }
    if (seasonality != null) {
      out.begin("seasonality");
      out.choice("season", SEASONS, seasonality.season().ordinal());
      out.text("time_zone", seasonality.zone().getId());
      out.end();
    }
    out.beginList("columns", profile.columns().size());
    for (ReferenceColumn column : profile.columns()) {
      out.begin("");
      write(column, out);
      if (seasonality != null) {
        write(column.seasons(), out);
      }
      out.end();
    }
    out.endList();
    SampledRows sampled = profile.sampledRows();
    if (extended) {
      out.flag("sampled", sampled != null);
    }
    if (sampled != null) {
      RowContent.write("sampled_rows", sampled, out);
    }
    TrainingPerformance training = profile.training();
    boolean flagged = version(profile) >= SEGMENTED;
    boolean sensitive = version(profile) >= SENSITIVE;
    boolean segmented = !profile.segments().isEmpty();
    if (flagged) {
      out.flag("trained", training != null);
      out.flag("judged", training != null && !training.estimateErrors().isEmpty());
    }
    if (sensitive) {
      out.flag("segmented", segmented);
    }
    if (training != null) {
      PerformanceContent.write("training", training, out);
    }
    if (segmented) {
      SegmentContent.write("segments", profile.segments(), out);
    }
    if (sensitive) {
      out.texts("sensitive", sorted(profile.sensitive()));
    }
  }

  /** In order, so that equal content has equal bytes. */
  private static List<String> sorted(Collection<String> names) {
    return List.copyOf(new TreeSet<>(names));
  }

  private static void write(ReferenceColumn column, ContentSink out) {
    if (column instanceof NumericReference numeric) {
      head(1, column, out);
      out.size("cells", numeric.grid().cells());
      out.numbers("edges", numeric.grid().edges());
      out.counts("counts", numeric.cells());
      out.numbers("centers", numeric.centers());
      NumericReference.Shape shape = numeric.shape();
      out.number("mean", shape.mean());
      out.number("squares", shape.squares());
      out.number("min", shape.min());
      out.number("max", shape.max());
      out.count("distinct", shape.distinct());
      write(numeric.effective(), out);
    } else if (column instanceof CategoricalReference categorical) {
      head(2, column, out);
      out.texts("frequent", categorical.index().frequent());
      out.hashes("others", categorical.index().otherHashes());
      out.flag("complete", categorical.index().complete());
      out.counts("counts", categorical.cells());
      write(categorical.effective(), out);
      out.count("distinct", categorical.distinct());
    } else {
      head(0, column, out);
    }
  }

  private static void write(EffectiveSize effective, ContentSink out) {
    out.number("effective_n", effective.values());
    out.number("noise_n", effective.noise());
  }

  private static EffectiveSize effective(ContentSource in) {
    return new EffectiveSize(in.number("effective_n"), in.number("noise_n"));
  }

  private static void head(int kind, ReferenceColumn column, ContentSink out) {
    out.choice("kind", KINDS, kind);
    out.text("name", column.name());
    ColumnTotals totals = column.totals();
    out.count("rows", totals.rows());
    out.count("missing", totals.missing());
    out.count("invalid", totals.invalid());
    out.number("effective_rows", totals.effectiveRows());
  }

  private static void write(@Nullable SeasonCounts seasons, ContentSink out) {
    out.flag("divided", seasons != null);
    if (seasons == null) {
      return;
    }
    int[] firsts = seasons.firstCells();
    long[] cells = new long[firsts.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = firsts[i];
    }
    out.size("groups", cells.length);
    out.counts("first_cells", cells);
    out.beginList("seasons", seasons.seasons());
    for (int season = 0; season < seasons.seasons(); season++) {
      out.begin("");
      out.count("rows", seasons.rows()[season]);
      out.count("missing", seasons.missing()[season]);
      out.counts("counts", seasons.counts(season));
      out.end();
    }
    out.endList();
  }

  static ReferenceProfile read(int version, Instant created, ContentSource in) {
    in.begin("model");
    ModelId model = new ModelId(in.text("name"), in.text("version"));
    in.end();
    long rows = in.count("rows");
    boolean extended = version >= EXTENDED;
    Seasonality seasonality = extended && in.flag("seasonal") ? seasonality(in) : null;
    List<ReferenceColumn> columns = new ArrayList<>();
    in.beginList("columns");
    while (in.hasNext()) {
      in.begin("");
      ReferenceColumn column = column(in);
      columns.add(seasonality == null ? column : divided(column, in));
      in.end();
    }
    SampledRows sampled =
        extended && in.flag("sampled") ? RowContent.read("sampled_rows", in) : null;
    if (version == EXTENDED && seasonality == null && sampled == null) {
      throw new IllegalArgumentException(
          "version " + version + ", but neither seasons nor sampled rows");
    }
    boolean flagged = version >= SEGMENTED;
    boolean trained = flagged ? in.flag("trained") : version >= LABELLED;
    boolean judged = flagged ? in.flag("judged") : version == JUDGED;
    boolean segmented = version >= SENSITIVE ? in.flag("segmented") : version == SEGMENTED;
    TrainingPerformance training = trained ? PerformanceContent.read("training", judged, in) : null;
    List<SegmentReference> segments = segmented ? SegmentContent.read("segments", in) : List.of();
    if (segmented && segments.isEmpty()) {
      throw new IllegalArgumentException("version " + version + ", but no segment");
    }
    List<String> sensitive = version >= SENSITIVE ? in.texts("sensitive") : List.of();
    if (version >= SENSITIVE && (sensitive.isEmpty() || !sensitive.equals(sorted(sensitive)))) {
      throw new IllegalArgumentException("sensitive columns are missing or not in order");
    }
    ReferenceProfile profile = ReferenceProfile.of(model, created, rows, seasonality, columns);
    profile = sampled == null ? profile : profile.with(sampled);
    profile = training == null ? profile : profile.with(training);
    profile = segments.isEmpty() ? profile : profile.with(segments);
    if (sensitive.isEmpty()) {
      return profile;
    }
    profile = profile.withSensitive(sensitive);
    if (profile.sensitive().size() < sensitive.size()) {
      throw new IllegalArgumentException("a sensitive column is not there");
    }
    return profile;
  }

  private static Seasonality seasonality(ContentSource in) {
    in.begin("seasonality");
    Season season = Season.values()[in.choice("season", SEASONS)];
    String zone = in.text("time_zone");
    in.end();
    try {
      return new Seasonality(season, ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("unknown time zone '" + zone + "'", e);
    }
  }

  private static ReferenceColumn column(ContentSource in) {
    int kind = in.choice("kind", KINDS);
    String name = in.text("name");
    ColumnTotals totals =
        new ColumnTotals(
            in.count("rows"),
            in.count("missing"),
            in.count("invalid"),
            in.number("effective_rows"));
    return switch (kind) {
      case 1 -> numeric(name, totals, in);
      case 2 -> categorical(name, totals, in);
      default -> new EmptyReference(name, totals);
    };
  }

  private static NumericReference numeric(String name, ColumnTotals totals, ContentSource in) {
    int cells = in.size("cells");
    if (cells < 1) {
      throw new IllegalArgumentException("column '" + name + "' has no cell");
    }
    NumericGrid grid = NumericGrid.of(in.numbers("edges", cells - 1));
    CountedGrid counted =
        new CountedGrid(grid, in.counts("counts", cells), in.numbers("centers", cells));
    NumericReference.Shape shape =
        new NumericReference.Shape(
            in.number("mean"),
            in.number("squares"),
            in.number("min"),
            in.number("max"),
            in.count("distinct"));
    return new NumericReference(name, totals, counted, shape, effective(in));
  }

  private static CategoricalReference categorical(
      String name, ColumnTotals totals, ContentSource in) {
    CategoryIndex index =
        new CategoryIndex(in.texts("frequent"), in.hashes("others"), in.flag("complete"));
    long[] cells = in.counts("counts", index.cellCount());
    return new CategoricalReference(
        name, totals, index, cells, effective(in), in.count("distinct"));
  }

  private static ReferenceColumn divided(ReferenceColumn column, ContentSource in) {
    if (!in.flag("divided")) {
      return column;
    }
    int groups = in.size("groups");
    long[] cells = in.counts("first_cells", groups);
    int[] firsts = new int[groups];
    for (int i = 0; i < groups; i++) {
      firsts[i] = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, cells[i]));
    }
    List<long[]> counts = new ArrayList<>();
    long[] rows = new long[24];
    long[] missing = new long[24];
    in.beginList("seasons");
    while (in.hasNext()) {
      if (counts.size() == rows.length) {
        throw new IllegalArgumentException("more than " + rows.length + " seasons");
      }
      in.begin("");
      rows[counts.size()] = in.count("rows");
      missing[counts.size()] = in.count("missing");
      counts.add(in.counts("counts", groups));
      in.end();
    }
    SeasonCounts seasons =
        new SeasonCounts(
            firsts,
            counts.toArray(long[][]::new),
            Arrays.copyOf(rows, counts.size()),
            Arrays.copyOf(missing, counts.size()));
    if (column instanceof NumericReference numeric) {
      return numeric.withSeasons(seasons);
    }
    if (column instanceof CategoricalReference categorical) {
      return categorical.withSeasons(seasons);
    }
    throw new IllegalArgumentException("column '" + column.name() + "' has nothing to divide");
  }
}

package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a profile is divided by segments, in a file. */
final class SegmentContent {

  private SegmentContent() {}

  static void write(String key, List<SegmentReference> segments, ContentSink out) {
    out.beginList(key, segments.size());
    for (SegmentReference segment : segments) {
      out.begin("");
      out.text("name", segment.name());
      out.texts("values", segment.values());
      out.beginList("columns", segment.columns().size());
      segment.columns().forEach((column, counts) -> write(column, counts, out));
      out.endList();
      out.end();
    }
    out.endList();
  }

  private static void write(String column, SegmentCounts segment, ContentSink out) {
    SeasonCounts counts = segment.counts();
    int[] firsts = counts.firstCells();
    long[] cells = new long[firsts.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = firsts[i];
    }
    out.begin("");
    out.text("column", column);
    out.size("groups", cells.length);
    out.counts("first_cells", cells);
    out.beginList("parts", counts.seasons());
    for (int code = 0; code < counts.seasons(); code++) {
      out.begin("");
      out.count("rows", counts.rows()[code]);
      out.count("missing", counts.missing()[code]);
      out.number("effective_rows", segment.effectiveRows(code));
      out.number("effective_n", segment.effectiveN(code));
      out.counts("counts", counts.counts(code));
      out.end();
    }
    out.endList();
    out.end();
  }

  static List<SegmentReference> read(String key, ContentSource in) {
    List<SegmentReference> segments = new ArrayList<>();
    in.beginList(key);
    while (in.hasNext()) {
      in.begin("");
      String name = in.text("name");
      List<String> values = in.texts("values");
      Map<String, SegmentCounts> columns = new HashMap<>();
      in.beginList("columns");
      while (in.hasNext()) {
        in.begin("");
        String column = in.text("column");
        if (columns.put(column, counts(in)) != null) {
          throw new IllegalArgumentException("column '" + column + "' is divided twice");
        }
        in.end();
      }
      in.end();
      segments.add(new SegmentReference(name, values, columns));
    }
    return segments;
  }

  private static SegmentCounts counts(ContentSource in) {
    int groups = in.size("groups");
    long[] cells = in.counts("first_cells", groups);
    int[] firsts = new int[groups];
    for (int i = 0; i < groups; i++) {
      firsts[i] = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, cells[i]));
    }
    List<long[]> counts = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    List<Long> missing = new ArrayList<>();
    List<Double> effectiveRows = new ArrayList<>();
    List<Double> effectiveN = new ArrayList<>();
    in.beginList("parts");
    while (in.hasNext()) {
      if (counts.size() == SegmentValues.MAX_CODES) {
        throw new IllegalArgumentException(
            "more than " + SegmentValues.MAX_CODES + " values of a segment");
      }
      in.begin("");
      rows.add(in.count("rows"));
      missing.add(in.count("missing"));
      effectiveRows.add(in.number("effective_rows"));
      effectiveN.add(in.number("effective_n"));
      counts.add(in.counts("counts", groups));
      in.end();
    }
    SeasonCounts parts =
        new SeasonCounts(
            firsts,
            counts.toArray(long[][]::new),
            rows.stream().mapToLong(Long::longValue).toArray(),
            missing.stream().mapToLong(Long::longValue).toArray());
    return new SegmentCounts(
        parts,
        effectiveRows.stream().mapToDouble(Double::doubleValue).toArray(),
        effectiveN.stream().mapToDouble(Double::doubleValue).toArray());
  }
}

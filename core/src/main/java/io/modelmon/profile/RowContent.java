package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.RowSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sampled rows in a file. Cells are the bits of their doubles, since a NaN may carry a category and
 * a number as text would lose it.
 */
final class RowContent {

  private RowContent() {}

  static void write(String key, SampledRows rows, ContentSink out) {
    RowSample sample = rows.sample();
    out.begin(key);
    out.texts("columns", rows.columns());
    out.count("stream_rows", sample.streamRows());
    out.beginList("rows", sample.rows().length);
    for (int i = 0; i < sample.rows().length; i++) {
      out.begin("");
      out.count("position", sample.positions()[i]);
      out.hashes("cells", bits(sample.rows()[i]));
      out.end();
    }
    out.endList();
    out.end();
  }

  private static long[] bits(double[] cells) {
    return Arrays.stream(cells).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  static SampledRows read(String key, ContentSource in) {
    in.begin(key);
    List<String> columns = in.texts("columns");
    long streamRows = in.count("stream_rows");
    List<double[]> rows = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    in.beginList("rows");
    while (in.hasNext()) {
      in.begin("");
      positions.add(in.count("position"));
      rows.add(Arrays.stream(in.hashes("cells")).mapToDouble(Double::longBitsToDouble).toArray());
      in.end();
    }
    in.end();
    long[] places = positions.stream().mapToLong(Long::longValue).toArray();
    return new SampledRows(
        columns, new RowSample(rows.toArray(double[][]::new), places, streamRows));
  }
}

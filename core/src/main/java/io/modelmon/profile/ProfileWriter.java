package io.modelmon.profile;

import io.modelmon.sketch.CategoryIndex;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the content of a profile: model name and version, rows, the number of columns, and each
 * column as kind, name, totals and its own part; then, if there are any, sampled rows. A text is
 * its length in bytes and UTF-8.
 */
final class ProfileWriter {

  static final int EMPTY = 0;
  static final int NUMERIC = 1;
  static final int CATEGORICAL = 2;

  private final DataOutputStream out;

  private ProfileWriter(DataOutputStream out) {
    this.out = out;
  }

  static byte[] content(ReferenceProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      ProfileWriter writer = new ProfileWriter(out);
      writer.text(profile.model().name());
      writer.text(profile.model().version());
      out.writeLong(profile.rows());
      out.writeInt(profile.columns().size());
      for (ReferenceColumn column : profile.columns()) {
        writer.column(column);
      }
      if (profile.sampledRows() != null) {
        writer.sampledRows(profile.sampledRows());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private void column(ReferenceColumn column) throws IOException {
    if (column instanceof NumericReference numeric) {
      head(NUMERIC, column);
      numeric(numeric);
    } else if (column instanceof CategoricalReference categorical) {
      head(CATEGORICAL, column);
      categorical(categorical);
    } else {
      head(EMPTY, column);
    }
  }

  private void head(int kind, ReferenceColumn column) throws IOException {
    out.writeByte(kind);
    text(column.name());
    ColumnTotals totals = column.totals();
    out.writeLong(totals.rows());
    out.writeLong(totals.missing());
    out.writeLong(totals.invalid());
    out.writeDouble(totals.effectiveRows());
  }

  private void numeric(NumericReference column) throws IOException {
    out.writeInt(column.grid().cells());
    for (double edge : column.grid().edges()) {
      out.writeDouble(edge);
    }
    longs(column.cells());
    for (double center : column.centers()) {
      out.writeDouble(center);
    }
    NumericReference.Shape shape = column.shape();
    out.writeDouble(shape.mean());
    out.writeDouble(shape.squares());
    out.writeDouble(shape.min());
    out.writeDouble(shape.max());
    out.writeLong(shape.distinct());
    out.writeDouble(column.effectiveN());
  }

  private void categorical(CategoricalReference column) throws IOException {
    CategoryIndex index = column.index();
    out.writeInt(index.frequent().size());
    for (String category : index.frequent()) {
      text(category);
    }
    long[] others = index.otherHashes();
    out.writeInt(others.length);
    longs(others);
    out.writeBoolean(index.complete());
    longs(column.cells());
    out.writeDouble(column.effectiveN());
    out.writeLong(column.distinct());
  }

  private void sampledRows(SampledRows rows) throws IOException {
    out.writeInt(rows.columns().size());
    for (String column : rows.columns()) {
      text(column);
    }
    out.writeLong(rows.sample().streamRows());
    out.writeInt(rows.sample().rows().length);
    longs(rows.sample().positions());
    for (double[] row : rows.sample().rows()) {
      for (double cell : row) {
        out.writeLong(Double.doubleToRawLongBits(cell)); // a NaN may carry a category
      }
    }
  }

  private void longs(long[] values) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private void text(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}

package io.modelmon.profile;

import io.modelmon.schema.ModelId;
import io.modelmon.sketch.CategoryIndex;
import io.modelmon.sketch.CountedGrid;
import io.modelmon.sketch.NumericGrid;
import io.modelmon.sketch.RowSample;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link ProfileWriter} wrote. A length is believed only as far as bytes are left.
 *
 * <p>Inconsistent content is an {@link IllegalArgumentException}.
 */
final class ProfileReader {

  private final ByteBuffer in;

  ProfileReader(byte[] content) {
    this.in = ByteBuffer.wrap(content);
  }

  /**
   * Returns the profile.
   *
   * @param sampled whether sampled rows follow the columns
   */
  ReferenceProfile profile(Instant created, String id, boolean sampled) {
    try {
      ModelId model = new ModelId(text(), text());
      long rows = in.getLong();
      int count = length(1);
      List<ReferenceColumn> columns = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        columns.add(column());
      }
      SampledRows sample = sampled ? sampledRows() : null;
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes after the end");
      }
      return new ReferenceProfile(model, created, rows, columns, sample, id);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the content ends too early");
    }
  }

  private ReferenceColumn column() {
    int kind = in.get();
    String name = text();
    ColumnTotals totals =
        new ColumnTotals(in.getLong(), in.getLong(), in.getLong(), in.getDouble());
    return switch (kind) {
      case ProfileWriter.EMPTY -> new EmptyReference(name, totals);
      case ProfileWriter.NUMERIC -> numeric(name, totals);
      case ProfileWriter.CATEGORICAL -> categorical(name, totals);
      default -> throw new IllegalArgumentException("unknown kind of column: " + kind);
    };
  }

  private NumericReference numeric(String name, ColumnTotals totals) {
    int cells = length(Double.BYTES);
    if (cells < 1) {
      throw new IllegalArgumentException("column '" + name + "' has no cell");
    }
    NumericGrid grid = NumericGrid.of(doubles(cells - 1));
    CountedGrid counted = new CountedGrid(grid, longs(cells), doubles(cells));
    NumericReference.Shape shape =
        new NumericReference.Shape(
            in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble(), in.getLong());
    return new NumericReference(name, totals, counted, shape, in.getDouble());
  }

  private CategoricalReference categorical(String name, ColumnTotals totals) {
    int named = length(Integer.BYTES);
    List<String> frequent = new ArrayList<>();
    for (int i = 0; i < named; i++) {
      frequent.add(text());
    }
    long[] others = longs(length(Long.BYTES));
    CategoryIndex index = new CategoryIndex(frequent, others, in.get() != 0);
    long[] cells = longs(index.cellCount());
    return new CategoricalReference(name, totals, index, cells, in.getDouble(), in.getLong());
  }

  private SampledRows sampledRows() {
    int count = length(Integer.BYTES);
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(text());
    }
    long streamRows = in.getLong();
    int rows = length(Long.BYTES);
    long[] positions = longs(rows);
    requireLeft(rows, Long.BYTES * count);
    double[][] cells = new double[rows][count];
    for (double[] row : cells) {
      for (int i = 0; i < count; i++) {
        row[i] = Double.longBitsToDouble(in.getLong());
      }
    }
    return new SampledRows(columns, new RowSample(cells, positions, streamRows));
  }

  /** Returns a count of things of a least size, never more than what is left could hold. */
  private int length(int leastBytes) {
    int length = in.getInt();
    requireLeft(length, leastBytes);
    return length;
  }

  private void requireLeft(int length, int bytesEach) {
    if (length < 0 || (long) length * bytesEach > in.remaining()) {
      throw new IllegalArgumentException("a length of " + length + " exceeds what is left");
    }
  }

  private double[] doubles(int count) {
    requireLeft(count, Double.BYTES);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.getDouble();
    }
    return values;
  }

  private long[] longs(int count) {
    requireLeft(count, Long.BYTES);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.getLong();
    }
    return values;
  }

  private String text() {
    byte[] utf8 = new byte[length(1)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}

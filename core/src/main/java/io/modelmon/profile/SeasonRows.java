package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;

/**
 * How many rows and values of a live column fell into each season.
 *
 * <p>Nothing is counted per value: when a season ends, what the column has counted since the last
 * end is entered.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public final class SeasonRows {

  private final long[] rows;
  private final long[] values;
  private long rowsBefore;
  private long valuesBefore;

  SeasonRows(int seasons) {
    this.rows = new long[seasons];
    this.values = new long[seasons];
  }

  void endSeason(int season, ColumnCounts counts) {
    rows[season] += counts.rows() - rowsBefore;
    values[season] += counts.n() - valuesBefore;
    sync(counts);
  }

  private void sync(ColumnCounts counts) {
    rowsBefore = counts.rows();
    valuesBefore = counts.n();
  }

  /** Returns the rows per season; a live view. */
  public long[] rows() {
    return rows;
  }

  /** Returns the values that can be compared, per season; a live view. */
  public long[] values() {
    return values;
  }

  /** Adds those of another column, whose seasons must have ended; {@code counts} is the sum. */
  void merge(SeasonRows other, ColumnCounts counts) {
    if (rows.length != other.rows.length) {
      throw new IllegalArgumentException("columns can be merged only with the same seasons");
    }
    long openRows = counts.rows() - rowsBefore;
    long openValues = counts.n() - valuesBefore;
    for (int i = 0; i < rows.length; i++) {
      rows[i] += other.rows[i];
      values[i] += other.values[i];
      openRows -= other.rows[i];
      openValues -= other.values[i];
    }
    rowsBefore = counts.rows() - openRows;
    valuesBefore = counts.n() - openValues;
  }

  void write(ContentSink out) {
    out.begin("seasons");
    out.counts("rows", rows);
    out.counts("values", values);
    out.end();
  }

  void read(ContentSource in, ColumnCounts counts) {
    in.begin("seasons");
    System.arraycopy(in.counts("rows", rows.length), 0, rows, 0, rows.length);
    System.arraycopy(in.counts("values", values.length), 0, values, 0, values.length);
    in.end();
    if (Counting.sum(rows) > counts.rows() || Counting.sum(values) > counts.n()) {
      throw new IllegalArgumentException("the seasons hold more rows than the column");
    }
    sync(counts);
  }
}

package io.modelmon.profile;

import java.util.List;

/**
 * What a model saw in one window: counts of every column on the reference's cells.
 *
 * <p>Windows against the same reference, from any number of instances, merge by addition, in any
 * order, and travel as files, see {@link WindowCodec}. The pipeline of a live service keeps its
 * columns apart, since each may learn its own reference; this is for those who count themselves.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public final class WindowProfile {

  private final ReferenceProfile reference;
  private final List<ColumnCounts> columns;
  private long rows;

  private WindowProfile(ReferenceProfile reference) {
    this.reference = reference;
    this.columns = reference.columns().stream().map(ColumnCounts::against).toList();
  }

  /** Returns an empty window over the columns of a reference. */
  public static WindowProfile against(ReferenceProfile reference) {
    return new WindowProfile(reference);
  }

  /** Returns the reference. */
  public ReferenceProfile reference() {
    return reference;
  }

  /** Returns a column, in the order of the reference. */
  public ColumnCounts column(int index) {
    return columns.get(index);
  }

  /** Returns the number of columns. */
  public int width() {
    return columns.size();
  }

  /** Returns the rows of closed calls. */
  public long rows() {
    return rows;
  }

  /**
   * Ends a call whose values have been delivered to the columns.
   *
   * @param callRows its rows
   */
  public void endCall(int callRows) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).endCall();
    }
    rows += callRows;
  }

  /**
   * Says that all calls since the last time fell into a season of the reference; not needed where
   * it has none.
   *
   * @param season see {@link Seasonality#indexOf}
   */
  public void endSeason(int season) {
    columns.forEach(column -> column.endSeason(season));
  }

  /**
   * Adds another window.
   *
   * @throws IllegalArgumentException when it was counted against another reference
   */
  public void merge(WindowProfile other) {
    if (!reference.id().equals(other.reference.id())) {
      throw new IllegalArgumentException(
          "windows can be merged only against the same reference, but have %s and %s"
              .formatted(reference.id(), other.reference.id()));
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).merge(other.columns.get(i));
    }
    rows += other.rows;
  }

  void restore(long restored) {
    if (restored < 0) {
      throw new IllegalArgumentException("rows must be 0 or more, but are " + restored);
    }
    rows = restored;
  }
}

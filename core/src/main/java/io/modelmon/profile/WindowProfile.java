package io.modelmon.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model saw in one window: counts of every column on the reference's cells.
 *
 * <p>Windows of the same model and reference, from any number of instances, merge by addition, in
 * any order.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public final class WindowProfile {

  private final List<ColumnCounts> columns;
  private long rows;

  /** Creates an empty window over empty columns; the list is copied, the columns are not. */
  public WindowProfile(List<ColumnCounts> columns) {
    this.columns = new ArrayList<>(columns);
  }

  /** Returns an empty window over the columns of a reference. */
  public static WindowProfile against(ReferenceProfile reference) {
    return new WindowProfile(reference.columns().stream().map(ColumnCounts::against).toList());
  }

  /** Returns a column. */
  public ColumnCounts column(int index) {
    return columns.get(index);
  }

  /** Puts fresh counts in place of a column, for instance when its reference has been learned. */
  public void replace(int index, ColumnCounts counts) {
    columns.set(index, counts);
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

  /** Adds another window against the same reference. */
  public void merge(WindowProfile other) {
    if (other.columns.size() != columns.size()) {
      throw new IllegalArgumentException(
          "windows must have the same columns, but have "
              + columns.size()
              + " and "
              + other.columns.size());
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).merge(other.columns.get(i));
    }
    rows += other.rows;
  }
}

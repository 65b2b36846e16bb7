package io.modelmon.sketch;

import java.util.Arrays;

/**
 * The final cells of a reference: where the edges lie between groups of neighbouring values that
 * have been counted, and which cells stay empty.
 *
 * <p>An edge lies midway between the largest value of one group and the smallest of the next, so
 * that no value lies on an edge and one that is served with a rounding error stays in its cell.
 * Where a value occurred only once, as they do in small samples of a continuous feature, midway is
 * too coarse: what of a window lies in a gap would be added to either neighbour, and the largest
 * gap between the distribution functions missed. Such a gap gets two edges, each a sixteenth of it
 * away from its neighbour, and an empty cell between them; as long as the grid has room for all of
 * them. Features with few values, each of them frequent, keep their plain cells.
 *
 * <p>A heavy value at either end gets an empty cell beyond it, so that foreign values show.
 *
 * <p><b>Cost:</b> one pass over the groups. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class SettledCells {

  /** Half the width of the middle cell of a constant, as a share of its magnitude. */
  private static final double CONSTANT_TOLERANCE = 0x1p-20;

  /** How far from its neighbours the edges of a gap lie, as a share of the gap. */
  private static final double GAP_SHARE = 1.0 / 16;

  private final double[] lowest;
  private final double[] highest;
  private final long[] counts;
  private final double[] edges;
  private final int[] cellOf;
  private int edgeCount;

  private SettledCells(double[] lowest, double[] highest, long[] counts) {
    this.lowest = lowest;
    this.highest = highest;
    this.counts = counts;
    this.edges = new double[2 * counts.length + 1];
    this.cellOf = new int[counts.length];
  }

  /**
   * Settles the cells of groups of values in ascending order.
   *
   * @param lowest the smallest value of every group; finite
   * @param highest the largest value of every group
   * @param counts values per group, ≥ 1
   */
  static SettledCells of(double[] lowest, double[] highest, long[] counts) {
    SettledCells cells = new SettledCells(lowest, highest, counts);
    if (counts.length == 1 && lowest[0] == highest[0]) {
      cells.layConstant(lowest[0]);
    } else if (counts.length > 1) {
      cells.lay();
    }
    return cells;
  }

  /** A constant gets a narrow cell between two that hold everything else. */
  private void layConstant(double value) {
    double reach = value == 0 ? Float.MIN_NORMAL : Math.abs(value) * CONSTANT_TOLERANCE;
    double below = Math.max(-Double.MAX_VALUE, value - reach);
    double above = Math.min(Double.MAX_VALUE, value + reach);
    if (below < value && value < above) {
      add(below);
      cellOf[0] = edgeCount;
      add(above);
    }
  }

  private void lay() {
    int last = counts.length - 1;
    boolean lowAtom = isAtom(0) && lowest[0] > -Double.MAX_VALUE;
    boolean highAtom = isAtom(last) && highest[last] < Double.MAX_VALUE;
    int ends = (lowAtom ? 1 : 0) + (highAtom ? 1 : 0);
    boolean room = counts.length + wideGaps() + ends <= NumericGrid.MAX_CELLS;
    if (lowAtom) {
      add(below(lowest[0], firstEdge(0, room)));
    }
    for (int i = 0; i <= last; i++) {
      cellOf[i] = edgeCount;
      if (i < last) {
        add(firstEdge(i, room));
        if (room && isWide(i)) {
          add(fromAbove(i));
        }
      }
    }
    if (highAtom) {
      add(above(highest[last], edges[edgeCount - 1]));
    }
  }

  private void add(double edge) {
    edges[edgeCount++] = edge;
  }

  private double firstEdge(int group, boolean room) {
    return room && isWide(group) ? fromBelow(group) : midway(highest[group], lowest[group + 1]);
  }

  private int wideGaps() {
    int wide = 0;
    for (int i = 0; i + 1 < counts.length; i++) {
      wide += isWide(i) ? 1 : 0;
    }
    return wide;
  }

  /** Returns whether the gap above a group has a single value beside it, and room for two edges. */
  private boolean isWide(int group) {
    return (counts[group] == 1 || counts[group + 1] == 1)
        && highest[group] < fromBelow(group)
        && fromBelow(group) < fromAbove(group)
        && fromAbove(group) <= lowest[group + 1];
  }

  private double fromBelow(int group) {
    return highest[group] * (1 - GAP_SHARE) + lowest[group + 1] * GAP_SHARE;
  }

  private double fromAbove(int group) {
    return highest[group] * GAP_SHARE + lowest[group + 1] * (1 - GAP_SHARE);
  }

  private boolean isAtom(int group) {
    long n = Arrays.stream(counts).sum();
    return lowest[group] == highest[group] && counts[group] > (double) n / NumericGrid.MAX_CELLS;
  }

  /** Returns the grid. */
  NumericGrid grid() {
    return NumericGrid.of(Arrays.copyOf(edges, edgeCount));
  }

  /**
   * Returns counts per cell.
   *
   * @param perGroup counts of the groups, or of parts of them
   */
  long[] spread(long[] perGroup) {
    long[] cells = new long[edgeCount + 1];
    for (int i = 0; i < perGroup.length; i++) {
      cells[cellOf[i]] += perGroup[i];
    }
    return cells;
  }

  /**
   * Returns a value for every cell: that of its group, the middle of an empty cell, the edge of an
   * empty outer one.
   *
   * @param perGroup a value of every group
   */
  double[] centers(double[] perGroup) {
    double[] centers = new double[edgeCount + 1];
    for (int i = 0; i <= edgeCount; i++) {
      double low = edges[Math.max(0, i - 1)];
      double high = edges[Math.max(0, Math.min(i, edgeCount - 1))];
      centers[i] = low == high ? low : midway(low, high);
    }
    for (int i = 0; i < perGroup.length; i++) {
      centers[cellOf[i]] = perGroup[i];
    }
    return centers;
  }

  /** Returns the point as far below the lowest value as the first edge is above it. */
  private static double below(double lowest, double edge) {
    double mirrored = Math.max(-Double.MAX_VALUE, lowest - (edge - lowest));
    return mirrored < lowest ? mirrored : Math.nextDown(lowest);
  }

  /** Returns the point as far above the highest value as the last edge is below it. */
  private static double above(double highest, double edge) {
    double mirrored = Math.min(Double.MAX_VALUE, highest + (highest - edge));
    return mirrored > highest ? mirrored : Math.nextUp(highest);
  }

  /** Returns a number in (low, high], as near to the middle as rounding allows. */
  static double midway(double low, double high) {
    double middle = low / 2 + high / 2;
    return middle > low && middle <= high ? middle : high;
  }
}

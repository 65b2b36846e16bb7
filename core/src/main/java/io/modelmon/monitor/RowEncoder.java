package io.modelmon.monitor;

import io.modelmon.drift.multivariate.PooledRows;
import io.modelmon.drift.multivariate.RowScaler;
import io.modelmon.profile.RowCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How sampled rows become points: a numeric column is one coordinate, scaled; a categorical one has
 * an indicator for each of its {@value #CATEGORIES} most frequent categories, and a missing
 * category counts as the most frequent.
 *
 * <p>What is frequent, and the scales, are taken from the rows of both sides together and not from
 * the reference: where the reference is small, its rows would be compared by what they themselves
 * say, and rows that do not differ would be told apart.
 *
 * <p>Beyond {@value #MAX_COORDINATES} coordinates further columns are left out.
 *
 * <p><b>Cost:</b> a sort, or a map of the categories, per column. <br>
 * <b>Threads:</b> immutable.
 */
final class RowEncoder {

  static final int CATEGORIES = 8;
  static final int MAX_COORDINATES = 256;

  /** What the cells of a column are. */
  enum Kind {
    NUMBER,
    CATEGORY
  }

  /** Where a coordinate comes from; without categories it is a number. */
  private record Coordinate(int column, boolean indicator, boolean mode, long key) {}

  private final List<Kind> columns;

  /** Creates the encoding of rows with these columns, in order. */
  RowEncoder(List<Kind> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Returns the rows of both sides as points; cells as in {@link RowCells}. */
  PooledRows encode(double[][] reference, double[][] current) {
    double[][] rows = Arrays.copyOf(reference, reference.length + current.length);
    System.arraycopy(current, 0, rows, reference.length, current.length);
    List<Coordinate> coordinates = coordinates(rows);
    double[][] points =
        Arrays.stream(rows).map(row -> point(row, coordinates)).toArray(double[][]::new);
    RowScaler scaler = RowScaler.fit(points, i -> coordinates.get(i).indicator);
    return PooledRows.of(
        Arrays.copyOf(points, reference.length),
        Arrays.copyOfRange(points, reference.length, points.length),
        scaler);
  }

  private List<Coordinate> coordinates(double[][] rows) {
    List<Coordinate> coordinates = new ArrayList<>();
    for (int i = 0; i < columns.size() && coordinates.size() < MAX_COORDINATES; i++) {
      if (columns.get(i) == Kind.NUMBER) {
        coordinates.add(new Coordinate(i, false, false, 0));
      } else {
        List<Long> top = frequent(rows, i);
        for (long key : top) {
          coordinates.add(new Coordinate(i, true, key == top.get(0), key));
        }
      }
    }
    return coordinates;
  }

  /** Returns the most frequent categories; the order of rows must not decide between equals. */
  private static List<Long> frequent(double[][] rows, int column) {
    Map<Long, Integer> counts = new HashMap<>();
    for (double[] row : rows) {
      if (!RowCells.isMissingCategory(row[column])) {
        counts.merge(RowCells.categoryKey(row[column]), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(CATEGORIES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns a row as a point that is still to be scaled; NaN is missing. */
  private static double[] point(double[] row, List<Coordinate> coordinates) {
    double[] point = new double[coordinates.size()];
    int known = -1; // the column whose key is at hand: that of a number costs a text
    long key = 0;
    for (int i = 0; i < point.length; i++) {
      Coordinate coordinate = coordinates.get(i);
      double cell = row[coordinate.column];
      if (!coordinate.indicator) {
        point[i] = RowCells.number(cell);
      } else if (RowCells.isMissingCategory(cell)) {
        point[i] = coordinate.mode ? 1 : 0;
      } else {
        if (coordinate.column != known) {
          known = coordinate.column;
          key = RowCells.categoryKey(cell);
        }
        point[i] = key == coordinate.key ? 1 : 0;
      }
    }
    return point;
  }
}

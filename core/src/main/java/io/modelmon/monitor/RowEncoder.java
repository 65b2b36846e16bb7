package io.modelmon.monitor;

import io.modelmon.drift.multivariate.RowScaler;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.RowCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How sampled rows become points: a numeric column is one coordinate, scaled by what the whole
 * reference says; a categorical one has an indicator for each of its {@value #CATEGORIES} most
 * frequent categories, and a missing category counts as the most frequent.
 *
 * <p>Beyond {@value #MAX_COORDINATES} coordinates further columns are left out.
 *
 * <p><b>Threads:</b> immutable.
 */
final class RowEncoder {

  static final int CATEGORIES = 8;
  static final int MAX_COORDINATES = 256;

  /** Where a coordinate comes from; without categories it is a number. */
  private record Coordinate(int column, boolean indicator, boolean mode, long key) {}

  private final List<Coordinate> coordinates = new ArrayList<>();
  private final RowScaler scaler;

  /** Creates the encoding of rows with these columns, in order. */
  RowEncoder(List<ReferenceColumn> columns) {
    List<Double> centers = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < columns.size() && coordinates.size() < MAX_COORDINATES; i++) {
      if (columns.get(i) instanceof NumericReference numeric && numeric.n() > 0) {
        coordinates.add(new Coordinate(i, false, false, 0));
        centers.add(numeric.constant() ? numeric.shape().min() : numeric.quantile(0.5));
        scales.add(scale(numeric));
      } else if (columns.get(i) instanceof CategoricalReference categorical) {
        addIndicators(i, categorical);
      }
      while (centers.size() < coordinates.size()) {
        centers.add(0.0);
        scales.add(1.0);
      }
    }
    scaler = new RowScaler(array(centers), array(scales));
  }

  private static double scale(NumericReference column) {
    double scale = column.constant() ? 0 : column.scale();
    return scale > 0 && scale < Double.POSITIVE_INFINITY ? scale : 0;
  }

  private void addIndicators(int column, CategoricalReference reference) {
    long[] counts = reference.cells();
    List<Integer> top =
        IntStream.range(0, reference.index().frequent().size())
            .filter(cell -> counts[cell] > 0)
            .boxed()
            .sorted(Comparator.comparingLong((Integer cell) -> counts[cell]).reversed())
            .limit(CATEGORIES)
            .toList();
    for (int cell : top) {
      long key = RowCells.categoryKey(RowCells.of(reference.index().frequent().get(cell)));
      boolean mode = cell == top.get(0);
      coordinates.add(new Coordinate(column, true, mode, key));
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  int coordinates() {
    return coordinates.size();
  }

  RowScaler scaler() {
    return scaler;
  }

  /** Returns rows as points that are still to be scaled; NaN is missing. */
  double[][] encode(double[][] rows) {
    return Arrays.stream(rows).map(this::encode).toArray(double[][]::new);
  }

  private double[] encode(double[] row) {
    double[] point = new double[coordinates.size()];
    for (int i = 0; i < point.length; i++) {
      Coordinate coordinate = coordinates.get(i);
      double cell = row[coordinate.column];
      if (!coordinate.indicator) {
        point[i] = cell;
      } else if (RowCells.isMissingCategory(cell)) {
        point[i] = coordinate.mode ? 1 : 0;
      } else {
        point[i] = RowCells.categoryKey(cell) == coordinate.key ? 1 : 0;
      }
    }
    return point;
  }
}

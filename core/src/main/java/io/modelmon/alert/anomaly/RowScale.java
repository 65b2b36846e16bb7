package io.modelmon.alert.anomaly;

import java.util.Arrays;

/** Medians and spreads of columns, so that no unit weighs more than another. */
final class RowScale {

  /** Makes the median absolute deviation of a normal law its standard deviation: 1/Φ⁻¹(3/4). */
  private static final double MAD_SCALE = 1.482602218505602;

  private final double[] centres;
  private final double[] spreads;

  /**
   * Creates a scale.
   *
   * @param rows at least 1, finite
   */
  RowScale(double[][] rows) {
    int columns = rows[0].length;
    centres = new double[columns];
    spreads = new double[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      double[] values = Arrays.stream(rows).mapToDouble(row -> row[at]).sorted().toArray();
      double centre = median(values);
      double[] distances =
          Arrays.stream(values).map(value -> Math.abs(value - centre)).sorted().toArray();
      double mean = Arrays.stream(values).average().orElse(centre);
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      centres[column] = centre;
      // Of counts that are mostly zero the deviation of the median is zero; of a constant both are.
      spreads[column] = Math.max(MAD_SCALE * median(distances), Math.sqrt(squares / values.length));
    }
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Returns a row in spreads from the centre; a column that was constant is 0 while it stays so.
   */
  double[] scaled(double[] row) {
    double[] scaled = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double distance = row[i] - centres[i];
      scaled[i] =
          distance == 0 ? 0 : spreads[i] > 0 ? distance / spreads[i] : Math.signum(distance);
    }
    return scaled;
  }
}

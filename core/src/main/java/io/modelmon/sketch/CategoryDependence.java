package io.modelmon.sketch;

import io.modelmon.math.EffectiveSampleSize;
import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The inflation of a categorical series from its pairs, see {@link CategoryPairs}: the
 * autocorrelations of all scores are the eigenvalues of the symmetric matrix (Nᵢⱼ + Nⱼᵢ) / (2·√(mᵢ
 * mⱼ)) − √(mᵢ mⱼ)/N, with m the margins.
 *
 * <p><b>Cost:</b> at most {@value #STEPS} products of a small matrix with a vector. <br>
 * <b>Threads:</b> confined to one call.
 */
final class CategoryDependence {

  /** Fewer pairs say nothing. */
  private static final int LEAST_PAIRS = LagSums.MIN_CLUSTERS;

  private static final int STEPS = 100;

  /** Noise is the level that sampling stays below with this probability. */
  private static final double NOISE = 0.99;

  /** Change of the eigenvalue in a step: far below what sampling leaves uncertain. */
  private static final double CONVERGED = 1e-5;

  private final int groups;
  private final long pairs;
  private final double[] margins;
  private final double[][] first;
  private final double[][] later;

  private CategoryDependence(int groups, long[] next, long[] second) {
    this.groups = groups;
    this.pairs = Arrays.stream(next).sum();
    long laterPairs = Arrays.stream(second).sum();
    this.margins = new double[groups];
    for (int i = 0; i < groups; i++) {
      for (int j = 0; j < groups; j++) {
        margins[i] += (next[i * groups + j] + next[j * groups + i]) / 2.0;
      }
    }
    this.first = correlations(next, pairs);
    this.later = correlations(second, laterPairs);
  }

  /**
   * Returns the inflation, at least 1.
   *
   * @param groups how many there are
   * @param next pairs of rows that follow each other, row by row of the matrix
   * @param second pairs with one row between them; all 0 where unknown
   */
  static double inflation(int groups, long[] next, long[] second) {
    if (Arrays.stream(next).sum() < LEAST_PAIRS) {
      return 1;
    }
    int[] joined = joined(groups, next);
    int count = Arrays.stream(joined).max().orElse(0) + 1;
    if (count < 2) {
      return 1;
    }
    return new CategoryDependence(
            count, fold(groups, next, joined, count), fold(groups, second, joined, count))
        .inflation();
  }

  /**
   * Returns by how much dependence inflates the noise of a distance between the shares of groups:
   * the differences have one variance per direction, and the sum of their squares follows a scaled
   * chi-square law with the same mean and variance, of which the point is taken that noise exceeds
   * once in a hundred.
   *
   * @return at least 1; parameters as of {@link #inflation}
   * @see "F. E. Satterthwaite: An approximate distribution of estimates of variance components,
   *     Biometrics Bulletin 2, 1946; Rao and Scott, 1984 (their second-order correction)"
   */
  static double noiseInflation(int groups, long[] next, long[] second) {
    if (Arrays.stream(next).sum() < LEAST_PAIRS) {
      return 1;
    }
    int[] joined = joined(groups, next);
    int count = Arrays.stream(joined).max().orElse(0) + 1;
    if (count < 2) {
      return 1;
    }
    return new CategoryDependence(
            count, fold(groups, next, joined, count), fold(groups, second, joined, count))
        .noiseInflation();
  }

  private double noiseInflation() {
    if (groups == 2) {
      return inflation();
    }
    EigenDecomposition directions = new EigenDecomposition(new Array2DRowRealMatrix(first));
    double sum = 0;
    double squares = 0;
    // One direction belongs to the sum of all shares, which does not vary; its eigenvalue is 0.
    for (int i = 0; i < groups; i++) {
      double[] direction = directions.getEigenvector(i).toArray();
      double largest = Math.min(1, directions.getRealEigenvalue(i));
      double inflation = EffectiveSampleSize.inflation(largest, product(later, direction), pairs);
      if (!isTotal(direction)) {
        sum += inflation;
        squares += inflation * inflation;
      }
    }
    double freedom = sum * sum / squares;
    double dependent =
        squares
            / sum
            * new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(NOISE);
    double independent =
        new ChiSquaredDistribution(null, groups - 1.0).inverseCumulativeProbability(NOISE);
    return Math.max(1, dependent / independent);
  }

  /** Returns whether a direction is that of the roots of the shares. */
  private boolean isTotal(double[] direction) {
    double along = 0;
    for (int i = 0; i < groups; i++) {
      along += direction[i] * Math.sqrt(margins[i] / pairs);
    }
    return along * along > 0.5;
  }

  /**
   * Joins the two lightest groups as long as one would be expected to repeat less than once in an
   * independent series: a single repeat would then look like strong dependence. The last two stay
   * apart, since the inflation of a share knows how little a few of them say.
   */
  private static int[] joined(int groups, long[] next) {
    double[] mass = new double[groups];
    double total = 0;
    for (int i = 0; i < next.length; i++) {
      mass[i / groups] += next[i] / 2.0;
      mass[i % groups] += next[i] / 2.0;
      total += next[i];
    }
    int[] target = new int[groups];
    Arrays.setAll(target, i -> i);
    for (int left = groups; left > 2; left--) {
      int lightest = lightest(mass, -1);
      if (mass[lightest] * mass[lightest] >= total) {
        break;
      }
      int other = lightest(mass, lightest);
      mass[other] += mass[lightest];
      mass[lightest] = Double.NaN;
      for (int i = 0; i < groups; i++) {
        target[i] = target[i] == lightest ? other : target[i];
      }
    }
    int[] numbers = new int[groups];
    int used = 0;
    for (int i = 0; i < groups; i++) {
      numbers[i] = Double.isNaN(mass[i]) ? -1 : used++;
    }
    return Arrays.stream(target).map(i -> numbers[i]).toArray();
  }

  /** Returns the lightest group that is still there, but for one; NaN is gone. */
  private static int lightest(double[] mass, int butFor) {
    int lightest = -1;
    for (int i = 0; i < mass.length; i++) {
      boolean eligible = i != butFor && !Double.isNaN(mass[i]);
      if (eligible && (lightest < 0 || mass[i] < mass[lightest])) {
        lightest = i;
      }
    }
    return lightest;
  }

  private static long[] fold(int groups, long[] matrix, int[] joined, int count) {
    long[] folded = new long[count * count];
    for (int i = 0; i < matrix.length; i++) {
      folded[joined[i / groups] * count + joined[i % groups]] += matrix[i];
    }
    return folded;
  }

  private double[][] correlations(long[] counts, long total) {
    double[][] matrix = new double[groups][groups];
    double scale = total == 0 ? Double.NaN : (double) pairs / total;
    for (int i = 0; i < groups; i++) {
      for (int j = 0; j < groups; j++) {
        double root = Math.sqrt(margins[i] * margins[j]);
        double both = (counts[i * groups + j] + counts[j * groups + i]) / 2.0;
        matrix[i][j] = scale * both / root - root / pairs;
      }
    }
    return matrix;
  }

  private double inflation() {
    if (groups == 2) {
      long rarer = Math.round(Math.min(margins[0], margins[1]));
      return EffectiveSampleSize.inflationOfShare(trace(first), trace(later), rarer, pairs);
    }
    double mean = trace(first) / (groups - 1);
    double inflation = EffectiveSampleSize.inflation(mean, trace(later) / (groups - 1), pairs);
    double[] direction = leading();
    double excess = product(first, direction) - mean;
    double noise = 2 * Math.sqrt((groups - 2) / (2.0 * pairs));
    if (excess > noise) {
      double largest = mean + (excess + Math.sqrt(excess * excess - noise * noise)) / 2;
      double second = product(later, direction);
      inflation =
          Math.max(inflation, EffectiveSampleSize.inflation(Math.min(1, largest), second, pairs));
    }
    return inflation;
  }

  private double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < groups; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }

  /** Returns the unit vector of the largest eigenvalue, by powers of the matrix plus one. */
  private double[] leading() {
    double[] vector = new double[groups];
    for (int i = 0; i < groups; i++) {
      vector[i] = Math.cos(1 + 2.0 * i);
    }
    normalise(vector);
    double before = -2;
    for (int step = 0; step < STEPS; step++) {
      double[] image = times(first, vector);
      double value = dot(image, vector);
      if (Math.abs(value - before) < CONVERGED) {
        break;
      }
      before = value;
      for (int i = 0; i < groups; i++) {
        vector[i] += image[i];
      }
      normalise(vector);
    }
    return vector;
  }

  private static void normalise(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] image = new double[vector.length];
    for (int i = 0; i < image.length; i++) {
      for (int j = 0; j < image.length; j++) {
        image[i] += matrix[i][j] * vector[j];
      }
    }
    return image;
  }

  private static double product(double[][] matrix, double[] vector) {
    return dot(times(matrix, vector), vector);
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}

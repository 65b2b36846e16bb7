package io.modelmon.alert.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One-class support vector machine with a Gaussian kernel: the smallest region, in the space of the
 * kernel, that holds all but a share ν of the rows.
 *
 * <p>Minimises ½ αᵀKα under 0 ≤ α ≤ 1 and Σα = ν·n, two of the α at a time, until no pair violates
 * the conditions of an optimum by more than {@value #TOLERANCE}. The decision is Σ αᵢ K(xᵢ, x) − ρ,
 * negative outside; the score is what it lacks.
 *
 * <p><b>Cost:</b> fitting n rows takes 8·n² bytes and some 10 to 30·n steps of n; a score takes one
 * kernel per support vector. <b>Threads:</b> immutable.
 *
 * @see "Schölkopf, Platt, Shawe-Taylor, Smola, Williamson: Estimating the Support of a
 *     High-Dimensional Distribution, Neural Computation 2001"
 * @see "Chang, Lin: LIBSVM: A Library for Support Vector Machines, ACM TIST 2011"
 */
final class OneClassSvm implements Scorer {

  private static final double TOLERANCE = 1e-6;
  private static final int MOST_STEPS = 1000;
  private static final double FLAT = 1e-12;

  private final double[][] vectors;
  private final double[] weights;
  private final double gamma;
  private final double offset;

  /**
   * Fits a region.
   *
   * @param rows at least 1, of equal length, finite
   * @param nu share of the rows that may lie outside, in (0, 1)
   * @param gamma of the kernel exp(−γ·|x − y|²), positive
   */
  OneClassSvm(double[][] rows, double nu, double gamma) {
    this.gamma = gamma;
    int n = rows.length;
    double[][] kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = kernel(rows[i], rows[j]);
        kernel[j][i] = kernel[i][j];
      }
    }
    double[] alpha = new double[n];
    double left = nu * n;
    for (int i = 0; i < n; i++) {
      alpha[i] = Math.max(0, Math.min(1, left - i));
    }
    double[] gradient = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gradient[i] += alpha[j] * kernel[i][j];
      }
    }
    int steps = MOST_STEPS * n;
    while (steps > 0 && improve(kernel, alpha, gradient)) {
      steps--;
    }
    offset = offset(alpha, gradient);
    int[] support = IntStream.range(0, n).filter(i -> alpha[i] > 0).toArray();
    vectors = Arrays.stream(support).mapToObj(i -> rows[i]).toArray(double[][]::new);
    weights = Arrays.stream(support).mapToDouble(i -> alpha[i]).toArray();
  }

  /** Moves weight between the two rows that violate the conditions most; returns whether any do. */
  private static boolean improve(double[][] kernel, double[] alpha, double[] gradient) {
    int up = -1;
    int down = -1;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] < 1 && (up < 0 || gradient[i] < gradient[up])) {
        up = i;
      }
      if (alpha[i] > 0 && (down < 0 || gradient[i] > gradient[down])) {
        down = i;
      }
    }
    if (up < 0 || down < 0 || gradient[down] - gradient[up] < TOLERANCE) {
      return false;
    }
    double curvature = kernel[up][up] + kernel[down][down] - 2 * kernel[up][down];
    double wanted = (gradient[down] - gradient[up]) / Math.max(FLAT, curvature);
    double moved = Math.min(wanted, Math.min(1 - alpha[up], alpha[down]));
    // Set, not added, at a bound: rounding would leave it just inside, and take it up for ever.
    alpha[up] = moved == 1 - alpha[up] ? 1 : alpha[up] + moved;
    alpha[down] = moved == alpha[down] ? 0 : alpha[down] - moved;
    for (int i = 0; i < alpha.length; i++) {
      gradient[i] += moved * (kernel[i][up] - kernel[i][down]);
    }
    return true;
  }

  /**
   * Returns ρ: what the gradient is where a weight is free, else the middle of what is possible.
   */
  private static double offset(double[] alpha, double[] gradient) {
    double sum = 0;
    int free = 0;
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] >= 1) {
        lower = Math.max(lower, gradient[i]);
      } else if (alpha[i] <= 0) {
        upper = Math.min(upper, gradient[i]);
      } else {
        sum += gradient[i];
        free++;
      }
    }
    return free > 0 ? sum / free : (lower + upper) / 2;
  }

  private double kernel(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.exp(-gamma * squares);
  }

  /** Returns the decision: positive inside the region. */
  double decision(double[] row) {
    double sum = -offset;
    for (int i = 0; i < vectors.length; i++) {
      sum += weights[i] * kernel(vectors[i], row);
    }
    return sum;
  }

  @Override
  public double score(double[] row) {
    return -decision(row);
  }
}

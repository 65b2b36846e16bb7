package io.modelmon.math;

/**
 * Nodes and weights of Gauss–Legendre quadrature: the integral of f over an interval is about the
 * weighted sum of f at the nodes.
 *
 * <p><b>Error:</b> exact for polynomials up to degree 2n − 1 apart from rounding; nodes and weights
 * to a few units in the last place. <br>
 * <b>Cost:</b> O(n²) to build, 16·n bytes. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "G. H. Golub, J. H. Welsch, Calculation of Gauss quadrature rules, Mathematics of
 *     Computation 23, 1969 (the rule; the roots are found here by Newton's method)"
 */
final class GaussLegendre {

  private static final int NEWTON_STEPS = 100;

  private final double[] nodes;
  private final double[] weights;

  /**
   * Builds the rule for one interval.
   *
   * @param lower lower end of the interval
   * @param upper upper end, at least {@code lower}
   * @param order number of nodes, at least 1
   */
  GaussLegendre(double lower, double upper, int order) {
    nodes = new double[order];
    weights = new double[order];
    double middle = (lower + upper) / 2;
    double half = (upper - lower) / 2;
    for (int i = 0; i < (order + 1) / 2; i++) {
      double root = Math.cos(Math.PI * (i + 0.75) / (order + 0.5));
      double derivative = slope(root, order);
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double change = polynomial(root, order) / derivative;
        root -= change;
        derivative = slope(root, order);
        if (Math.abs(change) < 1e-15) {
          break;
        }
      }
      double weight = 2 * half / ((1 - root * root) * derivative * derivative);
      nodes[i] = middle - half * root;
      nodes[order - 1 - i] = middle + half * root;
      weights[i] = weight;
      weights[order - 1 - i] = weight;
    }
  }

  int order() {
    return nodes.length;
  }

  double node(int index) {
    return nodes[index];
  }

  double weight(int index) {
    return weights[index];
  }

  private static double polynomial(double x, int degree) {
    double previous = 1;
    double value = x;
    for (int k = 2; k <= degree; k++) {
      double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
      previous = value;
      value = next;
    }
    return value;
  }

  /** Returns the derivative, from n(xP(n) − P(n−1)) / (x² − 1). */
  private static double slope(double x, int degree) {
    double previous = degree == 1 ? 1 : polynomial(x, degree - 1);
    return degree * (x * polynomial(x, degree) - previous) / (x * x - 1);
  }
}

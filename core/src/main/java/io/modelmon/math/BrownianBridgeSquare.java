package io.modelmon.math;

import java.util.Arrays;

/**
 * Weighted sum of squares of a Brownian bridge at the points of a discrete distribution: the limit
 * law of the statistics of Cramér–von Mises, of Anderson and Darling, and of the energy distance
 * when values are tied.
 *
 * <p><b>Input:</b> the points in ascending order, with a weight each. <br>
 * <b>Output:</b> tail probabilities in [0, 1]; critical values in the unit of the weights. <br>
 * <b>Error:</b> up to {@value #MAX_POINTS} points the law is computed to a relative 1e-9, also for
 * tiny probabilities. More points are merged with their neighbours, which keeps the mean and
 * changes p-values above 1e-6 by less than a percent. <br>
 * <b>Cost:</b> some ten thousand complex products per tail, ten times that per critical value. <br>
 * <b>Threads:</b> confined while points are added.
 *
 * @see "J. Durbin, Distribution theory for tests based on the sample distribution function, SIAM,
 *     1973; J. P. Imhof, Computing the distribution of quadratic forms in normal variables,
 *     Biometrika 48, 1961"
 */
public final class BrownianBridgeSquare {

  /** Most points of a law; the rest of the resolution no p-value shows. */
  private static final int MAX_POINTS = 128;

  /** A part of the mean that leaves no trace in it, and may have no digits left. */
  private static final double NEGLIGIBLE = 1e-30;

  private static final int BISECTIONS = 40;

  private double[] weights = new double[MAX_POINTS];
  private double[] belows = new double[MAX_POINTS];
  private double[] aboves = new double[MAX_POINTS];
  private int size;

  /** Creates an empty sum. */
  public BrownianBridgeSquare() {}

  /**
   * Adds the square of the bridge at one point.
   *
   * @param weight its factor, &gt; 0
   * @param below the share at or below the point, in (0, 1), larger than at the point before
   * @param above 1 − {@code below}, given apart because the difference would lose a small tail
   */
  public void add(double weight, double below, double above) {
    if (size == weights.length) {
      weights = Arrays.copyOf(weights, 2 * size);
      belows = Arrays.copyOf(belows, 2 * size);
      aboves = Arrays.copyOf(aboves, 2 * size);
    }
    weights[size] = weight;
    belows[size] = below;
    aboves[size] = above;
    size++;
  }

  /** Returns whether nothing was added, so that there is no law. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Returns the law of the sum, multiplied by {@code factor}.
   *
   * @param factor &gt; 0
   * @throws IllegalArgumentException when nothing was added
   */
  public Law law(double factor) {
    if (size == 0) {
      throw new IllegalArgumentException("a law needs at least one point");
    }
    double mean = 0;
    for (int i = 0; i < size; i++) {
      mean += weights[i] * belows[i] * aboves[i];
    }
    BrownianBridgeSquare points = size > MAX_POINTS ? merged(mean) : this;
    Bridge bridge = points.bridge(mean);
    return new Law(new QuadraticFormTail(bridge, bridge.firstZero(), 1), factor * mean);
  }

  /** Neighbours merged, at their center, until they carry their part of the mean. */
  private BrownianBridgeSquare merged(double mean) {
    BrownianBridgeSquare merged = new BrownianBridgeSquare();
    double total = 0;
    double part = 0;
    double below = 0;
    double above = 0;
    for (int i = 0; i < size; i++) {
      double share = weights[i] * belows[i] * aboves[i] / mean;
      total += share;
      part += share;
      below += share * belows[i];
      above += share * aboves[i];
      boolean full = i == size - 1 || total >= (merged.size + 1.0) / MAX_POINTS;
      if (full && part > NEGLIGIBLE) {
        double variance = below / part * (above / part);
        merged.add(part * mean / variance, below / part, above / part);
        part = 0;
        below = 0;
        above = 0;
      }
    }
    return merged;
  }

  /** Returns the determinant, with weights in units of the mean. */
  private Bridge bridge(double mean) {
    double[] weight = new double[size];
    double[] stretch = new double[size + 1];
    for (int i = 0; i < size; i++) {
      weight[i] = weights[i] / mean;
      stretch[i] = stretch(i - 1, i);
    }
    stretch[size] = aboves[size - 1];
    return new Bridge(weight, stretch);
  }

  /** Returns the share between two points, from whichever tail is the smaller. */
  private double stretch(int from, int to) {
    if (from < 0) {
      return belows[to];
    }
    return belows[from] < 0.5 ? belows[to] - belows[from] : aboves[from] - aboves[to];
  }

  /**
   * The determinant of the sum, by shooting: the value at 1 of y with y(0) = 0, y'(0) = 1, whose
   * slope falls by 2s·weight·y at each point.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bridge(double[] weight, double[] stretch)
      implements QuadraticFormTail.Determinant {

    @Override
    public void evaluate(double re, double im, double[] value) {
      double slopeRe = 1;
      double slopeIm = 0;
      double heightRe = 0;
      double heightIm = 0;
      int turns = 0;
      for (int i = 0; i < weight.length; i++) {
        heightRe += stretch[i] * slopeRe;
        heightIm += stretch[i] * slopeIm;
        double bend = 2 * weight[i];
        boolean lower = slopeIm < 0;
        slopeRe -= bend * (re * heightRe - im * heightIm);
        slopeIm -= bend * (re * heightIm + im * heightRe);
        if (lower && slopeIm >= 0) {
          turns++; // the slope turns clockwise, by less than half a turn at each point
        }
      }
      heightRe += stretch[weight.length] * slopeRe;
      heightIm += stretch[weight.length] * slopeIm;
      // The height is ahead of the slope by less than half a turn.
      double ahead =
          Math.atan2(
              heightIm * slopeRe - heightRe * slopeIm, heightRe * slopeRe + heightIm * slopeIm);
      value[0] = Math.log(Math.hypot(heightRe, heightIm));
      value[1] = Math.atan2(slopeIm, slopeRe) - 2 * Math.PI * turns + ahead;
    }

    /** Returns the largest s found by bisection below which y is positive everywhere. */
    double firstZero() {
      double low = 0.5; // the mean is 1, so no weight of the sum is larger
      double high = 1;
      while (positive(high)) {
        low = high;
        high *= 2;
      }
      for (int step = 0; step < BISECTIONS; step++) {
        double middle = (low + high) / 2;
        if (positive(middle)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private boolean positive(double s) {
      double slope = 1;
      double height = 0;
      for (int i = 0; i < weight.length; i++) {
        height += stretch[i] * slope;
        if (!(height > 0)) {
          return false;
        }
        slope -= 2 * s * weight[i] * height;
      }
      return height + stretch[weight.length] * slope > 0;
    }
  }

  /**
   * The law of a sum.
   *
   * <p><b>Threads:</b> confined.
   */
  public static final class Law {

    private final QuadraticFormTail tail;
    private final double unit;

    private Law(QuadraticFormTail tail, double unit) {
      this.tail = tail;
      this.unit = unit;
    }

    /** Returns the mean of the sum. */
    public double mean() {
      return unit;
    }

    /**
     * Returns the probability that the sum exceeds {@code x}.
     *
     * @param x value; ≤ 0 gives 1
     */
    public double survival(double x) {
      return tail.survival(x / unit);
    }

    /**
     * Returns the value that the sum exceeds with a given probability.
     *
     * @param probability upper tail probability, in (0, 0.5]
     */
    public double criticalValue(double probability) {
      return unit * tail.criticalValue(probability);
    }
  }
}

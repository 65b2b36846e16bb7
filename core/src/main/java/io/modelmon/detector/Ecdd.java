package io.modelmon.detector;

import io.modelmon.math.BernoulliEwmaRunLength;
import java.util.OptionalDouble;

/**
 * EWMA chart for concept drift detection: moving average of a model's errors against a limit above
 * their rate.
 *
 * <p>For error streams whose rate may rise. With a {@linkplain Builder#errorRate known error rate}
 * the limit follows from the {@linkplain Builder#averageRunLength average number of values between
 * false alarms}. Otherwise rate and limit are estimated from all values since the last drift, by
 * the paper's fitted curves, whose run length strays from the setting, most at rates far from 0.2.
 *
 * <p><b>Input:</b> errors, 0 or 1. <br>
 * <b>Output:</b> stable, warning (half of the way to the limit) or drift; after drift everything
 * starts anew. Increases only; for decreases feed one minus the error. <br>
 * <b>Error:</b> with a known rate the average run length is within two percent of the setting for
 * independent errors. <br>
 * <b>Cost:</b> one or two square roots per value, about 120 bytes, no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote With a known rate the average starts at the rate, the limit does not change with time,
 *     and it wanders evenly within λ/50 of its middle, without which only certain run lengths could
 *     be had.
 * @see "G. J. Ross, N. M. Adams, D. K. Tasoulis, D. J. Hand, Exponentially weighted moving average
 *     charts for detecting concept drift, Pattern Recognition Letters 33, 2012"
 */
public final class Ecdd extends SequentialDetector {

  /** Share of the way to the limit from which on there is a warning; from the paper. */
  private static final double WARNING_SHARE = 0.5;

  private final double weight;
  private final EcddLimit limit;
  private final int minSamples;
  private final Dither dither = new Dither();
  private double average;
  private long count;
  private double sum;

  private Ecdd(Builder builder) {
    weight = builder.weight;
    limit = builder.chosenLimit();
    minSamples = limit.known() ? 1 : builder.minSamples;
    average = limit.start();
  }

  /** Returns a builder with the defaults of the paper and MOA: λ = 0.2, estimated rate. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether the error rate was given; otherwise it is estimated. */
  public boolean knowsRate() {
    return limit.known();
  }

  /** Returns the moving average of the errors, in [0, 1]. */
  public double average() {
    return average;
  }

  @Override
  DetectorState next(double value) {
    Require.error(value);
    count++;
    sum += value;
    average += weight * (value - average);
    double rate = limit.rate(sum / count);
    double width = limit.width(rate, count);
    double wander = limit.wander() * (2 * dither.next() - 1);
    if (count < minSamples) {
      return DetectorState.STABLE;
    }
    if (average > rate + width + wander) {
      clear();
      return DetectorState.DRIFT;
    }
    boolean warning = average > rate + WARNING_SHARE * width;
    return warning ? DetectorState.WARNING : DetectorState.STABLE;
  }

  @Override
  void clear() {
    count = 0;
    sum = 0;
    average = limit.start();
    dither.reset();
  }

  /** Settings of an {@link Ecdd}. */
  public static final class Builder {

    private double weight = 0.2;
    private double averageRunLength = 400;
    private OptionalDouble errorRate = OptionalDouble.empty();
    private int minSamples = 30;

    private Builder() {}

    /**
     * Sets λ, the weight of a new error, in [0.005, 1]; 0.2 by default, the only one for which the
     * paper has curves.
     */
    public Builder weight(double value) {
      weight = Require.share("weight", value);
      return this;
    }

    /**
     * Sets ARL0, the average number of values up to and with a false alarm: 400 by default, as in
     * MOA; 100 or 400 while the error rate is estimated.
     */
    public Builder averageRunLength(double values) {
      averageRunLength = Require.positive("average run length", values);
      return this;
    }

    /** Sets the known rate of errors while nothing has changed, in (0, 1). */
    public Builder errorRate(double rate) {
      errorRate = OptionalDouble.of(Require.inside("error rate", rate));
      return this;
    }

    /** Sets the number of values before any verdict, at least 1; only with an estimated rate. */
    public Builder minSamples(int value) {
      minSamples = Require.atLeast(1, "minSamples", value);
      return this;
    }

    /**
     * Returns the detector; with a known rate this costs some tens of milliseconds, more for small
     * λ.
     *
     * @throws IllegalArgumentException when no limit gives the run length, or no curve exists for
     *     it
     */
    public Ecdd build() {
      return new Ecdd(this);
    }

    private EcddLimit chosenLimit() {
      if (errorRate.isEmpty()) {
        return new EcddLimit.Curve(weight, averageRunLength);
      }
      double rate = errorRate.getAsDouble();
      double limit = BernoulliEwmaRunLength.limit(weight, rate, averageRunLength);
      return new EcddLimit.Fixed(rate, limit, BernoulliEwmaRunLength.halfWidth(weight));
    }
  }
}

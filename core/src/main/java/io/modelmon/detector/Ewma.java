package io.modelmon.detector;

import io.modelmon.math.EwmaRunLength;
import java.util.OptionalDouble;

/**
 * Exponentially weighted moving average chart: z' = (1 − λ)·z + λ·x against fixed limits around a
 * known mean.
 *
 * <p>Finds shifts of about one standard deviation about as fast as {@link Cusum}, and its statistic
 * is a readable estimate of the present mean.
 *
 * <p><b>Input:</b> values within ±1e150. <br>
 * <b>Output:</b> stable or drift; after drift the average starts at the mean anew. <br>
 * <b>Error:</b> none; the run length holds for independent normal values, and closely for others
 * when λ ≤ 0.1, since averages are nearly normal. <br>
 * <b>Cost:</b> one multiplication and two comparisons per value, about 70 bytes, no allocation.
 * <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote One-sided charts do not let the average go beyond the mean on the other side, so that
 *     it has no way to come back from.
 * @see "S. W. Roberts, Control chart tests based on geometric moving averages, Technometrics 1,
 *     1959; J. M. Lucas, M. S. Saccucci, Exponentially weighted moving average control schemes:
 *     properties and enhancements, Technometrics 32, 1990"
 */
public final class Ewma extends SequentialDetector {

  private final InControl inControl;
  private final double weight;
  private final double limit;
  private final double upper;
  private final double lower;
  private final double ceiling;
  private final double floor;
  private double average;

  private Ewma(Builder builder) {
    inControl = builder.inControl;
    weight = builder.weight;
    limit = builder.chosenLimit();
    double width = limit * Math.sqrt(weight / (2 - weight));
    Direction direction = builder.direction;
    upper = direction == Direction.DECREASE ? Double.POSITIVE_INFINITY : width;
    lower = direction == Direction.INCREASE ? Double.NEGATIVE_INFINITY : -width;
    ceiling = direction == Direction.DECREASE ? 0 : Double.POSITIVE_INFINITY;
    floor = direction == Direction.INCREASE ? 0 : Double.NEGATIVE_INFINITY;
  }

  /**
   * Returns a builder with λ = 0.2, both sides and an average run length of 500.
   *
   * @param mean mean of the values while nothing has changed, finite
   * @param standardDeviation their standard deviation, positive
   */
  public static Builder builder(double mean, double standardDeviation) {
    return new Builder(new InControl(mean, standardDeviation));
  }

  /** Returns the limit L, in standard deviations of the average in the long run. */
  public double limit() {
    return limit;
  }

  /** Returns the moving average, in units of the values. */
  public double average() {
    return inControl.mean() + average * inControl.standardDeviation();
  }

  @Override
  DetectorState next(double value) {
    double scaled = (Require.summable(value) - inControl.mean()) / inControl.standardDeviation();
    average = Math.min(ceiling, Math.max(floor, (1 - weight) * average + weight * scaled));
    if (average > upper || average < lower) {
      clear();
      return DetectorState.DRIFT;
    }
    return DetectorState.STABLE;
  }

  @Override
  void clear() {
    average = 0;
  }

  /** Settings of an {@link Ewma}. */
  public static final class Builder {

    private final InControl inControl;
    private Direction direction = Direction.BOTH;
    private double weight = 0.2;
    private OptionalDouble limit = OptionalDouble.empty();
    private OptionalDouble averageRunLength = OptionalDouble.empty();

    private Builder(InControl inControl) {
      this.inControl = inControl;
    }

    /** Sets which changes count; both by default. */
    public Builder direction(Direction value) {
      direction = value;
      return this;
    }

    /** Sets λ, the weight of a new value, in (0, 1]. */
    public Builder weight(double value) {
      weight = Require.share("weight", value);
      return this;
    }

    /** Sets the limit L, positive, in standard deviations of the average in the long run. */
    public Builder limit(double value) {
      limit = OptionalDouble.of(Require.positive("limit", value));
      return this;
    }

    /** Sets the limit by ARL0, the average number of values up to and with a false alarm. */
    public Builder averageRunLength(double values) {
      averageRunLength = OptionalDouble.of(Require.positive("average run length", values));
      return this;
    }

    /**
     * Returns the detector; a limit by run length costs about ten milliseconds.
     *
     * @throws IllegalArgumentException when both limit and run length are set, or no limit gives
     *     the run length
     */
    public Ewma build() {
      return new Ewma(this);
    }

    private double chosenLimit() {
      if (limit.isPresent() && averageRunLength.isEmpty()) {
        return limit.getAsDouble();
      }
      Require.runLengthDecides(limit.isPresent(), true);
      double length = averageRunLength.orElse(500);
      return direction == Direction.BOTH
          ? EwmaRunLength.twoSidedLimit(weight, length)
          : EwmaRunLength.oneSidedLimit(weight, length);
    }
  }
}

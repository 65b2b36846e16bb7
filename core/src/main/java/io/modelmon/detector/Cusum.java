package io.modelmon.detector;

import io.modelmon.math.CusumRunLength;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative sum chart: adds up how far values lie above (below) their mean, less an allowance, and
 * alarms when the sum passes a threshold.
 *
 * <p>The fastest detector of a lasting shift of known size in the mean; set the allowance to half
 * of that shift. For shifts of unknown, small size {@link PageHinkley} and {@link Ewma} are
 * siblings.
 *
 * <p>With {@linkplain Builder#inControl known in-control parameters} everything is in standard
 * deviations and the threshold can follow from the {@linkplain Builder#averageRunLength average
 * number of values between false alarms}. Otherwise values are compared with their running mean in
 * their own units, which is what MOA does and says nothing about false alarms.
 *
 * <p><b>Input:</b> values within ±1e150. <br>
 * <b>Output:</b> stable or drift; after drift the sums, and a running mean, start anew. <br>
 * <b>Error:</b> none; the run length holds for independent normal values, and for others about as
 * far as their mean and standard deviation are right and their tails are no heavier. <br>
 * <b>Cost:</b> a few additions per value, about 100 bytes, no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "E. S. Page, Continuous inspection schemes, Biometrika 41, 1954"
 */
public final class Cusum extends SequentialDetector {

  private final Direction direction;
  private final double allowance;
  private final double threshold;
  private final long minSamples;
  private final Centre centre;
  private double upper;
  private double lower;

  private Cusum(Builder builder) {
    InControl inControl = builder.inControl;
    direction = builder.direction;
    allowance = builder.allowance.orElse(inControl == null ? 0.005 : 0.5);
    threshold = builder.chosenThreshold(allowance);
    minSamples = inControl == null ? builder.minSamples : 1;
    centre = inControl == null ? Centre.running() : Centre.known(inControl);
  }

  /** Returns a builder with the defaults of MOA: one-sided (up), running mean. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the threshold of the sums, in standard deviations when these are known. */
  public double threshold() {
    return threshold;
  }

  @Override
  DetectorState next(double value) {
    double deviation = centre.deviationOf(Require.summable(value));
    upper = Math.max(0, upper + deviation - allowance);
    lower = Math.max(0, lower - deviation - allowance);
    if (centre.count() >= minSamples && exceeded()) {
      clear();
      return DetectorState.DRIFT;
    }
    return DetectorState.STABLE;
  }

  @Override
  void clear() {
    centre.reset();
    upper = 0;
    lower = 0;
  }

  private boolean exceeded() {
    return (direction != Direction.DECREASE && upper > threshold)
        || (direction != Direction.INCREASE && lower > threshold);
  }

  /** Settings of a {@link Cusum}. */
  public static final class Builder {

    private Direction direction = Direction.INCREASE;
    private @Nullable InControl inControl;
    private OptionalDouble allowance = OptionalDouble.empty();
    private OptionalDouble threshold = OptionalDouble.empty();
    private OptionalDouble averageRunLength = OptionalDouble.empty();
    private int minSamples = 29;

    private Builder() {}

    /** Sets which changes count; up by default. */
    public Builder direction(Direction value) {
      direction = value;
      return this;
    }

    /**
     * Sets known mean and standard deviation; the running mean is then not used, and allowance and
     * threshold are in standard deviations.
     */
    public Builder inControl(double mean, double standardDeviation) {
      inControl = new InControl(mean, standardDeviation);
      return this;
    }

    /**
     * Sets what each deviation is lowered by, at least 0: 0.005 in units of the values by default,
     * 0.5 standard deviations when these are known.
     */
    public Builder allowance(double value) {
      allowance = OptionalDouble.of(Require.notNegative("allowance", value));
      return this;
    }

    /**
     * Sets what a sum must exceed, positive: 50 in units of the values by default, 5 standard
     * deviations when these are known.
     */
    public Builder threshold(double value) {
      threshold = OptionalDouble.of(Require.positive("threshold", value));
      return this;
    }

    /**
     * Sets the threshold by ARL0, the average number of values up to and with a false alarm; needs
     * known in-control parameters.
     */
    public Builder averageRunLength(double values) {
      averageRunLength = OptionalDouble.of(Require.positive("average run length", values));
      return this;
    }

    /**
     * Sets the number of values before any verdict, at least 1; only with a running mean. 29 by
     * default, which is what MOA's 30 does.
     */
    public Builder minSamples(int value) {
      minSamples = Require.atLeast(1, "minSamples", value);
      return this;
    }

    /**
     * Returns the detector; a threshold by run length costs about ten milliseconds.
     *
     * @throws IllegalArgumentException when both threshold and run length are set, when a run
     *     length is set without in-control parameters, or when no threshold gives it
     */
    public Cusum build() {
      return new Cusum(this);
    }

    private double chosenThreshold(double usedAllowance) {
      if (averageRunLength.isEmpty()) {
        return threshold.orElse(inControl == null ? 50 : 5);
      }
      Require.runLengthDecides(threshold.isPresent(), inControl != null);
      double length = averageRunLength.getAsDouble();
      return direction == Direction.BOTH
          ? CusumRunLength.twoSidedThreshold(usedAllowance, length)
          : CusumRunLength.oneSidedThreshold(usedAllowance, length);
    }
  }
}

package io.modelmon.detector;

import io.modelmon.math.CusumRunLength;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Page–Hinkley chart: follows the sum of the deviations from the mean, less an allowance, and
 * alarms when it has risen more than a threshold above its lowest point (fallen below its highest).
 *
 * <p>With {@linkplain Builder#inControl known in-control parameters} and nothing forgotten it is
 * the {@link Cusum} with a small allowance, made for small lasting shifts, and its threshold can
 * follow from the {@linkplain Builder#averageRunLength average number of values between false
 * alarms}. Otherwise values are compared with their running mean in their own units and the sum
 * slowly forgets, which is what MOA and River do and says nothing about false alarms.
 *
 * <p><b>Input:</b> values within ±1e150. <br>
 * <b>Output:</b> stable or drift; after drift sums, extremes and a running mean start anew. <br>
 * <b>Error:</b> none; the run length holds for independent normal values, and for others about as
 * far as their mean and standard deviation are right and their tails are no heavier. <br>
 * <b>Cost:</b> a few additions per value, about 120 bytes, no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote The lowest and highest points start at 0, Page's form. With a running mean this is the
 *     same as starting at the first sum, since that is never above 0 (below 0).
 * @see "E. S. Page, Continuous inspection schemes, Biometrika 41, 1954; D. V. Hinkley, Inference
 *     about the change-point from cumulative sum tests, Biometrika 58, 1971; J. Gama, R. Sebastião,
 *     P. P. Rodrigues, On evaluating stream learning algorithms, Machine Learning 90, 2013
 *     (forgetting)"
 */
public final class PageHinkley extends SequentialDetector {

  private final Direction direction;
  private final double allowance;
  private final double threshold;
  private final double retention;
  private final long minSamples;
  private final Centre centre;
  private double rising;
  private double lowest;
  private double falling;
  private double highest;

  private PageHinkley(Builder builder) {
    InControl inControl = builder.inControl;
    direction = builder.direction;
    allowance = builder.allowance;
    retention = builder.retention.orElse(inControl == null ? 0.9999 : 1);
    threshold = builder.chosenThreshold(retention);
    minSamples = inControl == null ? builder.minSamples : 1;
    centre = inControl == null ? Centre.running() : Centre.known(inControl);
  }

  /** Returns a builder with the defaults of MOA: one-sided (up), running mean. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the threshold, in standard deviations when these are known. */
  public double threshold() {
    return threshold;
  }

  @Override
  DetectorState next(double value) {
    double deviation = centre.deviationOf(Require.summable(value));
    rising = retention * rising + (deviation - allowance);
    lowest = Math.min(lowest, rising);
    falling = retention * falling + (deviation + allowance);
    highest = Math.max(highest, falling);
    if (centre.count() >= minSamples && exceeded()) {
      clear();
      return DetectorState.DRIFT;
    }
    return DetectorState.STABLE;
  }

  @Override
  void clear() {
    centre.reset();
    rising = 0;
    lowest = 0;
    falling = 0;
    highest = 0;
  }

  private boolean exceeded() {
    return (direction != Direction.DECREASE && rising - lowest > threshold)
        || (direction != Direction.INCREASE && highest - falling > threshold);
  }

  /** Settings of a {@link PageHinkley}. */
  public static final class Builder {

    private Direction direction = Direction.INCREASE;
    private @Nullable InControl inControl;
    private double allowance = 0.005;
    private OptionalDouble threshold = OptionalDouble.empty();
    private OptionalDouble averageRunLength = OptionalDouble.empty();
    private OptionalDouble retention = OptionalDouble.empty();
    private int minSamples = 29;

    private Builder() {}

    /** Sets which changes count; up by default, as in MOA (River's default is both). */
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
     * Sets what each deviation is lowered by, at least 0; 0.005 by default. Half of the shift to be
     * found is best.
     */
    public Builder allowance(double value) {
      allowance = Require.notNegative("allowance", value);
      return this;
    }

    /** Sets what the rise of the sum must exceed, positive; 50 by default. */
    public Builder threshold(double value) {
      threshold = OptionalDouble.of(Require.positive("threshold", value));
      return this;
    }

    /**
     * Sets the threshold by ARL0, the average number of values up to and with a false alarm; needs
     * known in-control parameters and a retention of 1.
     */
    public Builder averageRunLength(double values) {
      averageRunLength = OptionalDouble.of(Require.positive("average run length", values));
      return this;
    }

    /**
     * Sets the share of the sum that is kept from value to value, in (0, 1]: 0.9999 by default, 1
     * with known in-control parameters.
     */
    public Builder retention(double value) {
      retention = OptionalDouble.of(Require.share("retention", value));
      return this;
    }

    /**
     * Sets the number of values before any verdict, at least 1; only with a running mean. 29 by
     * default, which is what MOA's 30 does; River's 30 is 30.
     */
    public Builder minSamples(int value) {
      minSamples = Require.atLeast(1, "minSamples", value);
      return this;
    }

    /**
     * Returns the detector; a threshold by run length costs up to a second when the allowance is
     * tiny and the run length huge, some milliseconds otherwise.
     *
     * @throws IllegalArgumentException when both threshold and run length are set, when a run
     *     length is set without in-control parameters or with forgetting, or when no threshold
     *     gives it
     */
    public PageHinkley build() {
      return new PageHinkley(this);
    }

    private double chosenThreshold(double usedRetention) {
      if (averageRunLength.isEmpty()) {
        return threshold.orElse(50);
      }
      Require.runLengthDecides(threshold.isPresent(), inControl != null);
      if (usedRetention != 1) {
        throw new IllegalArgumentException(
            "an average run length needs a retention of 1: " + usedRetention);
      }
      double length = averageRunLength.getAsDouble();
      return direction == Direction.BOTH
          ? CusumRunLength.twoSidedThreshold(allowance, length)
          : CusumRunLength.oneSidedThreshold(allowance, length);
    }
  }
}

package io.modelmon.detector;

import java.util.OptionalDouble;
import org.apache.commons.math3.special.Erf;

/**
 * Statistical test of equal proportions: compares the error rate of the newest values with that of
 * all values before them since the last drift.
 *
 * <p>For sudden changes of a model's error rate. At its default levels false alarms come at a rate
 * that depends on the error rate; with a {@linkplain Builder#averageRunLength run length} the level
 * follows from the average number of values between false alarms.
 *
 * <p><b>Input:</b> errors, 0 or 1. <br>
 * <b>Output:</b> stable, warning or drift; after drift everything is forgotten. No verdict before
 * two windows are full, nor while all values since the last drift are equal. <br>
 * <b>Error:</b> by run length, the average run length is within five percent of the setting for
 * independent errors of the stated rate. <br>
 * <b>Cost:</b> one square root per value, one byte per value of the window and about 150 bytes, no
 * allocation. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote The continuity correction takes half a step off the difference of the rates. By run
 *     length the part taken off is spread evenly over one whole step, from value to value, without
 *     which only certain run lengths could be had. While all values are equal the statistic is zero
 *     divided by zero, and MOA says drift; here nothing is said.
 * @see "K. Nishida, K. Yamauchi, Detecting concept drift using statistical testing, Discovery
 *     Science 2007, LNCS 4755"
 */
public final class Stepd extends SequentialDetector {

  private final Direction direction;
  private final double driftLimit;
  private final double warningLimit;
  private final boolean spread;
  private final byte[] window;
  private final Dither dither = new Dither();
  private int head;
  private int recentCount;
  private int recentErrors;
  private long olderCount;
  private long olderErrors;

  private Stepd(Builder builder) {
    direction = builder.direction;
    spread = builder.spread;
    driftLimit = builder.chosenLimit();
    warningLimit = Math.min(driftLimit, deviations(builder.warningLevel));
    window = new byte[builder.windowSize];
  }

  /** Returns a builder with the defaults of the paper and MOA: 30 values, levels 0.003 and 0.05. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    Require.error(value);
    double statistic = advance(value);
    if (statistic > driftLimit) {
      clear();
      return DetectorState.DRIFT;
    }
    return statistic > warningLimit ? DetectorState.WARNING : DetectorState.STABLE;
  }

  /**
   * Adds an error and returns the difference of the rates in its standard deviations, in the
   * direction watched; negative infinity while there is none.
   */
  double advance(double error) {
    push((byte) error);
    double pooled = (double) (olderErrors + recentErrors) / (olderCount + recentCount);
    if (olderCount < window.length || !(pooled > 0 && pooled < 1)) {
      return Double.NEGATIVE_INFINITY;
    }
    double taken = spread ? dither.next() : 0.5;
    double inverse = 1.0 / olderCount + 1.0 / recentCount;
    double rise = (double) recentErrors / recentCount - (double) olderErrors / olderCount;
    double distance =
        switch (direction) {
          case INCREASE -> rise;
          case DECREASE -> -rise;
          case BOTH -> Math.abs(rise);
        };
    return (distance - taken * inverse) / Math.sqrt(pooled * (1 - pooled) * inverse);
  }

  private void push(byte error) {
    if (recentCount == window.length) {
      olderCount++;
      olderErrors += window[head];
      recentErrors -= window[head];
    } else {
      recentCount++;
    }
    window[head] = error;
    recentErrors += error;
    head = head + 1 == window.length ? 0 : head + 1;
  }

  @Override
  void clear() {
    head = 0;
    recentCount = 0;
    recentErrors = 0;
    olderCount = 0;
    olderErrors = 0;
    dither.reset();
  }

  /** Returns the standard deviations that a normal value exceeds, both sides together, so often. */
  private static double deviations(double level) {
    return Math.sqrt(2) * Erf.erfcInv(level);
  }

  /** Settings of a {@link Stepd}. */
  public static final class Builder {

    private Direction direction = Direction.BOTH;
    private int windowSize = 30;
    private double driftLevel = 0.003;
    private double warningLevel = 0.05;
    private OptionalDouble averageRunLength = OptionalDouble.empty();
    private double errorRate = Double.NaN;
    private boolean spread;

    private Builder() {}

    /** Sets which changes count; both by default, as in MOA. Levels stay two-sided. */
    public Builder direction(Direction value) {
      direction = value;
      return this;
    }

    /** Sets the number of newest values that are compared with the others, at least 2. */
    public Builder windowSize(int values) {
      windowSize = Require.atLeast(2, "window size", values);
      return this;
    }

    /** Sets the two-sided significance level of drift, in (0, 1). */
    public Builder driftLevel(double level) {
      driftLevel = Require.inside("drift level", level);
      return this;
    }

    /** Sets the two-sided significance level of a warning, in (0, 1). */
    public Builder warningLevel(double level) {
      warningLevel = Require.inside("warning level", level);
      return this;
    }

    /**
     * Sets the drift level by ARL0, the average number of values up to and with a false alarm, from
     * 100 to 20,000.
     *
     * @param values ARL0
     * @param rate rate of errors while nothing has changed, in (0, 1)
     */
    public Builder averageRunLength(double values, double rate) {
      averageRunLength = OptionalDouble.of(Require.positive("average run length", values));
      errorRate = Require.inside("error rate", rate);
      return spreadCorrection();
    }

    /** Spreads the continuity correction, as a run length does, without setting a limit. */
    Builder spreadCorrection() {
      spread = true;
      return this;
    }

    /**
     * Returns the detector; a run length costs half a second of simulation, up to four seconds at
     * 20,000.
     *
     * @throws IllegalArgumentException when the run length is out of range or too short for the
     *     error rate
     */
    public Stepd build() {
      return new Stepd(this);
    }

    private double chosenLimit() {
      if (averageRunLength.isEmpty()) {
        return deviations(driftLevel);
      }
      return StepdRunLength.limit(windowSize, direction, errorRate, averageRunLength.getAsDouble());
    }
  }
}

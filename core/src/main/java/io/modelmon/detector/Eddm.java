package io.modelmon.detector;

/**
 * The early drift detection method: watches the distances between errors and speaks when they
 * shrink.
 *
 * <p>For slow, gradual growth of an error rate. It is the noisiest of the family at its defaults:
 * use it calibrated, or use {@link HddmW}.
 *
 * <p>p′ and s′ are the mean and standard deviation of the number of values from one error to the
 * next since the last drift. The largest p′ + 2s′ is kept; a warning, or drift, is a ratio of p′ +
 * 2s′ to it below a limit.
 *
 * <p><b>Input:</b> errors, 0 or 1. <br>
 * <b>Output:</b> increases of the error rate only. A warning lasts until the next error. <br>
 * <b>Error:</b> no false-alarm rate belongs to the limits; see {@link Builder#calibrate}. <br>
 * <b>Cost:</b> O(1) per value, one square root per error; no memory beyond the object. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote The first distance is that from the start, and s′ divides by the number of distances,
 *     as in MOA. River divides by one less and keeps the maximum from one value later.
 * @see "Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà, Morales-Bueno, Early drift
 *     detection method, IWKDDS 2006"
 */
public final class Eddm extends SequentialDetector implements LimitDetector {

  private final int minSamples;
  private final int minErrors;
  private final double warningRatio;
  private final double driftRatio;

  private long n;
  private long errors;
  private long lastError;
  private double meanDistance;
  private double squares;
  private double largest;
  private double ratio;

  private Eddm(Builder builder) {
    minSamples = builder.minSamples;
    minErrors = builder.minErrors;
    warningRatio = builder.warningRatio;
    driftRatio = builder.driftRatio;
    clear();
  }

  /** Returns a builder with the defaults of the paper: 30 errors, ratios 0.95 and 0.90. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    Require.error(value);
    DetectorState last = state();
    if (last == DetectorState.DRIFT) {
      clear();
      last = DetectorState.STABLE;
    }
    n++;
    if (value == 0) {
      return last;
    }
    addDistance(n - lastError);
    lastError = n;
    return n >= minSamples ? judge() : last;
  }

  private void addDistance(long distance) {
    errors++;
    double before = distance - meanDistance;
    meanDistance += before / errors;
    squares += before * (distance - meanDistance);
  }

  private DetectorState judge() {
    double sum = meanDistance + 2 * Math.sqrt(squares / errors);
    if (sum > largest) {
      largest = sum;
      return DetectorState.STABLE;
    }
    if (errors <= minErrors) {
      return DetectorState.STABLE;
    }
    ratio = sum / largest;
    if (ratio < driftRatio) {
      return DetectorState.DRIFT;
    }
    return ratio < warningRatio ? DetectorState.WARNING : DetectorState.STABLE;
  }

  /** Returns minus the last ratio below 1, NaN before the first. */
  @Override
  public double statistic() {
    return -ratio;
  }

  @Override
  void clear() {
    n = 0;
    errors = 0;
    lastError = 0;
    meanDistance = 0;
    squares = 0;
    largest = 0;
    ratio = Double.NaN;
  }

  /** Parameters of {@link Eddm}. */
  public static final class Builder {

    private int minSamples = 30;
    private int minErrors = 30;
    private double warningRatio = 0.95;
    private double driftRatio = 0.9;

    private Builder() {}

    /** Sets the number of values from which on the maximum is kept, at least 1; default 30. */
    public Builder minSamples(int minSamples) {
      this.minSamples = Require.atLeast(1, "minSamples", minSamples);
      return this;
    }

    /** Sets the number of errors before the first verdict, at least 1; default 30. */
    public Builder minErrors(int minErrors) {
      this.minErrors = Require.atLeast(1, "minErrors", minErrors);
      return this;
    }

    /** Sets the ratio (α) below which there is a warning, between 0 and 1; default 0.95. */
    public Builder warningRatio(double warningRatio) {
      this.warningRatio = Require.inside("warningRatio", warningRatio);
      return this;
    }

    /** Sets the ratio (β) below which there is drift, between 0 and 1; default 0.9. */
    public Builder driftRatio(double driftRatio) {
      this.driftRatio = Require.inside("driftRatio", driftRatio);
      return this;
    }

    /**
     * Sets the ratios, that of the warning halfway to 1, by simulation for a false-alarm
     * probability. The probability holds for detectors wrapped by {@link
     * FalseAlarmHorizon#restarting}. Where {@code minErrors} errors are rare within the horizon it
     * is not reached, and the ratio stops short of 1.
     */
    public Builder calibrate(FalseAlarmHorizon horizon) {
      Eddm open = driftRatio(Double.MIN_VALUE).build();
      driftRatio = -HorizonCalibration.limit(horizon, open, FalseAlarmHorizon.SMALLEST_LIMIT - 1);
      warningRatio = (1 + driftRatio) / 2;
      return this;
    }

    /**
     * Returns a detector.
     *
     * @throws IllegalArgumentException when the ratio of drift exceeds that of the warning
     */
    public Eddm build() {
      Require.notAbove("driftRatio", driftRatio, "warningRatio", warningRatio);
      return new Eddm(this);
    }
  }
}

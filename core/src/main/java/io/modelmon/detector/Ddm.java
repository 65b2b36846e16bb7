package io.modelmon.detector;

/**
 * The drift detection method: watches the error rate and speaks when it has risen from its lowest.
 *
 * <p>For sudden growth of a model's error rate. {@link Rddm} reacts sooner after long stable
 * stretches, {@link HddmA} makes no assumption about the law of the values.
 *
 * <p>p is the mean of all values since the last drift, s = √(p(1 − p)/n). The lowest p + s is kept;
 * a value is a warning, or drift, when p + s exceeds the kept p by more than a number of the kept
 * s.
 *
 * <p><b>Input:</b> errors, 0 or 1; losses in [0, 1] as well, for which s is an upper bound of the
 * standard deviation, so that alarms come late rather than falsely. <br>
 * <b>Output:</b> increases only. <br>
 * <b>Error:</b> at its defaults the false-alarm rate depends on the error rate and is far above the
 * 0.3 % that three standard deviations suggest, because the minimum over many values is not a fixed
 * value; see {@link Builder#calibrate}. A stretch of {@code minSamples} values without an error
 * leaves a kept s of 0, after which any error is drift. <br>
 * <b>Cost:</b> O(1) per value, one square root; no memory beyond the object. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote The comparison is strict, as in MOA and River; "at least", as printed, would call a
 *     stream without errors drift. MOA counts one more than it has seen: its {@code
 *     minNumInstances} is {@code minSamples} + 1, River's {@code warm_start} is {@code minSamples}
 *     − 1.
 * @see "Gama, Medas, Castillo, Rodrigues, Learning with drift detection, SBIA 2004"
 */
public final class Ddm extends SequentialDetector implements LimitDetector {

  private final int minSamples;
  private final double warningLevel;
  private final double driftLevel;

  private long n;
  private double rate;
  private double lowestRate;
  private double lowestDeviation;
  private double lowestSum;
  private double statistic;

  private Ddm(Builder builder) {
    minSamples = builder.minSamples;
    warningLevel = builder.warningLevel;
    driftLevel = builder.driftLevel;
    clear();
  }

  /** Returns a builder with the defaults of the paper: 30 samples, levels 2 and 3. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    Require.unit(value);
    if (state() == DetectorState.DRIFT) {
      clear();
    }
    n++;
    rate += (value - rate) / n;
    return n < minSamples ? DetectorState.STABLE : judge();
  }

  private DetectorState judge() {
    double deviation = Math.sqrt(rate * (1 - rate) / n);
    double sum = rate + deviation;
    if (sum <= lowestSum) {
      lowestSum = sum;
      lowestRate = rate;
      lowestDeviation = deviation;
    }
    statistic = (sum - lowestRate) / lowestDeviation;
    if (statistic > driftLevel) {
      return DetectorState.DRIFT;
    }
    return statistic > warningLevel ? DetectorState.WARNING : DetectorState.STABLE;
  }

  /**
   * Returns by how many of the kept standard deviations p + s exceeds the kept p; NaN before {@code
   * minSamples} values and while no error has been seen.
   */
  @Override
  public double statistic() {
    return statistic;
  }

  @Override
  void clear() {
    n = 0;
    rate = 0;
    lowestRate = Double.POSITIVE_INFINITY;
    lowestDeviation = Double.POSITIVE_INFINITY;
    lowestSum = Double.POSITIVE_INFINITY;
    statistic = Double.NaN;
  }

  /** Parameters of {@link Ddm}. */
  public static final class Builder {

    private int minSamples = 30;
    private double warningLevel = 2;
    private double driftLevel = 3;

    private Builder() {}

    /** Sets the number of values from which on the minimum is kept, at least 1; default 30. */
    public Builder minSamples(int minSamples) {
      this.minSamples = Require.atLeast(1, "minSamples", minSamples);
      return this;
    }

    /** Sets the number of standard deviations to a warning, positive; default 2. */
    public Builder warningLevel(double warningLevel) {
      this.warningLevel = Require.positive("warningLevel", warningLevel);
      return this;
    }

    /** Sets the number of standard deviations to drift, positive; default 3. */
    public Builder driftLevel(double driftLevel) {
      this.driftLevel = Require.positive("driftLevel", driftLevel);
      return this;
    }

    /**
     * Sets the levels, the warning level at two thirds, by simulation for a false-alarm
     * probability; raises {@code minSamples} where the in-control stream may well begin without an
     * error. The probability holds for detectors wrapped by {@link FalseAlarmHorizon#restarting}.
     */
    public Builder calibrate(FalseAlarmHorizon horizon) {
      minSamples = Math.max(minSamples, horizon.samplesToFirstError());
      Ddm open = driftLevel(Double.MAX_VALUE).warningLevel(Double.MAX_VALUE).build();
      driftLevel = HorizonCalibration.limit(horizon, open, FalseAlarmHorizon.SMALLEST_LIMIT);
      warningLevel = driftLevel * 2 / 3;
      return this;
    }

    /**
     * Returns a detector.
     *
     * @throws IllegalArgumentException when the warning level exceeds the drift level
     */
    public Ddm build() {
      Require.notAbove("warningLevel", warningLevel, "driftLevel", driftLevel);
      return new Ddm(this);
    }
  }
}

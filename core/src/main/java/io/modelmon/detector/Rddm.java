package io.modelmon.detector;

/**
 * The reactive drift detection method: {@link Ddm} that shortens long concepts, so that it does not
 * grow deaf, and that goes on after drift with the values since the warning.
 *
 * <p>For models that are right for long and then fail suddenly or step by step.
 *
 * <p>p, s and the lowest p + s are those of DDM. A concept of {@code maxConceptSize} values that is
 * not in warning is replaced by its last {@code stableConceptSize}, keeping the lowest p and s. A
 * warning that lasts for more than {@code warningLimit} values is drift.
 *
 * <p><b>Input:</b> errors, 0 or 1. <br>
 * <b>Output:</b> increases only. <br>
 * <b>Error:</b> as {@link Ddm}; see {@link Builder#calibrate}. <br>
 * <b>Cost:</b> O(1) per value, but O({@code stableConceptSize}) for the value after drift and after
 * a shortening; memory one bit per value of {@code stableConceptSize}. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote As the authors' own implementation in MOA, except that values taken over after drift
 *     count towards the minimum from the {@code minSamples}-th on as all others do; there, from the
 *     one after it.
 * @see "Barros, Cabral, Gonçalves, Santos, RDDM: Reactive drift detection method, Expert Systems
 *     with Applications 90, 2017"
 */
public final class Rddm extends SequentialDetector implements LimitDetector {

  private final int minSamples;
  private final double warningLevel;
  private final double driftLevel;
  private final int maxConceptSize;
  private final int warningLimit;
  private final RecentErrors recent;

  private long n;
  private double rate;
  private double lowestRate;
  private double lowestDeviation;
  private double lowestSum;
  private double statistic;
  private int warnings;
  private boolean shorten;

  private Rddm(Builder builder) {
    minSamples = builder.minSamples;
    warningLevel = builder.warningLevel;
    driftLevel = builder.driftLevel;
    maxConceptSize = builder.maxConceptSize;
    warningLimit = builder.warningLimit;
    recent = new RecentErrors(builder.stableConceptSize);
    forgetLowest();
  }

  /**
   * Returns a builder with the defaults of the paper: 129 samples, levels 1.773 and 2.258, concepts
   * of at most 40,000 values shortened to 7,000, warnings of at most 1,400.
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    Require.error(value);
    if (state() == DetectorState.DRIFT) {
      forgetLowest();
      replay();
    } else if (shorten) {
      replay();
    }
    recent.add(value == 1);
    add(value);
    return n < minSamples ? DetectorState.STABLE : judge();
  }

  private void replay() {
    boolean afterDrift = state() == DetectorState.DRIFT;
    n = 0;
    rate = 0;
    warnings = 0;
    shorten = false;
    for (int i = 0; i < recent.size(); i++) {
      add(recent.get(i) ? 1 : 0);
      if (afterDrift && n >= minSamples) {
        keepLowest();
      }
    }
  }

  private void add(double value) {
    n++;
    rate += (value - rate) / n;
  }

  /** Keeps the lowest p + s and returns that of now. */
  private double keepLowest() {
    double deviation = Math.sqrt(rate * (1 - rate) / n);
    double sum = rate + deviation;
    if (sum < lowestSum) {
      lowestSum = sum;
      lowestRate = rate;
      lowestDeviation = deviation;
    }
    return sum;
  }

  private DetectorState judge() {
    statistic = (keepLowest() - lowestRate) / lowestDeviation;
    boolean aboveDrift = statistic > driftLevel;
    boolean aboveWarning = aboveDrift || statistic > warningLevel;
    if (aboveDrift && warnings > 0) {
      recent.keepLast(warnings + 1);
      return DetectorState.DRIFT;
    }
    if (aboveDrift || (aboveWarning && warnings >= warningLimit)) {
      recent.keepLast(1);
      return DetectorState.DRIFT;
    }
    warnings = aboveWarning ? warnings + 1 : 0;
    shorten = n >= maxConceptSize && !aboveWarning;
    return aboveWarning ? DetectorState.WARNING : DetectorState.STABLE;
  }

  /**
   * Returns by how many of the kept standard deviations p + s exceeds the kept p; NaN before {@code
   * minSamples} values and while no error has been seen. A long warning is drift as well, whatever
   * the statistic.
   */
  @Override
  public double statistic() {
    return statistic;
  }

  @Override
  void clear() {
    recent.keepLast(0);
    n = 0;
    rate = 0;
    warnings = 0;
    shorten = false;
    forgetLowest();
  }

  private void forgetLowest() {
    lowestRate = Double.POSITIVE_INFINITY;
    lowestDeviation = Double.POSITIVE_INFINITY;
    lowestSum = Double.POSITIVE_INFINITY;
    statistic = Double.NaN;
  }

  /** Parameters of {@link Rddm}. */
  public static final class Builder {

    private int minSamples = 129;
    private double warningLevel = 1.773;
    private double driftLevel = 2.258;
    private int maxConceptSize = 40_000;
    private int stableConceptSize = 7_000;
    private int warningLimit = 1_400;

    private Builder() {}

    /** Sets the number of values from which on the minimum is kept, at least 1; default 129. */
    public Builder minSamples(int minSamples) {
      this.minSamples = Require.atLeast(1, "minSamples", minSamples);
      return this;
    }

    /** Sets the number of standard deviations to a warning, positive; default 1.773. */
    public Builder warningLevel(double warningLevel) {
      this.warningLevel = Require.positive("warningLevel", warningLevel);
      return this;
    }

    /** Sets the number of standard deviations to drift, positive; default 2.258. */
    public Builder driftLevel(double driftLevel) {
      this.driftLevel = Require.positive("driftLevel", driftLevel);
      return this;
    }

    /** Sets the number of values at which a concept is shortened, at least 1; default 40,000. */
    public Builder maxConceptSize(int maxConceptSize) {
      this.maxConceptSize = Require.atLeast(1, "maxConceptSize", maxConceptSize);
      return this;
    }

    /** Sets the number of values to which it is shortened, at least 1; default 7,000. */
    public Builder stableConceptSize(int stableConceptSize) {
      this.stableConceptSize = Require.atLeast(1, "stableConceptSize", stableConceptSize);
      return this;
    }

    /** Sets the number of values after which a warning becomes drift, at least 1; default 1,400. */
    public Builder warningLimit(int warningLimit) {
      this.warningLimit = Require.atLeast(1, "warningLimit", warningLimit);
      return this;
    }

    /**
     * Sets both levels, in their proportion of now, by simulation for a false-alarm probability;
     * raises {@code minSamples} where the in-control stream may well begin without an error. The
     * probability holds for detectors wrapped by {@link FalseAlarmHorizon#restarting}.
     *
     * @throws IllegalArgumentException when the horizon is longer than {@code maxConceptSize}: a
     *     detector that is restarted before needs no shortening
     */
    public Builder calibrate(FalseAlarmHorizon horizon) {
      Require.notAbove("observations", horizon.observations(), "maxConceptSize", maxConceptSize);
      Require.notAbove("warningLevel", warningLevel, "driftLevel", driftLevel);
      minSamples = Math.max(minSamples, horizon.samplesToFirstError());
      double proportion = warningLevel / driftLevel;
      Rddm open = driftLevel(Double.MAX_VALUE).warningLevel(Double.MAX_VALUE).build();
      LimitDetector lasting = new LastingExcess(open, warningLimit + 1, proportion);
      driftLevel = HorizonCalibration.limit(horizon, lasting, FalseAlarmHorizon.SMALLEST_LIMIT);
      warningLevel = driftLevel * proportion;
      return this;
    }

    /**
     * Returns a detector.
     *
     * @throws IllegalArgumentException when the warning level exceeds the drift level, or a
     *     shortened concept would not be shorter
     */
    public Rddm build() {
      Require.notAbove("warningLevel", warningLevel, "driftLevel", driftLevel);
      Require.notAbove("stableConceptSize", stableConceptSize, "maxConceptSize", maxConceptSize);
      return new Rddm(this);
    }
  }
}

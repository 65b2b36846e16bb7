package io.modelmon.detector;

/**
 * Drift detection by Hoeffding's bound on averages: compares the mean up to the best cut with the
 * mean of everything since the last drift.
 *
 * <p>For sudden changes of the mean of any bounded value. For gradual ones use {@link HddmW}.
 *
 * <p>For increases the cut is where mean plus bound was lowest. With k values before it and n in
 * all there is drift when the means differ by at least √((n − k)/(2kn)·ln(1/α)).
 *
 * <p><b>Input:</b> values in [0, 1]. <br>
 * <b>Output:</b> changes of the mean in the {@link Builder#direction} asked for. <br>
 * <b>Error:</b> α bounds the false alarms of one comparison at a fixed cut; the search for the cut
 * and the repetition are not part of it. See {@link Builder#calibrate}. <br>
 * <b>Cost:</b> O(1) per value, at most three square roots; no memory beyond the object. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote MOA and River compare at ln(2/α) on one side as well: their confidence α is here a
 *     confidence of α/2 with a {@link Builder#cutConfidence} of α. MOA's two-sided form forgets
 *     everything after a decrease without reporting it.
 * @see "Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz, Caballero-Mota,
 *     Online and non-parametric drift detection methods based on Hoeffding's bounds, IEEE TKDE
 *     27(3), 2015, HDDM_A-test"
 */
public final class HddmA extends SequentialDetector implements LimitDetector {

  private final double logWarning;
  private final double logDrift;
  private final double logCut;
  private final Direction direction;

  private long n;
  private double sum;
  private long lowCount;
  private double lowSum;
  private long highCount;
  private double highSum;
  private double statistic;

  private HddmA(Builder builder) {
    logWarning = builder.logWarning;
    logDrift = builder.logDrift;
    logCut = builder.logCut;
    direction = builder.direction;
    clear();
  }

  /** Returns a builder with the defaults of the paper: 0.001 and 0.005; increases only. */
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
    sum += value;
    moveCuts();
    statistic = 0;
    if (direction.up()) {
      statistic = excess(sum / n - lowSum / lowCount, lowCount);
    }
    if (direction.down()) {
      statistic = Math.max(statistic, excess(highSum / highCount - sum / n, highCount));
    }
    return judge();
  }

  private void moveCuts() {
    double mean = sum / n;
    double bound = bound(n);
    if (lowCount == 0 || lowSum / lowCount + bound(lowCount) >= mean + bound) {
      lowCount = n;
      lowSum = sum;
    }
    if (highCount == 0 || highSum / highCount - bound(highCount) <= mean - bound) {
      highCount = n;
      highSum = sum;
    }
  }

  private double bound(long count) {
    return Math.sqrt(logCut / (2 * count));
  }

  /** The ln(1/α) at which the bound equals the difference. */
  private double excess(double difference, long count) {
    return difference > 0 ? 2 * difference * difference * count * n / (n - count) : 0;
  }

  private DetectorState judge() {
    if (statistic > logDrift) {
      return DetectorState.DRIFT;
    }
    return statistic > logWarning ? DetectorState.WARNING : DetectorState.STABLE;
  }

  /** Returns ln(1/α) for the largest α at which there would be no drift; NaN before any value. */
  @Override
  public double statistic() {
    return statistic;
  }

  @Override
  void clear() {
    n = 0;
    sum = 0;
    lowCount = 0;
    lowSum = 0;
    highCount = 0;
    highSum = 0;
    statistic = Double.NaN;
  }

  /** Parameters of {@link HddmA}. */
  public static final class Builder {

    private double logWarning = -Math.log(0.005);
    private double logDrift = -Math.log(0.001);
    private double logCut = logDrift;
    private Direction direction = Direction.INCREASE;

    private Builder() {}

    /** Sets α of a warning, on either side, between 0 and 1; default 0.005. */
    public Builder warningConfidence(double warningConfidence) {
      logWarning = -Math.log(Require.inside("warningConfidence", warningConfidence));
      return this;
    }

    /** Sets α of drift, on either side, between 0 and 1; default 0.001. */
    public Builder driftConfidence(double driftConfidence) {
      logDrift = -Math.log(Require.inside("driftConfidence", driftConfidence));
      return this;
    }

    /** Sets α of the bound by which cuts are chosen, between 0 and 1; default 0.001. */
    public Builder cutConfidence(double cutConfidence) {
      logCut = -Math.log(Require.inside("cutConfidence", cutConfidence));
      return this;
    }

    /** Sets which changes are looked for; default increases. */
    public Builder direction(Direction direction) {
      this.direction = direction;
      return this;
    }

    /**
     * Sets α of drift and, at three quarters of its logarithm, of the warning by simulation for a
     * false-alarm probability. The probability holds for detectors wrapped by {@link
     * FalseAlarmHorizon#restarting}.
     */
    public Builder calibrate(FalseAlarmHorizon horizon) {
      logDrift = Double.MAX_VALUE;
      logDrift = HorizonCalibration.limit(horizon, build(), FalseAlarmHorizon.SMALLEST_LIMIT);
      logWarning = logDrift * 3 / 4;
      return this;
    }

    /**
     * Returns a detector.
     *
     * @throws IllegalArgumentException when α of drift exceeds that of the warning
     */
    public HddmA build() {
      Require.notAbove(
          "ln of 1/warningConfidence", logWarning, "ln of 1/driftConfidence", logDrift);
      return new HddmA(this);
    }
  }
}

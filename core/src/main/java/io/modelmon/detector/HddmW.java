package io.modelmon.detector;

/**
 * Drift detection by McDiarmid's bound on exponentially weighted averages: compares the average at
 * the best cut with the average since it.
 *
 * <p>For gradual changes of the mean of any bounded value. For sudden ones use {@link HddmA}.
 *
 * <p>With averages x at the cut and y since it, and D the sums of their squared weights, there is
 * drift when y − x exceeds √((Dx + Dy)/2·ln(1/α)).
 *
 * <p><b>Input:</b> values in [0, 1]. <br>
 * <b>Output:</b> changes of the mean in the {@link Builder#direction} asked for. <br>
 * <b>Error:</b> α bounds the false alarms of one comparison at a fixed cut; the search for the cut
 * and the repetition are not part of it. See {@link Builder#calibrate}. <br>
 * <b>Cost:</b> O(1) per value, one square root; no memory beyond the object. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote MOA keeps the averages in static fields, so that its detectors disturb each other, and
 *     starts the cut for decreases at {@code Double.MIN_VALUE}, which is positive; its two-sided
 *     form forgets everything after a decrease without reporting it. River has none of these.
 * @see "Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz, Caballero-Mota,
 *     Online and non-parametric drift detection methods based on Hoeffding's bounds, IEEE TKDE
 *     27(3), 2015, HDDM_W-test"
 */
public final class HddmW extends SequentialDetector implements LimitDetector {

  private final double weight;
  private final double logWarning;
  private final double logDrift;
  private final double logCut;
  private final Direction direction;

  private final Average total = new Average();
  private final Average beforeRise = new Average();
  private final Average sinceRise = new Average();
  private final Average beforeFall = new Average();
  private final Average sinceFall = new Average();
  private double lowest;
  private double highest;
  private double statistic;

  private HddmW(Builder builder) {
    weight = builder.weight;
    logWarning = builder.logWarning;
    logDrift = builder.logDrift;
    logCut = builder.logCut;
    direction = builder.direction;
    clear();
  }

  /** Returns a builder with the defaults of the paper: 0.001, 0.005, λ 0.05; increases only. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    Require.unit(value);
    if (state() == DetectorState.DRIFT) {
      clear();
    }
    total.add(value, weight);
    double bound = Math.sqrt(total.squaredWeights * logCut / 2);
    statistic = 0;
    if (direction.up()) {
      rise(value, bound);
    }
    if (direction.down()) {
      fall(value, bound);
    }
    return judge();
  }

  private void rise(double value, double bound) {
    if (total.mean + bound < lowest) {
      lowest = total.mean + bound;
      beforeRise.copy(total);
      sinceRise.clear();
    } else {
      sinceRise.add(value, weight);
      compare(beforeRise, sinceRise);
    }
  }

  private void fall(double value, double bound) {
    if (total.mean - bound > highest) {
      highest = total.mean - bound;
      beforeFall.copy(total);
      sinceFall.clear();
    } else {
      sinceFall.add(value, weight);
      compare(sinceFall, beforeFall);
    }
  }

  private void compare(Average low, Average high) {
    double difference = high.mean - low.mean;
    if (difference > 0) {
      double squares = low.squaredWeights + high.squaredWeights;
      statistic = Math.max(statistic, 2 * difference * difference / squares);
    }
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
    total.clear();
    sinceRise.clear();
    sinceFall.clear();
    lowest = Double.POSITIVE_INFINITY;
    highest = Double.NEGATIVE_INFINITY;
    statistic = Double.NaN;
  }

  /** An exponentially weighted average with the sum of its squared weights, 0 while empty. */
  private static final class Average {

    private double mean;
    private double squaredWeights;

    void add(double value, double weight) {
      if (squaredWeights == 0) {
        mean = value;
        squaredWeights = 1;
      } else {
        mean = weight * value + (1 - weight) * mean;
        squaredWeights = weight * weight + (1 - weight) * (1 - weight) * squaredWeights;
      }
    }

    void copy(Average other) {
      mean = other.mean;
      squaredWeights = other.squaredWeights;
    }

    void clear() {
      mean = 0;
      squaredWeights = 0;
    }
  }

  /** Parameters of {@link HddmW}. */
  public static final class Builder {

    private double weight = 0.05;
    private double logWarning = -Math.log(0.005);
    private double logDrift = -Math.log(0.001);
    private double logCut = logDrift;
    private Direction direction = Direction.INCREASE;

    private Builder() {}

    /** Sets λ, the weight of the newest value, between 0 and 1; default 0.05. */
    public Builder weight(double weight) {
      this.weight = Require.inside("weight", weight);
      return this;
    }

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
    public HddmW build() {
      Require.notAbove(
          "ln of 1/warningConfidence", logWarning, "ln of 1/driftConfidence", logDrift);
      return new HddmW(this);
    }
  }
}

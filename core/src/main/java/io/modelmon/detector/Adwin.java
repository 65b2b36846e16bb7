package io.modelmon.detector;

/**
 * Adaptive windowing: keeps the longest recent window whose mean has not changed, and speaks when
 * it drops an older part whose mean differs from the rest.
 *
 * <p>For streams of which nothing is known but their range, with changes of any size and speed, and
 * where the mean of the current window is wanted as well. For errors of a model the tests of {@link
 * HddmA} are cheaper.
 *
 * <p>The window is an {@link ExponentialHistogram}. Every {@code checkInterval} values each
 * boundary between two of its buckets is tried as a cut into parts of n₀ and n₁ values; while the
 * means of some pair differ by more than √(2·v·d/m) + 2d/(3m), with v the variance of the window,
 * 1/m = 1/n₀ + 1/n₁ and d = ln(2·ln(n)/δ), the oldest bucket is dropped.
 *
 * <p><b>Input:</b> finite values. The bound is for values within {@link Builder#range}, by default
 * [0, 1]. Values beyond it are taken, but then the bound is none: a range that is too narrow alarms
 * more, one too wide later. After scaling to [0, 1] a value may not exceed 10¹⁰⁰ in magnitude. <br>
 * <b>Output:</b> drift when the window has been cut and the mean has moved in the {@link
 * Builder#direction} asked for; no warnings. The window goes on with what is left. <br>
 * <b>Error:</b> δ bounds the false alarms of one check, not those of a stream, and by far; see
 * {@link Builder#calibrate}. Cuts are tried at bucket boundaries only, so a change may be seen
 * later than in the whole window, never earlier. <br>
 * <b>Cost:</b> amortised O(1) per value plus O(M·log n) every {@code checkInterval} values; memory
 * 1 kB per M + 1 buckets of a size, whatever the stream. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote MOA and River subtract 4 from n₀ and n₁ in the bound, which makes it stricter; {@link
 *     Builder#sizePenalty} 0 is the paper's. MOA tries parts of at least 7 values, reports
 *     increases only, and updates the variance by subtraction; River forgets the whole window after
 *     drift. Here mean and variance are summed up afresh at every check, so no rounding
 *     accumulates.
 * @see "Bifet, Gavaldà, Learning from time-changing data with adaptive windowing, SDM 2007"
 */
public final class Adwin extends SequentialDetector implements LimitDetector {

  private static final double LARGEST = 1e100;

  private final double minimum;
  private final double width;
  private final int checkInterval;
  private final int minWindow;
  private final int minSubWindow;
  private final int sizePenalty;
  private final Direction direction;
  private final double logConfidence;
  private final ExponentialHistogram window;

  private long ticks;
  private double statistic = Double.NaN;

  private Adwin(Builder builder) {
    minimum = builder.minimum;
    width = builder.maximum - builder.minimum;
    checkInterval = builder.checkInterval;
    minWindow = builder.minWindow;
    minSubWindow = builder.minSubWindow;
    sizePenalty = builder.sizePenalty;
    direction = builder.direction;
    logConfidence = builder.logConfidence;
    window = new ExponentialHistogram(builder.maxBuckets);
  }

  /**
   * Returns a builder with the defaults of MOA and River: δ 0.002, a check every 32 values, 5
   * buckets of a size, windows of more than 10 values and parts of at least 5; both directions.
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    double scaled = (value - minimum) / width;
    if (!(Math.abs(scaled) <= LARGEST)) {
      throw new IllegalArgumentException(
          "value must be finite, at most " + LARGEST + " times the range, not " + value);
    }
    window.add(scaled);
    ticks++;
    boolean due = ticks % checkInterval == 0 && window.size() > minWindow;
    return due && shrink() ? DetectorState.DRIFT : DetectorState.STABLE;
  }

  /** Cuts the window as needed; returns whether that moved its mean in the direction asked for. */
  private boolean shrink() {
    window.summarize();
    double meanBefore = window.mean();
    boolean shrunk = false;
    while (mustShrink()) {
      window.removeOldest();
      window.summarize();
      shrunk = true;
    }
    return shrunk && (window.mean() > meanBefore ? direction.up() : direction.down());
  }

  /** Tries the cuts, oldest first, up to the first whose means differ too much. */
  private boolean mustShrink() {
    long size = window.size();
    double logSize = Math.log(2 * Math.log((double) size));
    double variance = window.variance();
    double excess = 0;
    long older = 0;
    statistic = Double.NaN;
    for (int i = 0; i < window.buckets() - 1; i++) {
      long count = window.count(i);
      older += count;
      excess += count * (window.mean(i) - window.mean());
      long newer = size - older;
      if (newer < minSubWindow) {
        return false;
      }
      if (older >= minSubWindow) {
        double difference = Math.abs(excess) * size / ((double) older * newer);
        double depth = depth(difference, variance, older, newer) - logSize;
        if (!(depth <= statistic)) {
          statistic = depth;
        }
        if (depth > logConfidence) {
          return true;
        }
      }
    }
    return false;
  }

  /** The d at which the bound equals the difference. */
  private double depth(double difference, double variance, long older, long newer) {
    double inverse = 1.0 / (older - sizePenalty) + 1.0 / (newer - sizePenalty);
    double linear = Math.sqrt(2 * inverse * variance);
    double square = 2.0 / 3 * inverse;
    double root = 2 * difference / (linear + Math.sqrt(linear * linear + 4 * square * difference));
    return difference > 0 ? root * root : 0;
  }

  /**
   * Returns ln(1/δ) for the largest δ at which the last check would not have cut the window (when
   * it did, that of the first cut found afterwards); NaN before the first check.
   */
  @Override
  public double statistic() {
    return statistic;
  }

  /** Returns the number of values in the window. */
  public long windowSize() {
    return window.size();
  }

  /** Returns the mean of the window, in the unit of the values; NaN when it is empty. */
  public double mean() {
    window.summarize();
    return window.size() == 0 ? Double.NaN : minimum + width * window.mean();
  }

  @Override
  void clear() {
    window.clear();
    ticks = 0;
    statistic = Double.NaN;
  }

  /** Parameters of {@link Adwin}. */
  public static final class Builder {

    private double logConfidence = -Math.log(0.002);
    private double minimum;
    private double maximum = 1;
    private int checkInterval = 32;
    private int maxBuckets = 5;
    private int minWindow = 10;
    private int minSubWindow = 5;
    private int sizePenalty = 4;
    private Direction direction = Direction.BOTH;

    private Builder() {}

    /** Sets δ, the bound on the false alarms of one check, between 0 and 1; default 0.002. */
    public Builder delta(double delta) {
      logConfidence = -Math.log(Require.inside("delta", delta));
      return this;
    }

    /** Sets the range of the values, in their unit; default 0 to 1. */
    public Builder range(double minimum, double maximum) {
      Require.positive("range", maximum - minimum);
      this.minimum = minimum;
      this.maximum = maximum;
      return this;
    }

    /** Sets the number of values from check to check, at least 1; default 32. */
    public Builder checkInterval(int checkInterval) {
      this.checkInterval = Require.atLeast(1, "checkInterval", checkInterval);
      return this;
    }

    /** Sets the number M of buckets of one size, at least 2; default 5. More cut more finely. */
    public Builder maxBuckets(int maxBuckets) {
      this.maxBuckets = Require.atLeast(2, "maxBuckets", maxBuckets);
      return this;
    }

    /** Sets the size that the window must exceed to be checked, at least 1; default 10. */
    public Builder minWindow(int minWindow) {
      this.minWindow = Require.atLeast(1, "minWindow", minWindow);
      return this;
    }

    /** Sets the least size of either part of a cut, at least 1; default 5. */
    public Builder minSubWindow(int minSubWindow) {
      this.minSubWindow = Require.atLeast(1, "minSubWindow", minSubWindow);
      return this;
    }

    /** Sets what the bound subtracts from the size of either part; default 4, 0 in the paper. */
    public Builder sizePenalty(int sizePenalty) {
      this.sizePenalty = Require.atLeast(0, "sizePenalty", sizePenalty);
      return this;
    }

    /** Sets which moves of the mean are reported; the window is cut at any. Default both. */
    public Builder direction(Direction direction) {
      this.direction = direction;
      return this;
    }

    /**
     * Sets δ by simulation so that the window is cut falsely with the probability asked for; with a
     * single direction that is an upper bound. The probability holds for detectors wrapped by
     * {@link FalseAlarmHorizon#restarting}. Where the other parameters allow fewer false cuts only,
     * δ is just below 1.
     */
    public Builder calibrate(FalseAlarmHorizon horizon) {
      logConfidence = Double.MAX_VALUE;
      logConfidence = HorizonCalibration.limit(horizon, build(), FalseAlarmHorizon.SMALLEST_LIMIT);
      return this;
    }

    /**
     * Returns a detector.
     *
     * @throws IllegalArgumentException when the least part is not larger than what is subtracted
     */
    public Adwin build() {
      Require.notAbove("sizePenalty + 1", sizePenalty + 1, "minSubWindow", minSubWindow);
      return new Adwin(this);
    }
  }
}

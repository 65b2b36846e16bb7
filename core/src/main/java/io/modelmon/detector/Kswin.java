package io.modelmon.detector;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Kolmogorov–Smirnov windowing: compares the newest values of a sliding window with the values
 * before them.
 *
 * <p>For changes of any kind in the law of a stream, also of spread and shape, without knowing that
 * law. Its statistic depends on ranks alone, so levels and {@linkplain Builder#averageRunLength run
 * lengths} hold for every continuous law, with nothing to estimate.
 *
 * <p><b>Input:</b> finite values. With many equal values alarms are rarer than stated. <br>
 * <b>Output:</b> stable or drift; after drift the newest values stay, and there is no verdict until
 * the window is full again. <br>
 * <b>Error:</b> the p-value of one comparison is exact; by run length, the average run length is
 * within five percent of the setting. <br>
 * <b>Cost:</b> O(window) per value, about three passes over it; 16 bytes per value of the window,
 * no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @implNote The paper compares the newest values with an equally large random sample of the older
 *     ones, so that equal streams give different alarms and most of the older values go unused.
 *     Here all of them are compared, which is repeatable and sees more; {@link Builder#sampled} is
 *     the paper's way. By run length the distance is raised by a part of one step that is spread
 *     evenly from value to value, without which only certain run lengths could be had.
 * @see "C. Raab, M. Heusinger, F.-M. Schleif, Reactive soft prototype computing for concept drift
 *     streams, Neurocomputing 416, 2020"
 */
public final class Kswin extends SequentialDetector {

  private final int recentSize;
  private final int olderSize;
  private final SortedWindow window;
  private final OptionalLong seed;
  private final double unit;
  private final double spread;
  private final double limit;
  private final Dither dither = new Dither();
  private final int[] urn;
  private @Nullable SplittableRandom random;

  private Kswin(Builder builder) {
    recentSize = builder.recentSize;
    olderSize = builder.windowSize - recentSize;
    window = new SortedWindow(builder.windowSize);
    seed = builder.seed;
    boolean paper = seed.isPresent();
    unit = paper ? 1.0 / recentSize : 1.0 / ((double) recentSize * olderSize);
    spread = builder.spread ? unit * builder.spacing() : 0;
    limit = builder.chosenLimit();
    urn = new int[paper ? olderSize : 0];
    clear();
  }

  /** Returns a builder with River's defaults: window 100, newest 30, level 0.005, distance 0.1. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  DetectorState next(double value) {
    if (advance(Require.finite("value", value)) > limit) {
      window.keepNewest(recentSize);
      dither.reset();
      return DetectorState.DRIFT;
    }
    return DetectorState.STABLE;
  }

  /**
   * Adds a value and returns the distance of newest and older values, in [0, 1] but for the spread;
   * negative infinity while the window is not full.
   */
  double advance(double value) {
    window.add(value, random == null ? olderSize : 1);
    if (random == null && window.size() > recentSize) {
      window.mark(window.size() - 1 - recentSize, -recentSize);
    }
    if (!window.full()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (random != null) {
      sample(random);
    }
    return window.distance() * unit + spread * dither.next();
  }

  /** Marks as many older values as there are newest ones, each set of them equally likely. */
  private void sample(SplittableRandom source) {
    for (int i = 0; i < olderSize; i++) {
      urn[i] = i;
      window.mark(i, 0);
    }
    for (int i = 0; i < recentSize; i++) {
      int chosen = i + source.nextInt(olderSize - i);
      window.mark(urn[chosen], -1);
      urn[chosen] = urn[i];
    }
  }

  @Override
  void clear() {
    window.keepNewest(0);
    dither.reset();
    random = seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : null;
  }

  /** Settings of a {@link Kswin}. */
  public static final class Builder {

    private int windowSize = 100;
    private int recentSize = 30;
    private double level = 0.005;
    private double distance = 0.1;
    private OptionalDouble averageRunLength = OptionalDouble.empty();
    private OptionalLong seed = OptionalLong.empty();
    private boolean spread;

    private Builder() {}

    /** Sets the number of values in the window, more than the newest ones. */
    public Builder windowSize(int values) {
      windowSize = Require.atLeast(2, "window size", values);
      return this;
    }

    /** Sets the number of newest values that are compared with the older ones, at least 1. */
    public Builder recentSize(int values) {
      recentSize = Require.atLeast(1, "recent size", values);
      return this;
    }

    /** Sets the level of one comparison, in (0, 1); its p-value must be at most that. */
    public Builder level(double value) {
      level = Require.inside("level", value);
      return this;
    }

    /** Sets the distance that must be exceeded besides, in [0, 1); River's constant by default. */
    public Builder distance(double value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException("distance must lie in [0, 1): " + value);
      }
      distance = value;
      return this;
    }

    /**
     * Sets the limit of the distance by ARL0, the average number of values from a new detector up
     * to and with a false alarm (after an alarm it is shorter by the newest values that stay). Only
     * for windows of 100 values with 30 newest (run lengths of 150 to 20,000) and of 200 with 50
     * (300 to 20,000).
     */
    public Builder averageRunLength(double values) {
      averageRunLength = OptionalDouble.of(Require.positive("average run length", values));
      return spreadDistance();
    }

    /** Spreads the distance over one step, as a run length does, without setting a limit. */
    Builder spreadDistance() {
      spread = true;
      return this;
    }

    /**
     * Compares with a random sample of the older values, and the distance with the paper's
     * √(−ln(level) / newest).
     *
     * @param value seed of the samples
     */
    public Builder sampled(long value) {
      seed = OptionalLong.of(value);
      return this;
    }

    /**
     * Returns the detector; without a run length the level costs O(window²).
     *
     * @throws IllegalArgumentException when the sizes do not fit, no distance is as rare as the
     *     level, or the table has no such run length
     */
    public Kswin build() {
      int older = windowSize - recentSize;
      if (older < (seed.isPresent() ? recentSize : 1)) {
        throw new IllegalArgumentException(
            "window size " + windowSize + " leaves too few older values beside " + recentSize);
      }
      if (seed.isPresent() && averageRunLength.isPresent()) {
        throw new IllegalArgumentException("a run length cannot be set with random samples");
      }
      return new Kswin(this);
    }

    private long spacing() {
      return KolmogorovLattice.spacing(recentSize, windowSize - recentSize);
    }

    private double chosenLimit() {
      if (averageRunLength.isPresent()) {
        return KswinRunLength.limit(windowSize, recentSize, averageRunLength.getAsDouble());
      }
      if (seed.isPresent()) {
        return Math.max(distance, Math.sqrt(-Math.log(level) / recentSize));
      }
      int older = windowSize - recentSize;
      double steps = KolmogorovLattice.critical(recentSize, older, level) - spacing() / 2.0;
      return Math.max(distance, steps / ((double) recentSize * older));
    }
  }
}

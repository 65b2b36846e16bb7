package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * Which calls of one model pass their payload on, which are only counted and timed, and which are
 * only counted.
 *
 * <p>A call draws a number at random and is left out by comparing it with a threshold. The calls
 * that are taken must not follow from the call's number: traffic has periods of its own (a health
 * check as every tenth call, requests that come in turn from a fixed set of clients), and every
 * tenth call would then be a sample of one kind of call only.
 *
 * <p><b>Cost:</b> a load and two comparisons. <b>Threads:</b> safe.
 */
public final class CallGate {

  /** Draws are below this: it stands for "each call, without drawing". */
  public static final int ALL = Integer.MAX_VALUE;

  private static final long OPEN = pack(ALL, ALL);

  /** Below the upper half a payload passes; from the lower half on sampling has left it out. */
  private volatile long payloads = OPEN;

  private volatile int timed = ALL;

  private static final double NEWEST_COPY = 1 / 16.0;
  private static final double GREATEST_RISE = 16;
  private static final long ALWAYS_CREDIBLE_NANOS = 1_000;

  private volatile boolean copiesMeasured;
  private volatile double copyNanos;

  CallGate() {}

  /**
   * Sets the shares.
   *
   * @param payloadRate the share of calls whose payload sampling lets pass, in [0, 1]
   * @param breakerRate the share of those that breakers let pass, in [0, 1]
   * @param timingRate the share of the calls left out that are timed, in [0, 1]
   */
  public void set(double payloadRate, double breakerRate, double timingRate) {
    timed = threshold("timingRate", timingRate);
    int sampled = threshold("payloadRate", payloadRate);
    int broken = threshold("breakerRate", breakerRate);
    int passing = broken == ALL ? sampled : (int) (sampled * breakerRate);
    // A gate that is not open, but lets all draws pass, has its calls take the way that measures.
    payloads = pack(passing, passing == ALL && copiesMeasured ? ALL - 1 : sampled);
  }

  /** Returns whether each call passes its payload on, so that there is nothing to draw. */
  public boolean isOpen() {
    return payloads == OPEN;
  }

  /**
   * Returns what becomes of a call, or null when its payload passes.
   *
   * @param draw a number at random, from 0 to {@link #ALL} - 1
   */
  public @Nullable CallOutcome leftOut(int draw) {
    long thresholds = payloads;
    if (draw < (int) (thresholds >>> 32)) {
      return null;
    }
    return draw >= (int) thresholds ? CallOutcome.SAMPLED_OUT : CallOutcome.DROPPED_BREAKER;
  }

  /** Returns whether each call that is left out is timed, so that there is nothing to draw. */
  public boolean isAllTimed() {
    return timed == ALL;
  }

  /** Returns whether a call that is left out is timed, by a draw of its own. */
  public boolean isTimed(int draw) {
    return draw < timed;
  }

  /** Has the time that copying takes be measured at some calls. */
  public void measureCopies() {
    copiesMeasured = true;
    if (isOpen()) {
      payloads = pack(ALL, ALL - 1);
    }
  }

  /**
   * Takes note of how long a call's inputs took to copy, its clock read included. What is far out
   * of proportion is a thread that had to wait. Notes that come at once may be lost.
   */
  public void copied(long nanos) {
    double known = copyNanos;
    double credible =
        known == 0
            ? (double) nanos
            : Math.min((double) nanos, GREATEST_RISE * known + ALWAYS_CREDIBLE_NANOS);
    copyNanos = known == 0 ? credible : known + NEWEST_COPY * (credible - known);
  }

  /** Returns the mean of what was noted of late, in nanoseconds, 0 when nothing was. */
  public double copyNanos() {
    return copyNanos;
  }

  /** Returns the share of calls whose payload passes, breakers included. */
  public double payloadRate() {
    return (double) (payloads >>> 32) / ALL;
  }

  /** Returns the share of calls that are timed. */
  public double timingRate() {
    double passing = payloadRate();
    return passing + (1 - passing) * timed / ALL;
  }

  private static long pack(int passing, int sampled) {
    return (long) passing << 32 | sampled;
  }

  private static int threshold(String name, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], but is " + rate);
    }
    return (int) (rate * ALL);
  }
}

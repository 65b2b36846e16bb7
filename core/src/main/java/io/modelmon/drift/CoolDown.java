package io.modelmon.drift;

/**
 * Which transitions of one feature are reported: after one report of a drift, no second one until
 * the cool-down is over, while the state itself stays visible at all times.
 *
 * <pre>
 * a drift is detected    within the cool-down of the last report → counted as suppressed, else reported
 * a drift is resolved    its detection was reported → reported, else counted as suppressed
 * a window closes, and   the feature has drifted, that was not reported, and the cool-down is over
 *                        → reported now
 * </pre>
 *
 * <p>So every reported detection has its reported resolution, a drift that lasts is reported when
 * the cool-down ends at the latest, and whatever is not reported is counted.
 *
 * <p><b>Cost:</b> constant. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
public final class CoolDown {

  private final long lengthNanos;
  private boolean everReported;
  private boolean openReported;
  private long reportedNanos;
  private long suppressed;
  private long suppressedSinceReport;

  /**
   * Creates the memory of a feature that was never reported.
   *
   * @param lengthNanos the cool-down in nanoseconds, ≥ 0; 0 reports everything
   * @throws IllegalArgumentException when {@code lengthNanos} is negative
   */
  public CoolDown(long lengthNanos) {
    if (lengthNanos < 0) {
      throw new IllegalArgumentException("a cool-down must be >= 0 ns, was " + lengthNanos);
    }
    this.lengthNanos = lengthNanos;
  }

  /**
   * Takes what one window changed.
   *
   * @param transition what the window changed
   * @param drifted whether the feature has drifted now
   * @param nanoTime the time on a monotonic clock
   * @return what is to be reported
   */
  public Transition update(Transition transition, boolean drifted, long nanoTime) {
    boolean over = !everReported || nanoTime - reportedNanos >= lengthNanos;
    if (transition == Transition.RESOLVED) {
      if (openReported) {
        openReported = false;
        return Transition.RESOLVED;
      }
      suppress();
      return Transition.NONE;
    }
    if (drifted && !openReported && over) {
      everReported = true;
      openReported = true;
      reportedNanos = nanoTime;
      return Transition.DETECTED;
    }
    if (transition == Transition.DETECTED) {
      suppress();
    }
    return Transition.NONE;
  }

  private void suppress() {
    suppressed++;
    suppressedSinceReport++;
  }

  /** Returns how many transitions were not reported, in all; never decreases. */
  public long suppressed() {
    return suppressed;
  }

  /** Returns how many were not reported since this was last called, and forgets them. */
  public long takeSuppressed() {
    long taken = suppressedSinceReport;
    suppressedSinceReport = 0;
    return taken;
  }
}

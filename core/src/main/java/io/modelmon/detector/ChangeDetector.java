package io.modelmon.detector;

/**
 * A detector of change in a stream of values.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public interface ChangeDetector {

  /**
   * Adds one value.
   *
   * <p>After {@link DetectorState#DRIFT} the detector has forgotten what its method says it must
   * and goes on with the next value; the caller need not reset it.
   *
   * @param value the value, in the domain the detector states; NaN is ignored and leaves the state
   *     as it was
   * @return the state after the value
   * @throws IllegalArgumentException when the value lies outside the detector's domain
   */
  DetectorState update(double value);

  /** Returns the state after the last value, {@link DetectorState#STABLE} before the first. */
  DetectorState state();

  /** Forgets everything, as if new. */
  void reset();
}

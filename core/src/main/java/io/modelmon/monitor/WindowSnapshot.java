package io.modelmon.monitor;

import java.util.List;

/**
 * One closed window.
 *
 * @param number counted from 1 per model and version
 * @param startEpochNanos start, nanoseconds since 1970
 * @param endEpochNanos end, nanoseconds since 1970
 * @param predictions rows in the window
 * @param effectiveN the least effective sample size over the compared features, or the rows when
 *     nothing was compared
 * @param verdict the verdict
 * @param driftShare share of the compared features that have drifted, in [0, 1], NaN when none was
 *     compared
 * @param drift one entry per compared feature
 * @param quality what the rules of data quality say, where there is anything to say
 * @param segments what it says about the values of segments
 */
public record WindowSnapshot(
    long number,
    long startEpochNanos,
    long endEpochNanos,
    long predictions,
    double effectiveN,
    WindowVerdict verdict,
    double driftShare,
    List<FeatureDrift> drift,
    List<FeatureQuality> quality,
    SegmentDrift segments) {

  /** Copies the lists. */
  public WindowSnapshot {
    drift = List.copyOf(drift);
    quality = List.copyOf(quality);
  }

  /** Creates a window of whose segments nothing is known. */
  public WindowSnapshot(
      long number,
      long startEpochNanos,
      long endEpochNanos,
      long predictions,
      double effectiveN,
      WindowVerdict verdict,
      double driftShare,
      List<FeatureDrift> drift,
      List<FeatureQuality> quality) {
    this(
        number,
        startEpochNanos,
        endEpochNanos,
        predictions,
        effectiveN,
        verdict,
        driftShare,
        drift,
        quality,
        SegmentDrift.NONE);
  }

  /** Creates a window of whose data quality nothing is known. */
  public WindowSnapshot(
      long number,
      long startEpochNanos,
      long endEpochNanos,
      long predictions,
      double effectiveN,
      WindowVerdict verdict,
      double driftShare,
      List<FeatureDrift> drift) {
    this(
        number,
        startEpochNanos,
        endEpochNanos,
        predictions,
        effectiveN,
        verdict,
        driftShare,
        drift,
        List.of());
  }

  /** Returns this window with what the rules of data quality say. */
  WindowSnapshot with(List<FeatureQuality> found) {
    return new WindowSnapshot(
        number,
        startEpochNanos,
        endEpochNanos,
        predictions,
        effectiveN,
        verdict,
        driftShare,
        drift,
        found,
        segments);
  }

  /** Returns this window with what it says about the values of segments. */
  public WindowSnapshot with(SegmentDrift parts) {
    return new WindowSnapshot(
        number,
        startEpochNanos,
        endEpochNanos,
        predictions,
        effectiveN,
        verdict,
        driftShare,
        drift,
        quality,
        parts);
  }
}

package io.modelmon.monitor;

import org.jspecify.annotations.Nullable;

/**
 * The durations of calls that ended in one way.
 *
 * @param errorType the class name of what was thrown, or null for calls that returned
 * @param count calls that were timed
 * @param untimed calls of this kind that were not, by sampling; always 0 where {@code errorType} is
 *     null, as all calls are known from their outcomes
 * @param sumNanos sum of all durations in nanoseconds
 * @param buckets calls per bucket of {@link io.modelmon.capture.DurationBuckets}
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
public record DurationSnapshot(
    @Nullable String errorType, long count, long untimed, long sumNanos, long[] buckets) {

  /** Creates the durations of calls all of which were timed. */
  public DurationSnapshot(@Nullable String errorType, long count, long sumNanos, long[] buckets) {
    this(errorType, count, 0, sumNanos, buckets);
  }
}

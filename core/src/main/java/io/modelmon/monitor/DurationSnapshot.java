package io.modelmon.monitor;

import org.jspecify.annotations.Nullable;

/**
 * The durations of calls that ended in one way.
 *
 * @param errorType the class name of what was thrown, or null for calls that returned
 * @param count calls
 * @param sumNanos sum of all durations in nanoseconds
 * @param buckets calls per bucket of {@link io.modelmon.capture.DurationBuckets}
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
public record DurationSnapshot(
    @Nullable String errorType, long count, long sumNanos, long[] buckets) {}

package io.modelmon.profile;

/**
 * What a window is expected to hold, as counts.
 *
 * @param cells expected counts, in the proportions that are expected
 * @param n their sum
 * @param effectiveN how many independent values they are worth, in [0, n]
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one comparison
public record Expectation(long[] cells, long n, double effectiveN) {}

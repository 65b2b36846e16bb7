package io.modelmon.benchmarks.hotpath;

/**
 * The result of one arm in one round.
 *
 * @param nanos per call
 * @param bytes allocated per call by the calling threads; NaN where the JVM does not tell
 * @param captured share of the calls that reached the statistics, 0 to 1; NaN where nothing
 *     captures
 */
record Sample(Cell cell, Arm arm, int round, double nanos, double bytes, double captured) {}

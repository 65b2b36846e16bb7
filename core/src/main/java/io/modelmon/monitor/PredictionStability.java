package io.modelmon.monitor;

import io.modelmon.drift.Measure;

/**
 * How much an output differs from the window before.
 *
 * @param output the output: {@code prediction}, or {@code prediction.<class>}
 * @param psi population stability index, with the level that sampling alone exceeds once in a
 *     hundred windows
 */
public record PredictionStability(String output, Measure psi) {}

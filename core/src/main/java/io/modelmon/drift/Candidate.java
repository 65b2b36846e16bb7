package io.modelmon.drift;

/**
 * One feature of a window that stands for a verdict.
 *
 * @param significance the measure whose p-value is tested
 * @param effectMeasure the measure whose excess over its noise is the size of the drift; may be the
 *     same
 * @param effect the least excess that matters, in the unit of {@code effectMeasure}
 * @param effectiveN effective sample size of the current window
 */
public record Candidate(
    Measure significance, Measure effectMeasure, double effect, double effectiveN) {}

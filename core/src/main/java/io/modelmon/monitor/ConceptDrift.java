package io.modelmon.monitor;

/**
 * A change of what a model's predictions are worth.
 *
 * @param detector the change detector that found it
 * @param before mean of the errors before, in [0, 1]
 * @param after mean of the errors now, in [0, 1]
 * @param n errors since the change, as far as the detector knows
 */
public record ConceptDrift(String detector, double before, double after, long n) {}

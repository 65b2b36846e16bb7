package io.modelmon.performance.join;

import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label on its way to a shared database.
 *
 * @param prediction null for a label
 */
record SharedEvent(
    long idHigh,
    long idLow,
    long epochMillis,
    double label,
    @Nullable WaitingPrediction prediction) {}

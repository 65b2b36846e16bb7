package io.modelmon.performance.join;

import org.jspecify.annotations.Nullable;

/**
 * An entry as a store keeps it.
 *
 * @param timeMillis of the prediction or label, see {@link EntryKind}
 * @param version code of the version, 0 for an early label
 * @param label of an entry that is not waiting, else NaN
 * @param prediction of an entry that is waiting, else null
 */
record StoredEntry(
    long idHigh,
    long idLow,
    EntryKind kind,
    long timeMillis,
    int version,
    double label,
    @Nullable WaitingPrediction prediction) {}

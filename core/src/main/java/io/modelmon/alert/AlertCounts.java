package io.modelmon.alert;

/**
 * What an engine has done, cumulative.
 *
 * @param fired subjects that have begun to fire
 * @param resolved subjects that have resolved
 * @param coolingDown windows in which a subject would have fired but for its cool-down
 * @param silenced subjects that fired and of which nobody was told
 * @param unwatched evaluations of subjects left out, because a bound was reached
 * @param unexplained notices without explanation, because looking for one failed
 */
public record AlertCounts(
    long fired, long resolved, long coolingDown, long silenced, long unwatched, long unexplained) {}

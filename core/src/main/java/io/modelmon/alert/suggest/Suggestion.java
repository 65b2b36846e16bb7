package io.modelmon.alert.suggest;

import io.modelmon.math.Interval;

/**
 * A proposed threshold.
 *
 * @param threshold values strictly beyond it raise an alert
 * @param consecutive in so many windows in a row
 * @param pastAlerts how many alerts it would have raised over the history
 * @param expectedAlerts how many are to be expected over the period asked for, while nothing
 *     changes
 * @param nextAlerts how many there will be: an interval for the count itself, not for its mean
 */
public record Suggestion(
    double threshold,
    int consecutive,
    int pastAlerts,
    double expectedAlerts,
    Interval nextAlerts) {}

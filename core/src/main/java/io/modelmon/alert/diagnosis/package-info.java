/**
 * Why an alert fires: from the observations of one window to a named finding with its evidence.
 *
 * <p>Knows numbers, not where they come from; every number comes with the verdict of whoever
 * measured it, so that the rules here combine verdicts and have no thresholds of their own but
 * those of {@link io.modelmon.alert.diagnosis.EnvironmentSigns}. Entry point: {@link
 * io.modelmon.alert.diagnosis.Diagnostician}.
 */
@NullMarked
package io.modelmon.alert.diagnosis;

import org.jspecify.annotations.NullMarked;

/**
 * Thresholds proposed from history, with the alerts they would have raised.
 *
 * <p>May use {@code math} only. Entry point: {@link io.modelmon.alert.suggest.ThresholdAdvisor}.
 */
@NullMarked
package io.modelmon.alert.suggest;

import org.jspecify.annotations.NullMarked;

/**
 * Levels that follow the history of one indicator, and how unusual a value is.
 *
 * <p>May use {@code alert.indicator}, {@code alert.rule} and {@code math}. Entry point: {@link
 * io.modelmon.alert.threshold.Baseline}.
 */
@NullMarked
package io.modelmon.alert.threshold;

import org.jspecify.annotations.NullMarked;

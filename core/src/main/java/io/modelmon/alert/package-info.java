/**
 * Alert rules at work: from the numbers of a window to alerts that fire once and resolve once.
 *
 * <p>May use its sub-packages and {@code math}; knows numbers, not where they come from. Entry
 * point: {@link io.modelmon.alert.AlertEngine}.
 */
@NullMarked
package io.modelmon.alert;

import org.jspecify.annotations.NullMarked;

/**
 * Distribution functions and sums that Commons Math lacks or does too slowly.
 *
 * <p>May use Commons Math only.
 */
@NullMarked
package io.modelmon.math;

import org.jspecify.annotations.NullMarked;

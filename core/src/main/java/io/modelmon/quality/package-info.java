/**
 * Rules about the quality of incoming data: what share of a window is missing, not finite, of a
 * wrong type, out of range, never seen before, repeated, or stuck, and whether that is more than
 * the reference and chance explain.
 *
 * <p>Entry points: {@link io.modelmon.quality.ColumnRules} for the rules about one column of a
 * window, {@link io.modelmon.quality.DuplicateRows} for whole rows, {@link
 * io.modelmon.quality.SchemaChange} for columns that come and go. Nothing here remembers earlier
 * windows but {@code DuplicateRows}. May use {@code math}, {@code schema}, {@code sketch}, {@code
 * profile} and {@code drift}.
 */
@NullMarked
package io.modelmon.quality;

import org.jspecify.annotations.NullMarked;

/**
 * Small mergeable summaries of a stream: counts on a frozen grid, categories, moments, lag
 * products, and the bounded structures that find a grid in the first place.
 *
 * <p>Entry points: {@link io.modelmon.sketch.GridCounts} and {@link
 * io.modelmon.sketch.CategoryCounts} for live values, {@link io.modelmon.sketch.ValueSummary} and
 * {@link io.modelmon.sketch.CategoryTally} for building references. Nothing here is thread-safe
 * unless it is immutable. May use {@code math} only.
 */
@NullMarked
package io.modelmon.sketch;

import org.jspecify.annotations.NullMarked;

/**
 * Small mergeable summaries of a stream
 *
 * <p>May use counts on a frozen grid, categories, moments, lag products.:{@code math}.
 */
@NullMarked
package io.modelmon.sketch;

import org.jspecify.annotations.NullMarked;

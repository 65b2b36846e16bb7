/**
 * Online change detectors: one value at a time, bounded memory, no clock.
 *
 * <p>A change detector watches a stream (the errors of a model, its scores, a feature) and says
 * when its law has changed. To compare a window with a reference use {@code io.modelmon.drift}.
 */
@NullMarked
package io.modelmon.detector;

import org.jspecify.annotations.NullMarked;

/**
 * Is the model right? Metrics of predictions whose labels are known, each with a confidence
 * interval, overall, by segment, between groups and between versions.
 *
 * <p>Start with {@link io.modelmon.performance.Evaluation}. Nothing here keeps state: rows in,
 * figures out. May use {@code math}, {@code schema}, {@code sketch} and {@code detector}.
 */
@NullMarked
package io.modelmon.performance;

import org.jspecify.annotations.NullMarked;

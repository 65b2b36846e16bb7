/**
 * Is the model right, before anybody knows? Metrics estimated without labels, from what a reference
 * with labels taught.
 *
 * <p>{@link io.modelmon.performance.estimate.ConfidenceBasedEstimator} for classes, {@link
 * io.modelmon.performance.estimate.DirectLossEstimator} for numbers. All estimates assume that a
 * row of given features still has the label it had in the reference: they follow data drift and are
 * blind to concept drift, which shows as a gap between estimated and realised figure.
 */
@NullMarked
package io.modelmon.performance.estimate;

import org.jspecify.annotations.NullMarked;

/**
 * Whole rows against whole rows: what no comparison of single features can see, such as features
 * that no longer go together.
 *
 * <p>Entry points: {@link io.modelmon.drift.multivariate.PooledRows} prepares the rows of both
 * sides, and {@link io.modelmon.drift.multivariate.MaximumMeanDiscrepancy}, {@link
 * io.modelmon.drift.multivariate.FourierMeanDiscrepancy}, {@link
 * io.modelmon.drift.multivariate.MultivariateEnergy}, {@link
 * io.modelmon.drift.multivariate.PcaReconstruction} and {@link
 * io.modelmon.drift.multivariate.ClassifierTwoSample} compare them. All are stateless and cost far
 * more than a window may take on the monitor thread: run them elsewhere, on samples of rows. May
 * use {@code drift} and {@code math}.
 */
@NullMarked
package io.modelmon.drift.multivariate;

import org.jspecify.annotations.NullMarked;

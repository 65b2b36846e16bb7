/**
 * Window against reference: one small stateless class per measure, the effective sample size, the
 * correction for many features, and the verdict.
 *
 * <p>Plain counts in, immutable results out; never sees configuration. May use {@code math}, {@code
 * sketch} and {@code profile}.
 */
@NullMarked
package io.modelmon.drift;

import org.jspecify.annotations.NullMarked;

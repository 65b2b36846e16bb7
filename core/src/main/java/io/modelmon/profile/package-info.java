/**
 * What a model is expected to see and what it saw: the reference profile, the live window, and the
 * file format of references.
 *
 * <p>Entry points: {@link io.modelmon.profile.ReferenceProfileBuilder}, {@link
 * io.modelmon.profile.ProfileCodec} and {@link io.modelmon.profile.WindowProfile}; by season {@link
 * io.modelmon.profile.Seasonality}. May use {@code schema} and {@code sketch}.
 */
@NullMarked
package io.modelmon.profile;

import org.jspecify.annotations.NullMarked;

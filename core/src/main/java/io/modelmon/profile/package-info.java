/**
 * What a model is expected to see and what it saw
 *
 * <p>May use the reference profile, the live window, and their file format.:{@code schema} and
 * {@code sketch}.
 */
@NullMarked
package io.modelmon.profile;

import org.jspecify.annotations.NullMarked;

/**
 * What happens at a woven call: the guard, the copy of inputs into a slot, the outputs, and exactly
 * one outcome per outermost call.
 *
 * <p>Entry points: {@link io.modelmon.agent.extract.SiteShape} says which values a woven method has
 * to hand over, {@link io.modelmon.agent.extract.Extraction} makes the {@link
 * io.modelmon.agent.extract.SiteHandles} that take them. No lambda is used here, because handles
 * are linked on application threads, possibly inside a class initialiser. May use {@code
 * agent.value}, {@code capture}, {@code config} and {@code schema}.
 */
@NullMarked
package io.modelmon.agent.extract;

import org.jspecify.annotations.NullMarked;

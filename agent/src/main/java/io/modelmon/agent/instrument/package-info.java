/**
 * From rules to woven methods: which methods a configuration names, how they are woven, and what
 * has become of every rule.
 *
 * <p>Entry points: {@link io.modelmon.agent.instrument.Weaving} in a running JVM, {@link
 * io.modelmon.agent.instrument.OfflineCheck} without one. May use {@code agent.extract} and core's
 * {@code config} and {@code monitor.RuleStatus}. Byte Buddy is used by {@code Weaver} and {@code
 * AdviceShape} only, so that matching never loads it.
 *
 * <p><b>Laws of everything that runs while a class is being defined</b>
 *
 * <ul>
 *   <li>Nothing is thrown into the class loader of the application.
 *   <li>No application class is loaded: parents are read as class files.
 *   <li>No lambda, no method reference, no hash code or text of a record: each would run a
 *       bootstrap method of its own in the middle of somebody's class definition.
 *   <li>The same bytes give the same answer, however often the JVM asks.
 *   <li>No lock is held while application code (a class loader's resource lookup) runs.
 * </ul>
 *
 * <p><b>Laws of what is woven</b>
 *
 * <ul>
 *   <li>Two {@code invokedynamic} instructions and exception handlers; no member, no interface, no
 *       type of ours in a signature.
 *   <li>Whatever our side throws is swallowed; what the method throws leaves it as the same object.
 *   <li>Enter gives a primitive ticket, 0 means "not captured".
 * </ul>
 */
@NullMarked
package io.modelmon.agent.instrument;

import org.jspecify.annotations.NullMarked;

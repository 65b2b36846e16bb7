/**
 * The only place where the agent's parts are wired together: start-up, the monitor thread,
 * shutdown.
 *
 * <p>Entry point: {@link io.modelmon.agent.runtime.AgentRuntime#start}, called by the entry class.
 * May use everything.
 */
@NullMarked
package io.modelmon.agent.runtime;

import org.jspecify.annotations.NullMarked;

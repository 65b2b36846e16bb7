/**
 * What the agent may cost: measuring it, and capturing less when it is too much.
 *
 * <p>Runs on the monitor thread, once a second; the calls of the application only see the shares
 * that it sets in their {@link io.modelmon.capture.CallGate}. Calls, errors and rows are counted
 * whatever is decided here.
 */
@NullMarked
package io.modelmon.agent.budget;

import org.jspecify.annotations.NullMarked;

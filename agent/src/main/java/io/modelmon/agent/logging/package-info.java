/**
 * The agent's own log: lines on standard error, rate-limited, without any logging library.
 *
 * <p>{@code jul} replaces {@code java.util.logging} in the bundled libraries; the build redirects
 * their references to it, so that the application's log manager is never initialised by the agent.
 */
@NullMarked
package io.modelmon.agent.logging;

import org.jspecify.annotations.NullMarked;

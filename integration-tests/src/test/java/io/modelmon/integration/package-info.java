/**
 * The real jar in forked JVMs: what the applications of package {@code host} print with the agent
 * must be what they print without it, and what a collector receives must be exact.
 *
 * <p>Entry points: {@link io.modelmon.integration.HostRun} starts a host, {@link
 * io.modelmon.integration.Expectation} compares what a host says it did with what arrived.
 */
@NullMarked
package io.modelmon.integration;

import org.jspecify.annotations.NullMarked;

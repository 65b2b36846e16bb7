/**
 * The single-threaded pipeline from captured calls to an immutable snapshot of everything that is
 * known about every model.
 *
 * <p>Entry points: {@link io.modelmon.monitor.Monitor} for the thread that drains, {@link
 * io.modelmon.monitor.MonitorSnapshot} for readers. All mutable statistics belong to that one
 * thread; nothing here locks. Knows nothing of telemetry. May use {@code capture}, {@code config},
 * {@code drift}, {@code quality}, {@code profile}, {@code schema} and {@code sketch}.
 */
@NullMarked
package io.modelmon.monitor;

import org.jspecify.annotations.NullMarked;

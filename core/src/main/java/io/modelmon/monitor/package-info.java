/**
 * The single-threaded pipeline from captured calls to an immutable snapshot of everything that is
 * known about every model.
 *
 * <p>Entry point: {@link io.modelmon.monitor.MonitorSnapshot} for readers. All mutable statistics
 * belong to the one thread that drains; nothing here locks. Knows nothing of telemetry.
 */
@NullMarked
package io.modelmon.monitor;

import org.jspecify.annotations.NullMarked;

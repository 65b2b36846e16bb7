/**
 * What the monitor thread's work costs.
 *
 * <p>Entry point: {@link io.modelmon.benchmarks.StatisticsMain}.
 */
@NullMarked
package io.modelmon.benchmarks;

import org.jspecify.annotations.NullMarked;

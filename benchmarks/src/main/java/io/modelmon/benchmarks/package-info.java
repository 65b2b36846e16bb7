/**
 * What a watched call costs, beside the alternatives and in the same run.
 *
 * <p>Entry point: {@link io.modelmon.benchmarks.BenchmarkMain}.
 */
@NullMarked
package io.modelmon.benchmarks;

import org.jspecify.annotations.NullMarked;

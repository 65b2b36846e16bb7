/**
 * What a watched call costs, beside no agent, a disabled rule, code written by hand and real agents
 * of others, in one run.
 *
 * <p>Entry point: {@link io.modelmon.benchmarks.hotpath.CallCostMain}.
 */
@NullMarked
package io.modelmon.benchmarks.hotpath;

import org.jspecify.annotations.NullMarked;

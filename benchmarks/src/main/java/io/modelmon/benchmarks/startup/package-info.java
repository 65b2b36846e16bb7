/** How long an application takes to start, with and without agents. */
@NullMarked
package io.modelmon.benchmarks.startup;

import org.jspecify.annotations.NullMarked;

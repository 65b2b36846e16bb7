/** A service under steady load: what is accounted for, what it costs, and whether memory grows. */
@NullMarked
package io.modelmon.benchmarks.load;

import org.jspecify.annotations.NullMarked;

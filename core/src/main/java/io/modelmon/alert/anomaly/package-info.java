/**
 * How unusual all numbers of a window are together, beside the windows before.
 *
 * <p>May use the JDK only. Entry point: {@link io.modelmon.alert.anomaly.WindowAnomaly}.
 */
@NullMarked
package io.modelmon.alert.anomaly;

import org.jspecify.annotations.NullMarked;

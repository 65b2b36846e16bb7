/**
 * Simulations that show how often the statistics alarm, and that the frozen grid loses nothing:
 * measures, populations and the traffic that the tests are about. May use everything but the
 * export.
 */
@NullMarked
package io.modelmon.calibration;

import org.jspecify.annotations.NullMarked;

/**
 * What change detectors are worth: false alarms, detection delay and missed changes on seeded
 * streams of the literature, with a dummy as baseline.
 */
@NullMarked
package io.modelmon.benchmarks.detection;

import org.jspecify.annotations.NullMarked;

package io.modelmon.benchmarks.detection;

import io.modelmon.detector.ChangeDetector;
import java.util.function.DoubleFunction;

/**
 * A detector with its setting.
 *
 * @param name as in the table
 * @param setting how it was set: {@code defaults} of the field, or {@code calibrated}
 * @param detector makes one for a model of a known error rate
 */
record Scheme(String name, String setting, DoubleFunction<ChangeDetector> detector) {}

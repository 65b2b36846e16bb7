package io.modelmon.monitor;

import io.modelmon.quality.QualityResult;

/**
 * What one window says about one rule of data quality.
 *
 * @param feature the feature's name; empty for a rule about whole rows
 * @param result the numbers, and the verdict of this window alone
 * @param detected whether there is an issue, after persistence
 */
public record FeatureQuality(String feature, QualityResult result, boolean detected) {}

package com.example.credit.train;

import com.example.credit.model.FeatureVector;

/**
 * One loan of the past.
 *
 * @param features what was known when it was granted
 * @param risk {@code good} when it was repaid, else {@code bad}
 */
public record Application(FeatureVector features, String risk) {}

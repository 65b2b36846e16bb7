package io.modelmon.agent.extract;

import io.modelmon.capture.ModelCapture;

/**
 * What a call is accounted to: one name and version of a model.
 *
 * @param model the name
 * @param capture the ring and the counters
 * @param variant the index of its settings in {@link WatchedModel#variants()}
 * @param index the index among the targets of the entry
 */
record Target(NamedModel model, ModelCapture capture, int variant, int index) {}

package io.modelmon.monitor;

import io.modelmon.schema.ModelId;

/**
 * One evaluation of a window on its way to the prediction log: the first one, or a revision by
 * labels that came later.
 *
 * @param model the model and its version
 * @param performance what was found
 */
public record LoggedPerformance(ModelId model, PerformanceSnapshot performance) {}

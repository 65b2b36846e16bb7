package io.modelmon.config;

/**
 * A method whose calls bring labels.
 *
 * @param method the method to weave
 * @param id where the id of the prediction comes from that the label belongs to
 * @param label where the label comes from
 */
public record LabelRule(MethodRule method, IdSource id, Expression label) {}

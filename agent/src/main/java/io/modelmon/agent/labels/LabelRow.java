package io.modelmon.agent.labels;

import org.jspecify.annotations.Nullable;

/**
 * One label of a file.
 *
 * @param id the id of its prediction, 1 to 128 characters
 * @param number the label when it is a number of JSON, else NaN
 * @param text the label when it is a text, else null
 * @param epochMillis when it was made, or -1 where the file does not say
 * @param model the name of the model it is for, or null where the file does not say
 */
public record LabelRow(
    String id, double number, @Nullable String text, long epochMillis, @Nullable String model) {}

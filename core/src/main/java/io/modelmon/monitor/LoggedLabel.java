package io.modelmon.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One label on its way to the prediction log.
 *
 * @param model the model's name, or the expression it is read from
 * @param epochMillis when the label was made, milliseconds since 1970
 * @param id the id of its prediction, as it is to be written
 * @param number the label where numbers are predicted, else NaN
 * @param name the class that is the label, or null where numbers are predicted
 * @param outcome what became of it, or null while that is open
 */
public record LoggedLabel(
    String model,
    long epochMillis,
    String id,
    double number,
    @Nullable String name,
    @Nullable String outcome) {}

package io.modelmon.monitor;

import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way to the prediction log, as it was captured; what reads it leaves out what is
 * sensitive. The arrays are not copied: who makes one gives them away.
 *
 * @param model the model and its version
 * @param schema the columns
 * @param epochMillis when the call ended, milliseconds since 1970
 * @param window the number of the window that counts it, 0 where there is none
 * @param id its id, as it is to be written, or null
 * @param numbers the numbers of the columns, see {@link io.modelmon.capture.CellValues}
 * @param texts the texts of the columns, null where a column holds a number or nothing
 * @param segments the values of the segments, null where missing
 * @param errorType the class name of what the call threw, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and made for every row
public record LoggedPrediction(
    ModelId model,
    ModelSchema schema,
    long epochMillis,
    long window,
    @Nullable String id,
    double[] numbers,
    @Nullable String[] texts,
    @Nullable String[] segments,
    @Nullable String errorType) {}

/**
 * The prediction log: what models were given and answered, and what really happened, in files of
 * JSON lines or in a table.
 *
 * <p>Start with {@link io.modelmon.export.log.PredictionLog}. What the records hold is in {@code
 * docs/configuration.md}.
 */
@NullMarked
package io.modelmon.export.log;

import org.jspecify.annotations.NullMarked;

/**
 * Reading values of classes that are known only at run time: paths to a value, rows of columns, and
 * single cells, copied into a capture slot.
 *
 * <p>Entry points: {@link io.modelmon.agent.value.ValuePath} for expressions, {@link
 * io.modelmon.agent.value.RowPlanner} for the columns of a value. Nothing here keeps an object or a
 * class of the application alive: what is resolved per class is kept by that class. May use {@code
 * capture}, {@code config} and {@code schema}.
 */
@NullMarked
package io.modelmon.agent.value;

import org.jspecify.annotations.NullMarked;

/**
 * What a model looks like: its identity, its features and outputs, and their types.
 *
 * <p>Immutable values only. Depends on nothing else in this project; every other package may use
 * it.
 */
@NullMarked
package io.modelmon.schema;

import org.jspecify.annotations.NullMarked;

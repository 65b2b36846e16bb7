/** Reading of recorded reference values. */
@NullMarked
package io.modelmon.reference;

import org.jspecify.annotations.NullMarked;

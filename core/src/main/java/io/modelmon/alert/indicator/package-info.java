/**
 * The numbers that alert rules can name: their names, units and values per window.
 *
 * <p>May use {@code math} only. {@link io.modelmon.alert.indicator.IndicatorCatalogue} says which
 * names there are, {@link io.modelmon.alert.indicator.WindowReadings} what they are in one window.
 */
@NullMarked
package io.modelmon.alert.indicator;

import org.jspecify.annotations.NullMarked;

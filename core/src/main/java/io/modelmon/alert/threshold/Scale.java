package io.modelmon.alert.threshold;

import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.indicator.Reading;

/**
 * The scale on which an indicator spreads evenly, so that so many spreads mean the same on both
 * sides and at every level.
 *
 * <p>Durations and rates vary by factors: their logarithm. Shares vary like binomial counts: the
 * arcsine of their root, with three eighths of an observation added, which is defined at zero and
 * whose spread depends on n alone. Other numbers are taken as they are.
 *
 * @see "Anscombe: The Transformation of Poisson, Binomial and Negative-Binomial Data, Biometrika
 *     1948"
 */
public enum Scale {
  /** Logarithm. */
  LOGARITHM,
  /** Arcsine of the root. */
  ARCSINE,
  /** As it is. */
  PLAIN;

  /** Spreads of durations and rates below this are taken for this: a twenty-fifth of the value. */
  private static final double LEAST_LOGARITHMIC = 0.04;

  /** Returns the scale of a unit. */
  public static Scale of(IndicatorUnit unit) {
    return switch (unit) {
      case DURATION, RATE -> LOGARITHM;
      case SHARE -> ARCSINE;
      case NUMBER -> PLAIN;
    };
  }

  /** Returns a known reading on this scale; NaN where it has no place on it. */
  public double value(Reading reading) {
    double value = reading.value();
    return switch (this) {
      case LOGARITHM -> value > 0 ? Math.log(value) : Double.NaN;
      case ARCSINE -> arcsine(value, reading.n());
      case PLAIN -> value;
    };
  }

  /**
   * Returns the least spread that chance and relevance leave: for shares the standard deviation of
   * sampling n observations, for rates that of counting n events.
   */
  public double leastSpread(Reading reading) {
    return switch (this) {
      case LOGARITHM ->
          reading.n() > 0
              ? Math.max(LEAST_LOGARITHMIC, 1 / Math.sqrt(reading.n()))
              : LEAST_LOGARITHMIC;
      case ARCSINE -> reading.n() > 0 ? 0.5 / Math.sqrt(reading.n()) : 0;
      case PLAIN -> 0;
    };
  }

  /** Returns a level of this scale in the unit of the indicator. */
  public double unscaled(double level, Reading reading) {
    return switch (this) {
      case LOGARITHM -> Math.exp(level);
      case ARCSINE -> unscaledArcsine(level, reading.n());
      case PLAIN -> level;
    };
  }

  private static double arcsine(double share, double n) {
    double bounded = Math.min(1, Math.max(0, share));
    double shown = n > 0 ? (bounded * n + 0.375) / (n + 0.75) : bounded;
    return Math.asin(Math.sqrt(shown));
  }

  private static double unscaledArcsine(double level, double n) {
    double root = Math.sin(Math.min(Math.PI / 2, Math.max(0, level)));
    double share = root * root;
    return n > 0 ? Math.min(1, Math.max(0, (share * (n + 0.75) - 0.375) / n)) : share;
  }
}

package io.modelmon.alert.rule;

/** What is asked of one indicator; immutable. */
public sealed interface IndicatorTest {

  /** Returns the test that is passed where this one is not. */
  IndicatorTest negated();

  /**
   * A comparison with a number.
   *
   * @param operator how
   * @param threshold in the unit of the indicator
   */
  record Fixed(Operator operator, double threshold) implements IndicatorTest {
    @Override
    public IndicatorTest negated() {
      return new Fixed(operator.negated(), threshold);
    }

    @Override
    public String toString() {
      return operator.symbol() + " " + Numbers.text(threshold);
    }
  }

  /**
   * A comparison with a level that follows the history of the indicator.
   *
   * @param operator how
   * @param level the level
   */
  record Dynamic(Operator operator, Level level) implements IndicatorTest {
    @Override
    public IndicatorTest negated() {
      return new Dynamic(operator.negated(), level);
    }

    @Override
    public String toString() {
      return operator.symbol() + " " + level;
    }
  }

  /**
   * A comparison with the reference or the recent past. What equals its base has not changed, even
   * where a share of the base is 0.
   *
   * @param operator {@link Operator#AT_LEAST} for up, {@link Operator#AT_MOST} for down; the
   *     negations of these in a negated condition
   * @param change signed: a share of the base when {@code relative}, else in the unit of the
   *     indicator
   * @param relative whether the change is a share of the base
   * @param windows over how many previous windows the base is the median; 0 for the reference
   */
  record Change(Operator operator, double change, boolean relative, int windows)
      implements IndicatorTest {
    @Override
    public IndicatorTest negated() {
      return new Change(operator.negated(), change, relative, windows);
    }

    /** Returns whether values pass that have not changed so. */
    public boolean negative() {
      return operator != Operator.AT_LEAST && operator != Operator.AT_MOST;
    }

    /** Returns the threshold that this change makes of a base; NaN when the base is unknown. */
    public double threshold(double base) {
      return relative ? base + Math.abs(base) * change : base + change;
    }

    @Override
    public String toString() {
      String amount = relative ? Numbers.text(change * 100) + "%" : Numbers.text(change);
      String base = windows == 0 ? "reference" : "median of previous " + windows + " windows";
      return operator.symbol() + " " + base + " " + (change < 0 ? "" : "+") + amount;
    }
  }

  /**
   * Whether the value is unlike its own history.
   *
   * @param negate whether the test is passed by values that are like it
   * @param side which deviations count
   * @param method how the usual is told
   * @param limit how many spreads are too many
   * @param history what is remembered
   */
  record Anomalous(boolean negate, Side side, Method method, double limit, History history)
      implements IndicatorTest {

    /** Which deviations count. */
    public enum Side {
      /** Values above the usual. */
      HIGH,
      /** Values below the usual. */
      LOW,
      /** Both. */
      BOTH
    }

    /** How the usual is told. */
    public enum Method {
      /** Median and median absolute deviation. */
      MAD,
      /** Mean and standard deviation: a z-score. */
      SD,
      /** Exponentially weighted mean and deviation. */
      EWMA
    }

    @Override
    public IndicatorTest negated() {
      return new Anomalous(!negate, side, method, limit, history);
    }

    @Override
    public String toString() {
      return (negate ? "not " : "")
          + "anomalous"
          + (side == Side.BOTH ? "" : side == Side.HIGH ? " high" : " low")
          + " by "
          + Numbers.lower(method)
          + " at "
          + Numbers.text(limit)
          + history;
    }
  }

  /**
   * A level computed from history.
   *
   * @param centre where it starts
   * @param spreads how many spreads are added; negative below; 0 for a quantile
   * @param quantile in (0, 1) for a quantile, else NaN
   * @param history what is remembered
   */
  record Level(Centre centre, double spreads, double quantile, History history) {

    /** Where a level starts, and with that which spread it takes. */
    public enum Centre {
      /** Mean, with standard deviations. */
      MEAN,
      /** Median, with median absolute deviations. */
      MEDIAN,
      /** Exponentially weighted mean, with standard deviations of its errors. */
      EWMA,
      /** A quantile, without spreads. */
      QUANTILE
    }

    @Override
    public String toString() {
      if (centre == Centre.QUANTILE) {
        return "quantile " + Numbers.text(quantile) + history;
      }
      String spread = centre == Centre.MEDIAN ? " mad" : " sd";
      String added =
          spreads == 0
              ? ""
              : (spreads < 0 ? " - " : " + ") + Numbers.text(Math.abs(spreads)) + spread;
      return Numbers.lower(centre) + added + history;
    }
  }

  /**
   * What is remembered of an indicator.
   *
   * @param windows how many windows at most
   * @param seasonal whether hours of the week are told apart
   */
  record History(int windows, boolean seasonal) {
    @Override
    public String toString() {
      return (seasonal ? " seasonal" : "") + " over " + windows + " windows";
    }
  }
}

package io.modelmon.alert.threshold;

import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.rule.IndicatorTest;
import io.modelmon.alert.rule.IndicatorTest.Anomalous;
import io.modelmon.alert.rule.IndicatorTest.Change;
import io.modelmon.alert.rule.IndicatorTest.Dynamic;
import io.modelmon.alert.rule.IndicatorTest.Fixed;
import io.modelmon.alert.rule.IndicatorTest.History;
import io.modelmon.alert.rule.IndicatorTest.Level;
import io.modelmon.alert.rule.Operator;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a rule for one indicator, with the memory it needs.
 *
 * <p>An indicator that is compared by its interval passes only when the whole interval is beyond
 * the threshold, fails when the value itself is not beyond, and is undecided between the two.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
public final class Judge {

  private final Indicator indicator;
  private final IndicatorTest test;
  private final Scale scale;
  private final @Nullable Baseline baseline;

  /**
   * Creates a judge without history.
   *
   * @param zone where seasons are told
   */
  public Judge(Indicator indicator, IndicatorTest test, ZoneId zone) {
    this.indicator = indicator;
    this.test = test;
    this.scale = test instanceof Anomalous ? Scale.of(indicator.unit()) : Scale.PLAIN;
    this.baseline = baseline(test, zone);
  }

  /** Returns whether a test needs history. */
  public static boolean remembers(IndicatorTest test) {
    return baseline(test, ZoneOffset.UTC) != null;
  }

  private static @Nullable Baseline baseline(IndicatorTest test, ZoneId zone) {
    if (test instanceof Dynamic dynamic) {
      return baseline(dynamic.level(), zone);
    }
    if (test instanceof Anomalous anomalous) {
      return new HourlyBaseline(baseline(anomalous, zone));
    }
    if (test instanceof Change change && change.windows() > 0) {
      return new QuantileBaseline(new History(change.windows(), false), 0.5, change.windows());
    }
    return null;
  }

  private static Baseline baseline(Level level, ZoneId zone) {
    History history = level.history();
    if (level.centre() == Level.Centre.QUANTILE) {
      return new QuantileBaseline(history, level.quantile(), Baseline.warmUp(history));
    }
    if (history.seasonal()) {
      return new HourlyBaseline(
          new SeasonalBaseline(history, zone, level.centre() == Level.Centre.MEDIAN));
    }
    return switch (level.centre()) {
      case EWMA -> new WeightedBaseline(history);
      case MEAN -> new MeanBaseline(history);
      default -> new MedianBaseline(history);
    };
  }

  private static Baseline baseline(Anomalous test, ZoneId zone) {
    History history = test.history();
    if (history.seasonal()) {
      return new SeasonalBaseline(history, zone, test.method() == Anomalous.Method.MAD);
    }
    return switch (test.method()) {
      case MAD -> new MedianBaseline(history);
      case SD -> new MeanBaseline(history);
      case EWMA -> new WeightedBaseline(history);
    };
  }

  /**
   * Compares the value of a window, then remembers it.
   *
   * @param reference the value of the reference, for changes
   */
  public Outcome evaluate(long epochNanos, Reading current, Reading reference) {
    Outcome outcome = reconsider(epochNanos, current, reference);
    double value = current.known() ? scale.value(current) : Double.NaN;
    if (baseline != null && !Double.isNaN(value)) {
      baseline.record(epochNanos, value);
    }
    return outcome;
  }

  /** Compares the value of a window that was remembered before. */
  public Outcome reconsider(long epochNanos, Reading current, Reading reference) {
    boolean known = current.known() && !Double.isNaN(scale.value(current));
    return known ? judge(epochNanos, current, reference) : Outcome.UNKNOWN;
  }

  private Outcome judge(long epochNanos, Reading current, Reading reference) {
    Band band = baseline == null ? Band.UNKNOWN : baseline.band(epochNanos);
    if (test instanceof Fixed fixed) {
      return compare(fixed.operator(), current, fixed.threshold());
    }
    if (test instanceof Dynamic dynamic) {
      return compare(dynamic.operator(), current, band.level(dynamic.level().spreads()));
    }
    if (test instanceof Change change) {
      double base = change.windows() > 0 ? band.centre() : reference.value();
      Outcome outcome = compare(change.operator(), current, change.threshold(base));
      // A share of nothing is nothing: without a difference there is no change.
      return current.value() == base
          ? new Outcome(Verdict.of(change.negative()), outcome.threshold())
          : outcome;
    }
    return anomalous((Anomalous) test, current, band);
  }

  private Outcome compare(Operator operator, Reading current, double threshold) {
    if (Double.isNaN(threshold)) {
      return Outcome.UNKNOWN;
    }
    boolean holds = operator.holds(current.value(), threshold);
    if (!indicator.byInterval() || !holds) {
      return new Outcome(Verdict.of(holds), threshold);
    }
    boolean whole =
        switch (operator) {
          case DIFFERENT ->
              current.interval().upper() < threshold || current.interval().lower() > threshold;
          case EQUAL -> true;
          default ->
              operator.holds(current.interval().lower(), threshold)
                  && operator.holds(current.interval().upper(), threshold);
        };
    return new Outcome(whole ? Verdict.TRUE : Verdict.UNKNOWN, threshold);
  }

  private Outcome anomalous(Anomalous wanted, Reading current, Band band) {
    if (!band.known()) {
      return Outcome.UNKNOWN;
    }
    double value = scale.value(current);
    double least = scale.leastSpread(current);
    double upper = band.upper(wanted.limit(), least);
    double lower = band.lower(wanted.limit(), least);
    boolean high = wanted.side() != Anomalous.Side.LOW && value > upper;
    boolean low = wanted.side() != Anomalous.Side.HIGH && value < lower;
    boolean below = wanted.side() == Anomalous.Side.BOTH && value < band.centre();
    double nearest = wanted.side() == Anomalous.Side.LOW || below ? lower : upper;
    return new Outcome(
        Verdict.of((high || low) != wanted.negate()), scale.unscaled(nearest, current));
  }
}

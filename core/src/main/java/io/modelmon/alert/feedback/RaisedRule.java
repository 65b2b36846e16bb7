package io.modelmon.alert.feedback;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.rule.IndicatorTest;
import io.modelmon.alert.rule.Operator;
import io.modelmon.alert.rule.Rule;
import java.util.List;

/**
 * A rule with higher thresholds.
 *
 * <p>Spreads of anomalies and of levels are multiplied; numbers are moved away by the factor,
 * shares at most half of the way to 1. Left as they are: changes against the reference, equality,
 * and performance, whose threshold is a promise and whose interval is the guard against false
 * alarms.
 */
public final class RaisedRule {

  private RaisedRule() {}

  /**
   * Returns a rule whose thresholds are higher.
   *
   * @param factor in [1, 2]
   * @throws IllegalArgumentException when the factor is out of range
   */
  public static AlertRule of(AlertRule alert, double factor) {
    if (!(factor >= 1 && factor <= RulePrecision.MAX_FACTOR)) {
      throw new IllegalArgumentException("a threshold is raised by 1 to 2, was " + factor);
    }
    Rule rule = alert.rule();
    Rule raised =
        new Rule(
            rule.text(),
            raised(rule.condition(), factor),
            rule.persistence(),
            rule.resolution(),
            rule.resolutionPersistence());
    return new AlertRule(
        alert.name(), raised, alert.severity(), alert.coolDown(), alert.silences());
  }

  private static Condition raised(Condition condition, double factor) {
    if (condition instanceof Condition.All all) {
      return new Condition.All(raised(all.parts(), factor));
    }
    if (condition instanceof Condition.Any any) {
      return new Condition.Any(raised(any.parts(), factor));
    }
    Condition.Comparison comparison = (Condition.Comparison) condition;
    return comparison.indicator().byInterval()
        ? comparison
        : new Condition.Comparison(
            comparison.path(),
            comparison.indicator(),
            raised(comparison.test(), comparison.indicator().unit(), factor));
  }

  private static List<Condition> raised(List<Condition> parts, double factor) {
    return parts.stream().map(part -> raised(part, factor)).toList();
  }

  private static IndicatorTest raised(IndicatorTest test, IndicatorUnit unit, double factor) {
    if (test instanceof IndicatorTest.Anomalous anomalous && !anomalous.negate()) {
      return new IndicatorTest.Anomalous(
          false,
          anomalous.side(),
          anomalous.method(),
          anomalous.limit() * factor,
          anomalous.history());
    }
    if (test instanceof IndicatorTest.Dynamic dynamic && pointsAway(dynamic)) {
      IndicatorTest.Level level = dynamic.level();
      return new IndicatorTest.Dynamic(
          dynamic.operator(),
          new IndicatorTest.Level(
              level.centre(), level.spreads() * factor, level.quantile(), level.history()));
    }
    if (test instanceof IndicatorTest.Fixed fixed && fixed.threshold() > 0) {
      return new IndicatorTest.Fixed(
          fixed.operator(), moved(fixed.operator(), fixed.threshold(), unit, factor));
    }
    return test;
  }

  /** Whether more spreads make it harder to hold. */
  private static boolean pointsAway(IndicatorTest.Dynamic dynamic) {
    double spreads = dynamic.level().spreads();
    return switch (dynamic.operator()) {
      case ABOVE, AT_LEAST -> spreads > 0;
      case BELOW, AT_MOST -> spreads < 0;
      case EQUAL, DIFFERENT -> false;
    };
  }

  private static double moved(
      Operator operator, double threshold, IndicatorUnit unit, double factor) {
    return switch (operator) {
      case ABOVE, AT_LEAST ->
          unit == IndicatorUnit.SHARE
              ? Math.min(threshold * factor, Math.max(threshold, (1 + threshold) / 2))
              : threshold * factor;
      case BELOW, AT_MOST -> threshold / factor;
      case EQUAL, DIFFERENT -> threshold;
    };
  }
}

package io.modelmon.alert.rule;

import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.indicator.NearestName;
import io.modelmon.alert.rule.IndicatorTest.Anomalous;
import io.modelmon.alert.rule.IndicatorTest.History;
import io.modelmon.alert.rule.IndicatorTest.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one comparison: an indicator and what is asked of it.
 *
 * <p><b>Threads:</b> confined to the caller.
 */
final class TestParser {

  /** Four weeks and a bit of hourly windows. */
  static final int DEFAULT_HISTORY = 720;

  static final int MAX_HISTORY = 2000;
  private static final int MIN_HISTORY = 10;
  private static final double DEFAULT_LIMIT = 5;
  private static final double MAX_LIMIT = 100;

  private static final List<String> TESTS = List.of("up", "down", "anomalous", "z");
  private static final List<String> METHODS = List.of("mad", "sd", "ewma");

  private final Tokens tokens;
  private final Quantities quantities;
  private final PathParser paths;
  private final IndicatorCatalogue catalogue;

  TestParser(Tokens tokens, IndicatorCatalogue catalogue) {
    this.tokens = tokens;
    this.quantities = new Quantities(tokens);
    this.paths = new PathParser(tokens);
    this.catalogue = catalogue;
  }

  Quantities quantities() {
    return quantities;
  }

  Condition.Comparison comparison() {
    int column = tokens.peek().column();
    IndicatorPath path = paths.path();
    Optional<Indicator> indicator = catalogue.find(path);
    if (indicator.isEmpty()) {
      Optional<String> feature = catalogue.unknownFeature(path);
      throw new RuleException(
          column,
          feature.isPresent()
              ? "the model has no feature '" + feature.get() + "'"
              : "there is no indicator " + path,
          catalogue.nearest(path));
    }
    return new Condition.Comparison(path, indicator.get(), test(indicator.get()));
  }

  private IndicatorTest test(Indicator indicator) {
    Token token = tokens.peek();
    Operator operator = operator(token);
    if (operator != null) {
      tokens.take();
      return afterOperator(indicator, operator, token);
    }
    switch (token.kind() == Token.Kind.NAME ? token.text() : "") {
      case "up", "down" -> {
        tokens.take();
        return change(indicator, token.text().equals("up"));
      }
      case "anomalous" -> {
        tokens.take();
        return anomalous();
      }
      case "z" -> {
        tokens.take();
        return zScore();
      }
      default ->
          throw new RuleException(
              token.column(),
              (token.is("=") ? "equality is written ==" : "a test must follow the indicator")
                  + ": > >= < <= == != up down anomalous z, not "
                  + token.shown(),
              token.kind() == Token.Kind.NAME ? NearestName.of(token.text(), TESTS) : "");
    }
  }

  private static @Nullable Operator operator(Token token) {
    if (token.kind() != Token.Kind.SYMBOL) {
      return null;
    }
    for (Operator operator : Operator.values()) {
      if (operator.symbol().equals(token.text())) {
        return operator;
      }
    }
    return null;
  }

  private IndicatorTest afterOperator(Indicator indicator, Operator operator, Token shown) {
    Token next = tokens.peek();
    if (next.kind() != Token.Kind.NAME) {
      double threshold = quantities.threshold(indicator.unit(), shown.shown());
      refuseBounds(indicator.unit(), operator, threshold, next.column());
      return new IndicatorTest.Fixed(operator, threshold);
    }
    if (operator == Operator.EQUAL || operator == Operator.DIFFERENT) {
      throw new RuleException(
          next.column(),
          "a level is compared by > >= < or <=; after " + shown.shown() + " stands a number");
    }
    return new IndicatorTest.Dynamic(operator, level());
  }

  /** What is beyond the bounds of an indicator can never be true. */
  private static void refuseBounds(
      IndicatorUnit unit, Operator operator, double threshold, int column) {
    if (unit == IndicatorUnit.SHARE && operator == Operator.ABOVE && threshold == 1) {
      throw new RuleException(column, "a share is never above 100%; write >= 100%, or less");
    }
    if (unit != IndicatorUnit.NUMBER && operator == Operator.BELOW && threshold == 0) {
      throw new RuleException(column, "this indicator is never below 0; write <= 0, or more");
    }
  }

  private Level level() {
    Token word = tokens.take();
    return switch (word.text()) {
      case "mean" -> level(Level.Centre.MEAN, "sd");
      case "median" -> level(Level.Centre.MEDIAN, "mad");
      case "ewma" -> level(Level.Centre.EWMA, "sd");
      case "quantile" -> quantile();
      default ->
          throw new RuleException(
              word.column(),
              "a number, mean, median, ewma or quantile must follow, not " + word.shown(),
              NearestName.of(word.text(), List.of("mean", "median", "ewma", "quantile")));
    };
  }

  private Level level(Level.Centre centre, String spread) {
    double spreads = 0;
    boolean below = tokens.peek().is("-");
    if (tokens.accept("+") || tokens.accept("-")) {
      int column = tokens.peek().column();
      double number = quantities.number(below ? "'-'" : "'+'");
      if (number > MAX_LIMIT) {
        throw new RuleException(column, "at most " + Numbers.text(MAX_LIMIT) + " spreads");
      }
      tokens.expect(spread, "the number of spreads around the " + Numbers.lower(centre));
      spreads = below ? -number : number;
    }
    return new Level(centre, spreads, Double.NaN, history(centre == Level.Centre.EWMA));
  }

  private Level quantile() {
    int column = tokens.peek().column();
    double quantile = quantities.number("'quantile'");
    if (quantile <= 0 || quantile >= 1) {
      throw new RuleException(column, "a quantile lies between 0 and 1, both excluded");
    }
    return new Level(Level.Centre.QUANTILE, 0, quantile, history(false));
  }

  /** Reads {@code z > 3}, another way to write a level of mean and standard deviations. */
  private IndicatorTest zScore() {
    Token token = tokens.peek();
    Operator operator = operator(token);
    if (operator == null || operator == Operator.EQUAL || operator == Operator.DIFFERENT) {
      throw new RuleException(token.column(), "> >= < or <= must follow 'z', not " + token.shown());
    }
    tokens.take();
    int column = tokens.peek().column();
    boolean negative = tokens.accept("-");
    double z = quantities.number(token.shown());
    if (z > MAX_LIMIT) {
      throw new RuleException(column, "a z-score is at most " + Numbers.text(MAX_LIMIT));
    }
    return new IndicatorTest.Dynamic(
        operator, new Level(Level.Centre.MEAN, negative ? -z : z, Double.NaN, history(false)));
  }

  private IndicatorTest change(Indicator indicator, boolean up) {
    Quantities.Amount amount = quantities.change(indicator.unit(), up ? "'up'" : "'down'");
    int windows = 0;
    if (tokens.accept("from") && !tokens.accept("reference")) {
      tokens.expect("previous", "'from', or 'reference'");
      int column = tokens.peek().column();
      double number = quantities.number("'previous'");
      windows = Quantities.whole(number, 1, MAX_HISTORY, column, "'previous'");
      expectWindows();
    }
    return new IndicatorTest.Change(
        up ? Operator.AT_LEAST : Operator.AT_MOST,
        up ? amount.value() : -amount.value(),
        amount.relative(),
        windows);
  }

  private IndicatorTest anomalous() {
    Anomalous.Side side = Anomalous.Side.BOTH;
    if (tokens.accept("high")) {
      side = Anomalous.Side.HIGH;
    } else if (tokens.accept("low")) {
      side = Anomalous.Side.LOW;
    }
    Anomalous.Method method = tokens.accept("by") ? method() : Anomalous.Method.MAD;
    double limit = DEFAULT_LIMIT;
    if (tokens.accept("at")) {
      int column = tokens.peek().column();
      limit = quantities.number("'at'");
      if (limit <= 0 || limit > MAX_LIMIT) {
        throw new RuleException(
            column, "a limit is above 0 and at most " + Numbers.text(MAX_LIMIT));
      }
    }
    return new Anomalous(false, side, method, limit, history(method == Anomalous.Method.EWMA));
  }

  private Anomalous.Method method() {
    Token word = tokens.take();
    return switch (word.text()) {
      case "mad" -> Anomalous.Method.MAD;
      case "sd" -> Anomalous.Method.SD;
      case "ewma" -> Anomalous.Method.EWMA;
      default ->
          throw new RuleException(
              word.column(),
              "mad, sd or ewma must follow 'by', not " + word.shown(),
              NearestName.of(word.text(), METHODS));
    };
  }

  private History history(boolean weighted) {
    int column = tokens.peek().column();
    boolean seasonal = tokens.accept("seasonal");
    if (seasonal && weighted) {
      throw new RuleException(column, "ewma has no seasons; take mean or median");
    }
    if (!tokens.accept("over")) {
      return new History(DEFAULT_HISTORY, seasonal);
    }
    int at = tokens.peek().column();
    double number = quantities.number("'over'");
    int windows = Quantities.whole(number, MIN_HISTORY, MAX_HISTORY, at, "'over'");
    expectWindows();
    return new History(windows, seasonal);
  }

  private void expectWindows() {
    if (!tokens.accept("window")) {
      tokens.expect("windows", "the number");
    }
  }
}

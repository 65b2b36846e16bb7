package io.modelmon.alert.rule;

import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.indicator.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reading of numbers with their units.
 *
 * <p><b>Threads:</b> confined to the caller.
 */
final class Quantities {

  /** Seconds per unit of time. */
  private static final Map<String, Double> TIMES =
      Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86_400.0);

  /** Seconds per word after {@code per} or {@code /}. */
  private static final Map<String, Double> PERIODS =
      Map.of(
          "second", 1.0, "s", 1.0, "minute", 60.0, "m", 60.0, "hour", 3600.0, "h", 3600.0, "day",
          86_400.0, "d", 86_400.0);

  private static final String TIME_WORDS = "ns, us, ms, s, m, h or d";
  private static final String PERIOD_WORDS = "second, minute, hour or day";

  private final Tokens tokens;

  Quantities(Tokens tokens) {
    this.tokens = tokens;
  }

  static boolean isTime(String word) {
    return TIMES.containsKey(word);
  }

  /** Returns an amount of a unit of time in seconds, rounded once. */
  static double seconds(double amount, String unit) {
    double seconds = TIMES.getOrDefault(unit, Double.NaN);
    // Parts of a second are no exact doubles, their inverses are.
    return seconds < 1 ? amount / Math.rint(1 / seconds) : amount * seconds;
  }

  /** Returns a number as a whole one between bounds. */
  static int whole(double number, int least, int most, int column, String after) {
    if (number != Math.rint(number) || number < least || number > most) {
      throw new RuleException(
          column, "a whole number from " + least + " to " + most + " must follow " + after);
    }
    return (int) number;
  }

  /** Reads a number that must come next, not negative. */
  double number(String after) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.NUMBER) {
      throw new RuleException(
          token.column(), "a number must follow " + after + ", not " + token.shown());
    }
    tokens.take();
    double value = Double.parseDouble(token.text());
    if (!Double.isFinite(value)) {
      throw new RuleException(token.column(), "this number is too large");
    }
    return value;
  }

  /** Reads a threshold in the unit of an indicator. */
  double threshold(IndicatorUnit unit, String after) {
    int column = tokens.peek().column();
    boolean negative = tokens.accept("-");
    double value = number(after);
    double scaled = scaled(value, unit);
    if (negative && unit != IndicatorUnit.NUMBER) {
      throw new RuleException(column, "this indicator is never negative");
    }
    if (unit == IndicatorUnit.SHARE && scaled > 1) {
      throw new RuleException(
          column,
          scaled == value && value <= 100
              ? "a share lies between 0 and 1; write " + Numbers.text(value) + "% or less"
              : "a share is at most 100%, which is 1");
    }
    return negative ? -scaled : scaled;
  }

  /** Reads a change: returns it with whether it is a share of what it is compared with. */
  Amount change(IndicatorUnit unit, String after) {
    int column = tokens.peek().column();
    double value = number(after);
    if (value <= 0) {
      throw new RuleException(column, "a change is above 0");
    }
    if (tokens.accept("%")) {
      return new Amount(value / 100, true);
    }
    Token word = tokens.peek();
    if (word.is("points") || word.is("point")) {
      if (unit != IndicatorUnit.SHARE) {
        throw new RuleException(
            word.column(), "'points' are for shares; here a change is in % or " + expected(unit));
      }
      tokens.take();
      return new Amount(value / 100, false);
    }
    if (unit == IndicatorUnit.SHARE) {
      throw new RuleException(
          word.column(),
          "a change of a share is written "
              + Numbers.text(value)
              + "% of its size or "
              + Numbers.text(value)
              + " points");
    }
    return new Amount(scaled(value, unit), false);
  }

  /**
   * A change.
   *
   * @param value not negative
   * @param relative whether it is a share
   */
  record Amount(double value, boolean relative) {}

  private double scaled(double value, IndicatorUnit unit) {
    return switch (unit) {
      case SHARE -> share(value);
      case DURATION -> time(value);
      case RATE -> value / period();
      case NUMBER -> plain(value);
    };
  }

  private double share(double value) {
    if (tokens.accept("%")) {
      return value / 100;
    }
    refuseUnit(IndicatorUnit.SHARE);
    return value;
  }

  private double plain(double value) {
    if (tokens.peek().is("%")) {
      throw new RuleException(
          tokens.peek().column(), "this indicator is a plain number without unit");
    }
    refuseUnit(IndicatorUnit.NUMBER);
    return value;
  }

  private void refuseUnit(IndicatorUnit unit) {
    Token word = tokens.peek();
    boolean time = word.kind() == Token.Kind.NAME && isTime(word.text());
    if (time || word.is("per") || word.is("/") || word.is("points")) {
      throw new RuleException(word.column(), word.shown() + " does not fit: " + expected(unit));
    }
  }

  private double time(double value) {
    Token word = tokens.peek();
    if (word.kind() == Token.Kind.NAME && isTime(word.text())) {
      tokens.take();
      return seconds(value, word.text());
    }
    throw new RuleException(
        word.column(),
        "a unit of time must follow: " + TIME_WORDS,
        word.kind() == Token.Kind.NAME ? NearestName.of(word.text(), TIMES.keySet()) : "");
  }

  private double period() {
    Token word = tokens.peek();
    if (!tokens.accept("per") && !tokens.accept("/")) {
      throw new RuleException(
          word.column(), "a rate is written per " + PERIOD_WORDS + ", or /s, /m, /h, /d");
    }
    Token period = tokens.peek();
    Double seconds = PERIODS.get(period.text());
    if (period.kind() != Token.Kind.NAME || seconds == null) {
      List<String> words = new ArrayList<>(PERIODS.keySet());
      throw new RuleException(
          period.column(),
          PERIOD_WORDS + " must follow " + word.shown(),
          NearestName.of(period.text(), words));
    }
    tokens.take();
    return seconds;
  }

  private static String expected(IndicatorUnit unit) {
    return switch (unit) {
      case SHARE -> "a share is a number between 0 and 1, or has the unit %";
      case DURATION -> "a duration in " + TIME_WORDS;
      case RATE -> "a rate per " + PERIOD_WORDS;
      case NUMBER -> "this indicator is a plain number without unit";
    };
  }
}

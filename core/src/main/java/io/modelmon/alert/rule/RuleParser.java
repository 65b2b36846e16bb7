package io.modelmon.alert.rule;

import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.NearestName;
import io.modelmon.alert.rule.IndicatorTest.Anomalous;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reader of alert rules; the grammar is in {@code docs/alerts.md}.
 *
 * <p><b>Error:</b> every text gives a rule or a {@link RuleException}, nothing else. <br>
 * <b>Cost:</b> one pass; texts above {@value Tokens#MAX_LENGTH} characters, nesting above {@value
 * #MAX_DEPTH} and more than {@value #MAX_COMPARISONS} comparisons are refused. <br>
 * <b>Threads:</b> any.
 */
public final class RuleParser {

  static final int MAX_DEPTH = 32;
  static final int MAX_COMPARISONS = 32;
  private static final int MAX_PERSISTENCE = 1000;

  /**
   * Anomalies ask for two windows in a row over half an hour unless the rule says otherwise:
   * windows of a minute follow each other so closely that two say little more than one.
   */
  private static final Persistence ANOMALY = new Persistence(2, TimeUnit.MINUTES.toNanos(30));

  private static final List<String> AFTER_CONDITION = List.of("and", "or", "for", "resolve");

  private final String text;
  private final Tokens tokens;
  private final TestParser tests;
  private int depth;
  private int comparisons;

  private RuleParser(String text, IndicatorCatalogue catalogue) {
    this.text = text;
    this.tokens = new Tokens(text);
    this.tests = new TestParser(tokens, catalogue);
  }

  /**
   * Returns the rule that a text holds.
   *
   * @param text for instance {@code drift.share > 30% for 2}
   * @param catalogue the indicators it may name
   * @throws RuleException if the text is not a rule
   */
  public static Rule parse(String text, IndicatorCatalogue catalogue) {
    return new RuleParser(text, catalogue).rule();
  }

  private Rule rule() {
    Condition condition = condition();
    Persistence persistence = persistence(condition);
    Condition resolution = null;
    Persistence resolutionPersistence = persistence;
    if (tokens.peek().is("resolve")) {
      int column = tokens.take().column();
      tokens.expect("when", "'resolve'");
      resolution = condition();
      resolutionPersistence = persistence(resolution);
      if (resolution.isEach() && !condition.isEach()) {
        throw new RuleException(
            column, "a rule resolves for each feature only when it fires for each feature");
      }
    }
    Token rest = tokens.peek();
    if (rest.kind() != Token.Kind.END) {
      throw new RuleException(
          rest.column(),
          "'and', 'or', 'for', 'resolve when' or the end must follow, not " + rest.shown(),
          NearestName.of(rest.text(), AFTER_CONDITION));
    }
    return new Rule(text, condition, persistence, resolution, resolutionPersistence);
  }

  private Condition condition() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(conjunction());
    } while (tokens.accept("or"));
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  private Condition conjunction() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(term());
    } while (tokens.accept("and"));
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition term() {
    Token first = tokens.peek();
    if (++depth > MAX_DEPTH) {
      throw new RuleException(
          first.column(), "conditions are nested at most " + MAX_DEPTH + " deep");
    }
    try {
      if (tokens.accept("not")) {
        return term().negated();
      }
      if (tokens.accept("(")) {
        Condition inner = condition();
        tokens.expect(")", "the condition that starts in column " + (first.column() + 1));
        return inner;
      }
      if (++comparisons > MAX_COMPARISONS) {
        throw new RuleException(
            first.column(), "a rule has at most " + MAX_COMPARISONS + " comparisons");
      }
      return tests.comparison();
    } finally {
      depth--;
    }
  }

  private Persistence persistence(Condition condition) {
    if (!tokens.accept("for")) {
      boolean anomaly =
          condition.comparisons().stream().anyMatch(part -> part.test() instanceof Anomalous);
      return anomaly ? ANOMALY : Persistence.ONCE;
    }
    Token number = tokens.peek();
    double amount = tests.quantities().number("'for'");
    Token unit = tokens.peek();
    if (unit.kind() == Token.Kind.NAME && Quantities.isTime(unit.text())) {
      tokens.take();
      double nanos = Quantities.seconds(amount, unit.text()) * TimeUnit.SECONDS.toNanos(1);
      if (nanos <= 0 || nanos > TimeUnit.DAYS.toNanos(365)) {
        throw new RuleException(
            number.column(), "the time after 'for' is above 0 and at most 365 d");
      }
      return new Persistence(1, (long) nanos);
    }
    if (!tokens.accept("windows")) {
      tokens.accept("window");
    }
    int windows = Quantities.whole(amount, 1, MAX_PERSISTENCE, number.column(), "'for'");
    return new Persistence(windows, 0);
  }
}

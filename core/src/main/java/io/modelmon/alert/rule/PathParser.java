package io.modelmon.alert.rule;

import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.IndicatorPath.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reading of indicator paths with their segment selectors.
 *
 * <p><b>Threads:</b> confined to the caller.
 */
final class PathParser {

  private static final int MAX_STEPS = 8;

  private final Tokens tokens;

  PathParser(Tokens tokens) {
    this.tokens = tokens;
  }

  IndicatorPath path() {
    Token first = tokens.peek();
    if (first.kind() != Token.Kind.NAME) {
      throw new RuleException(
          first.column(), "an indicator such as drift.share must stand here, not " + first.shown());
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(tokens.take().text(), false));
    while (steps.size() < MAX_STEPS) {
      if (tokens.peek().is(".")) {
        tokens.take();
        steps.add(new Step(name("'.'"), false));
      } else if (tokens.peek().is("[")) {
        tokens.take();
        steps.add(new Step(key(), true));
      } else {
        break;
      }
    }
    return new IndicatorPath(steps, segment());
  }

  private String name(String after) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.NAME) {
      throw new RuleException(
          token.column(), "a name must follow " + after + ", not " + token.shown());
    }
    return tokens.take().text();
  }

  private String key() {
    String key;
    if (tokens.accept("*")) {
      key = IndicatorPath.EACH;
    } else {
      key = text("'['", "a name in double quotes, or *,");
    }
    tokens.expect("]", "the name");
    return key;
  }

  private Map<String, String> segment() {
    Map<String, String> segment = new LinkedHashMap<>();
    if (!tokens.accept("{")) {
      return segment;
    }
    do {
      int column = tokens.peek().column();
      String attribute = name("'{'");
      tokens.expect("=", "the segment '" + attribute + "'");
      if (segment.put(attribute, text("'='", "a value in double quotes")) != null) {
        throw new RuleException(column, "the segment '" + attribute + "' is given twice");
      }
    } while (tokens.accept(","));
    tokens.expect("}", "the segments");
    return segment;
  }

  private String text(String after, String what) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.STRING) {
      throw new RuleException(
          token.column(), what + " must follow " + after + ", not " + token.shown());
    }
    return tokens.take().text();
  }
}

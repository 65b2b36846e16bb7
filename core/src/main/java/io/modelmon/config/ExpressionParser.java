package io.modelmon.config;

import io.modelmon.config.Expression.Each;
import io.modelmon.config.Expression.Index;
import io.modelmon.config.Expression.Member;
import io.modelmon.config.Expression.Method;
import io.modelmon.config.Expression.Root;
import io.modelmon.config.Expression.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of {@link Expression}s.
 *
 * <p>The grammar, without white space between its parts:
 *
 * <pre>
 * expression = root step*
 * root       = "arg[" digits "]" | "this" | "return"
 * step       = "." name [ "()" ] | "[" digits "]" | "[" quoted "]" | "[*]"
 * quoted     = a text in double or single quotes; a backslash takes the next character as it is
 * name       = a Java identifier, in which "-" may occur after the first character
 * </pre>
 *
 * <p><b>Error:</b> every text gives an expression or an {@link ExpressionException}, nothing else.
 * <br>
 * <b>Cost:</b> one pass; texts above {@value #MAX_LENGTH} characters are refused. <br>
 * <b>Threads:</b> any.
 */
public final class ExpressionParser {
  static final int MAX_LENGTH = 512;
  static final int MAX_STEPS = 32;

  /** A Java method has at most 255 parameters. */
  private static final int MAX_ARGUMENT = 254;

  private static final String ROOTS = "an expression starts with arg[n], this or return";

  private final String text;
  private int position;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /**
   * Returns the expression that a text holds.
   *
   * @param text for instance {@code arg[1].customer.age}
   * @throws ExpressionException if the text is not an expression
   */
  public static Expression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new ExpressionException(
          MAX_LENGTH, "an expression has at most " + MAX_LENGTH + " characters");
    }
    return new ExpressionParser(text).expression();
  }

  private Expression expression() {
    String word = word();
    Root root;
    int argument = -1;
    switch (word) {
      case "arg" -> {
        root = Root.ARG;
        argument = argument();
      }
      case "this" -> root = Root.THIS;
      case "return" -> root = Root.RETURN;
      default -> throw unknownRoot(word);
    }
    List<Step> steps = new ArrayList<>();
    while (position < text.length()) {
      if (steps.size() == MAX_STEPS) {
        throw problem("an expression has at most " + MAX_STEPS + " steps");
      }
      steps.add(step());
    }
    return new Expression(root, argument, steps, text);
  }

  private ExpressionException unknownRoot(String word) {
    if (word.matches("(args?|argument|param|parameter|p)[0-9]{0,3}")) {
      String digits = word.replaceAll("[^0-9]", "");
      String index = digits.isEmpty() ? "n" : digits;
      return new ExpressionException(0, ROOTS + "; arguments are written arg[" + index + "]");
    }
    return new ExpressionException(0, ROOTS);
  }

  private int argument() {
    int start = position;
    if (!accept('[')) {
      throw problem("'arg' needs the number of an argument, counted from 0: arg[0]");
    }
    if (!digitAhead()) {
      throw problem("the number of an argument, counted from 0, must follow 'arg['");
    }
    int number = number();
    if (number > MAX_ARGUMENT) {
      throw new ExpressionException(start + 1, "arguments are counted from 0 to " + MAX_ARGUMENT);
    }
    expect(']');
    return number;
  }

  private Step step() {
    if (accept('.')) {
      return member();
    }
    if (accept('[')) {
      Step step = bracket();
      expect(']');
      return step;
    }
    throw problem("'.' or '[' must follow, or the expression must end" + whiteSpaceAdvice());
  }

  private Step member() {
    String name = word();
    if (name.isEmpty()) {
      throw problem("a name must follow '.'");
    }
    if (!accept('(')) {
      return new Member(name);
    }
    if (!accept(')')) {
      throw problem("only methods without parameters can be called: ')' must follow '('");
    }
    return new Method(name);
  }

  private Step bracket() {
    if (accept('*')) {
      return new Each();
    }
    if (digitAhead()) {
      return new Index(number());
    }
    if (accept('"')) {
      return new Expression.Key(quoted('"'));
    }
    if (accept('\'')) {
      return new Expression.Key(quoted('\''));
    }
    throw problem("inside [ ] stands an index counted from 0, a \"key\" in quotes, or *");
  }

  private String quoted(char quote) {
    StringBuilder key = new StringBuilder();
    while (position < text.length()) {
      char next = text.charAt(position++);
      if (next == quote) {
        return key.toString();
      }
      if (next == '\\') {
        if (position == text.length()) {
          break;
        }
        next = text.charAt(position++);
      }
      key.append(next);
    }
    throw problem("the closing " + quote + " of the key is missing");
  }

  /** Reads a name; empty when there is none. */
  private String word() {
    int start = position;
    if (position < text.length() && Character.isJavaIdentifierStart(text.charAt(position))) {
      position++;
      while (position < text.length() && isPart(text.charAt(position))) {
        position++;
      }
    }
    return text.substring(start, position);
  }

  private static boolean isPart(char character) {
    return character == '-' || Character.isJavaIdentifierPart(character);
  }

  private boolean digitAhead() {
    return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
  }

  private int number() {
    int start = position;
    while (digitAhead()) {
      position++;
    }
    try {
      return Integer.parseInt(text, start, position, 10);
    } catch (NumberFormatException e) {
      throw new ExpressionException(start, "an index is at most " + Integer.MAX_VALUE);
    }
  }

  private boolean accept(char wanted) {
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw problem("'" + wanted + "' must follow");
    }
  }

  private String whiteSpaceAdvice() {
    boolean space = position < text.length() && Character.isWhitespace(text.charAt(position));
    return space ? "; white space is not allowed" : "";
  }

  private ExpressionException problem(String message) {
    return new ExpressionException(position, message);
  }
}

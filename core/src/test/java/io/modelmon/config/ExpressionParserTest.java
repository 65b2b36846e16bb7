package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.Expression.Each;
import io.modelmon.config.Expression.Index;
import io.modelmon.config.Expression.Member;
import io.modelmon.config.Expression.Root;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

  @Test
  void parse_everyStep_isRead() {
    String text = "arg[12].customer.age()[3][\"a.b\"]['it''s'].x-7f[*]".replace("''", "\\'");

    assertThat(ExpressionParser.parse(text))
        .isEqualTo(
            new Expression(
                Root.ARG,
                12,
                List.of(
                    new Member("customer"),
                    new Expression.Method("age"),
                    new Index(3),
                    new Expression.Key("a.b"),
                    new Expression.Key("it's"),
                    new Member("x-7f"),
                    new Each()),
                text));
  }

  @Test
  void parse_rootsAlone_areExpressions() {
    assertThat(ExpressionParser.parse("this")).isEqualTo(expression(Root.THIS, -1, "this"));
    assertThat(ExpressionParser.parse("return")).isEqualTo(expression(Root.RETURN, -1, "return"));
    assertThat(ExpressionParser.parse("arg[0]")).isEqualTo(expression(Root.ARG, 0, "arg[0]"));
  }

  @Test
  void parse_escapesInKey_takeTheNextCharacter() {
    assertThat(ExpressionParser.parse("this[\"a\\\"b\\\\c\"]").steps())
        .containsExactly(new Expression.Key("a\"b\\c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | 0  | an expression starts with arg[n], this or return",
        "foo.bar           | 0  | an expression starts with arg[n], this or return",
        "thisOne           | 0  | an expression starts with arg[n], this or return",
        "args[0]           | 0  | arguments are written arg[n]",
        "arg3              | 0  | arguments are written arg[3]",
        "arg               | 3  | 'arg' needs the number of an argument",
        "arg.x             | 3  | 'arg' needs the number of an argument",
        "arg[              | 4  | the number of an argument",
        "arg[-1]           | 4  | the number of an argument",
        "arg[255]          | 4  | arguments are counted from 0 to 254",
        "arg[1             | 5  | ']' must follow",
        "arg[0] .x         | 6  | white space is not allowed",
        "this.             | 5  | a name must follow '.'",
        "this..x           | 5  | a name must follow '.'",
        "this.1x           | 5  | a name must follow '.'",
        "this.x(1)         | 7  | only methods without parameters",
        "this.x(           | 7  | only methods without parameters",
        "this[]            | 5  | inside [ ] stands an index",
        "this[-1]          | 5  | inside [ ] stands an index",
        "this[a]           | 5  | inside [ ] stands an index",
        "this[\"a]         | 8  | the closing \" of the key is missing",
        "this[*            | 6  | ']' must follow",
        "this[99999999999] | 5  | an index is at most 2147483647",
        "return()          | 6  | '.' or '[' must follow"
      })
  void parse_wrongText_saysWhereAndWhat(String text, int position, String message) {
    assertThatThrownBy(() -> ExpressionParser.parse(text))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            e -> {
              assertThat(e.position()).isEqualTo(position);
              assertThat(e.problem()).contains(message);
              assertThat(e).hasMessageStartingWith("position " + (position + 1) + ": ");
            });
  }

  @Test
  void parse_tooLongOrTooManySteps_isRefused() {
    assertThatThrownBy(() -> ExpressionParser.parse("this." + "x".repeat(600)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("at most 512 characters");
    assertThatThrownBy(() -> ExpressionParser.parse("this" + ".x".repeat(33)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("at most 32 steps");
  }

  @Test
  void parse_randomTexts_throwsNothingElse() {
    Random random = new Random(7);
    String[] pieces = {
      "arg", "this", "return", "[", "]", "0", "12", "99999999999", ".", "x", "customer", "(", ")",
      "()", "\"", "'", "\\", "*", "[*]", "-", " ", "\u0000", "\uD800", "ä", "$", "_"
    };
    int valid = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "this" : "");
      for (int length = random.nextInt(10); length > 0; length--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        Expression expression = ExpressionParser.parse(text.toString());
        assertThat(expression.text()).isEqualTo(text.toString());
        valid++;
      } catch (ExpressionException e) {
        assertThat(e.position()).isBetween(0, text.length());
      }
    }

    assertThat(valid).isPositive();
  }

  private static Expression expression(Root root, int argument, String text) {
    return new Expression(root, argument, List.of(), text);
  }
}

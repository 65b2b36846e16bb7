package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+1.5", ".5", "5.", "1e3", "1E-300", " 7 ", "1e400", "-.5e+2", "007"})
  void isNumber_decimal_isAcceptedByParseDouble(String text) {
    assertThat(CellText.isNumber(text)).isTrue();
    assertThat(Double.parseDouble(text)).isNotNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "0x1p3",
        "1d",
        "1f",
        "1 2",
        "1,5",
        "Infinity"
      })
  void isNumber_anythingElse_isRefused(String text) {
    assertThat(CellText.isNumber(text)).isFalse();
  }

  @Test
  void category_sameNumberInManyForms_isOneCategory() {
    assertThat(CellText.category(3.0)).isEqualTo("3");
    assertThat(CellText.category("3.0")).isEqualTo("3");
    assertThat(CellText.category("-3.0")).isEqualTo("-3");
    assertThat(CellText.category(-0.0)).isEqualTo("0");
    assertThat(CellText.category((double) 0.1f)).isEqualTo("0.1");
    assertThat(CellText.category(0.1)).isEqualTo("0.1");
    assertThat(CellText.category(1e300)).isEqualTo("1.0E300");
  }

  @Test
  void number_infinitiesOfOtherLanguages_areInfinite() {
    for (String text : new String[] {"inf", "Inf", "+inf", "Infinity", " INF "}) {
      assertThat(CellText.number(text)).as(text).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(CellText.number("-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(CellText.number("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(CellText.number("info")).isNaN();
    assertThat(CellText.number("-")).isNaN();
  }

  @Test
  void number_truthValue_isOneOrZero() {
    assertThat(CellText.number("true")).isEqualTo(1);
    assertThat(CellText.number(" FALSE")).isZero();
    assertThat(CellText.number("yes")).isNaN();
  }

  @Test
  void category_truthValueInAnyCase_isThatOfJava() {
    assertThat(CellText.category("True")).isEqualTo("true");
    assertThat(CellText.category("FALSE")).isEqualTo("false");
    assertThat(CellText.name("True")).isEqualTo("True");
  }

  @Test
  void hasDecimalComma_numberWithComma_isTrue() {
    assertThat(CellText.hasDecimalComma("12,5")).isTrue();
    assertThat(CellText.hasDecimalComma("-1.234,50")).isTrue();
    assertThat(CellText.hasDecimalComma("12.5")).isFalse();
    assertThat(CellText.hasDecimalComma("a,b")).isFalse();
    assertThat(CellText.hasDecimalComma(",")).isFalse();
  }

  @Test
  void category_otherTexts_stayAsTheyAre() {
    assertThat(CellText.category("007")).isEqualTo("007");
    assertThat(CellText.category("v1.0")).isEqualTo("v1.0");
    assertThat(CellText.category(".0")).isEqualTo(".0");
    assertThat(CellText.category("-.0")).isEqualTo("-.0");
    assertThat(CellText.category("1.2.0")).isEqualTo("1.2.0");
    assertThat(CellText.category("x".repeat(200))).hasSize(CellText.MAX_LENGTH);
  }
}

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
  void category_otherTexts_stayAsTheyAre() {
    assertThat(CellText.category("007")).isEqualTo("007");
    assertThat(CellText.category("v1.0")).isEqualTo("v1.0");
    assertThat(CellText.category(".0")).isEqualTo(".0");
    assertThat(CellText.category("-.0")).isEqualTo("-.0");
    assertThat(CellText.category("1.2.0")).isEqualTo("1.2.0");
    assertThat(CellText.category("x".repeat(200))).hasSize(CellText.MAX_LENGTH);
  }
}

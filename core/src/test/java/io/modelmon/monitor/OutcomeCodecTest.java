package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.schema.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeCodecTest {

  private final JoinNames names = new JoinNames();

  private OutcomeCodec codec(TaskType type, @Nullable String positiveClass) {
    return new OutcomeCodec(
        new PredictionConfig(null, null, null, type, List.of(), positiveClass, 0.5), names);
  }

  private String name(double code) {
    return Double.isNaN(code) ? "none" : names.name((int) code);
  }

  @ParameterizedTest
  @CsvSource({
    ",true,positive",
    ",false,negative",
    ",1,positive",
    ",0,negative",
    ",bad,none",
    "bad,bad,positive",
    "bad,good,negative",
    "bad,true,positive",
    "bad,false,negative",
    "bad,1,positive",
    "false,false,positive",
    "false,true,negative",
    "0,0,positive",
    "0,1,negative",
    "bad,' ',none"
  })
  void label_ofAProbability_isPositiveOrNegative(
      @Nullable String positiveClass, String label, String meaning) {
    OutcomeCodec codec = codec(TaskType.PROBABILITY, positiveClass);

    assertThat(name(codec.label(Double.NaN, label))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({",1.0,positive", ",0.0,negative", ",0.5,none", "bad,0.0,negative", "1,1.0,positive"})
  void label_numberForAProbability_isReadByItsDigits(
      @Nullable String positiveClass, double label, String meaning) {
    assertThat(name(codec(TaskType.PROBABILITY, positiveClass).label(label, null)))
        .isEqualTo(meaning);
  }

  @Test
  void label_ofClasses_numberAndTextAreTheSameClass() {
    OutcomeCodec codec = codec(TaskType.LABEL, null);

    assertThat(codec.label(3, null)).isEqualTo(codec.label(Double.NaN, "3"));
    assertThat(codec.label(3, null)).isNotEqualTo(codec.label(Double.NaN, "4"));
    assertThat(codec.label(Double.NaN, "NaN")).isNaN();
  }

  @Test
  void label_hugeWholeNumber_isTheClassOfTheSameDouble() {
    OutcomeCodec codec = codec(TaskType.LABEL, null);
    String digits = "1234567890123456789";
    double predicted = codec.label(Double.parseDouble(digits), null);

    assertThat(codec.label(Double.NaN, digits)).isEqualTo(predicted);
    assertThat(codec.label(Double.NaN, "-" + digits)).isNotEqualTo(predicted);
    assertThat(codec.label(Double.NaN, "a" + digits)).isNotEqualTo(predicted);
  }

  @Test
  void label_ofNumbers_isANumberOrNone() {
    OutcomeCodec codec = codec(TaskType.NUMBER, null);

    assertThat(codec.label(2.5, null)).isEqualTo(2.5);
    assertThat(codec.label(Double.NaN, " 2.5 ")).isEqualTo(2.5);
    assertThat(codec.label(Double.NaN, "much")).isNaN();
    assertThat(codec.label(Double.POSITIVE_INFINITY, null)).isNaN();
  }
}

package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceProfileBuilderTest {

  private static final double NAN = Double.NaN;

  @Test
  void build_numbersAndTextsOfNumbers_isNumericWithExactCounts() {
    ReferenceColumn column = build(null, "1", "2.5", " 2.5 ", "1e1", "nan", "");

    assertThat(column).isInstanceOf(NumericReference.class);
    NumericReference numeric = (NumericReference) column;
    assertThat(numeric.n()).isEqualTo(4);
    assertThat(numeric.totals()).isEqualTo(new ColumnTotals(6, 2, 0, 6));
    assertThat(numeric.cells()).containsExactly(0, 1, 0, 2, 0, 1, 0);
    assertThat(numeric.shape().mean()).isCloseTo(4, within(1e-12));
    assertThat(numeric.shape().min()).isEqualTo(1);
    assertThat(numeric.shape().max()).isEqualTo(10);
    assertThat(numeric.shape().distinct()).isEqualTo(3);
    assertThat(numeric.effectiveN()).isEqualTo(4);
  }

  @Test
  void build_oneTextAmongNumbers_isCategorical() {
    ReferenceColumn column = build(null, "3.0", "3", "A30", "A30", "A30", "");

    CategoricalReference categorical = (CategoricalReference) column;
    assertThat(categorical.index().frequent()).containsExactly("A30", "3");
    assertThat(categorical.cells()).containsExactly(3, 2, 0, 0);
    assertThat(categorical.totals().missing()).isEqualTo(1);
  }

  @Test
  void build_oneTextAmongAHundredValues_isNumericWithAnInvalidValue() {
    String[] texts = new String[100];
    Arrays.setAll(texts, i -> i == 17 ? "abc" : Integer.toString(i));

    assertThat(build(null, texts))
        .isInstanceOfSatisfying(
            NumericReference.class,
            column -> {
              assertThat(column.n()).isEqualTo(99);
              assertThat(column.totals().invalid()).isEqualTo(1);
            });
    texts[18] = "def";
    assertThat(build(null, texts)).isInstanceOf(CategoricalReference.class);
  }

  @Test
  void build_infinitiesOfOtherLanguages_areInvalidNumbers() {
    ReferenceColumn column = build(null, "1", "inf", "-Inf", "Infinity", "nan", "2");

    assertThat(column.totals()).isEqualTo(new ColumnTotals(6, 1, 3, 6));
    assertThat(((NumericReference) column).n()).isEqualTo(2);
  }

  @Test
  void build_truthValuesInAnyCase_areTheCategoriesOfALiveBoolean() {
    CategoricalReference column = (CategoricalReference) build(null, "True", "TRUE", "False");

    assertThat(column.index().frequent()).containsExactly("true", "false");
    assertThat(column.ofTruthValues()).isTrue();
    CategoricalCounts live = new CategoricalCounts(column);
    live.text("true");
    live.text("False");
    live.endCall();
    assertThat(live.counts().cells()).containsExactly(1, 1, 0, 0);
  }

  @Test
  void build_truthValuesDeclaredNumeric_areOneAndZero() {
    NumericReference column = (NumericReference) build(FeatureType.NUMERIC, "True", "False", "1");

    assertThat(column.n()).isEqualTo(3);
    assertThat(column.shape().mean()).isCloseTo(2.0 / 3, within(1e-12));
    NumericCounts live = new NumericCounts(column);
    live.text("true");
    live.endCall();
    assertThat(live.n()).isEqualTo(1);
    assertThat(live.invalid()).isZero();
  }

  @Test
  void looksNumeric_textsOfNumbers_isTrue() {
    CategoricalReference commas = (CategoricalReference) build(null, "12,5", "1,5", "12,5");
    CategoricalReference mixed = (CategoricalReference) build(null, "1", "2", "A", "B", "C");

    assertThat(commas.looksNumeric()).isTrue();
    assertThat(mixed.looksNumeric()).isFalse();
  }

  @Test
  void build_declaredNumericWithForeignTexts_countsThemInvalid() {
    ReferenceColumn column = build(FeatureType.NUMERIC, "1", "x", "1e999", "2");

    assertThat(column.totals()).isEqualTo(new ColumnTotals(4, 0, 2, 4));
    assertThat(((NumericReference) column).n()).isEqualTo(2);
  }

  @Test
  void build_declaredCategoricalNumbers_areCategories() {
    ReferenceColumn column = build(FeatureType.CATEGORICAL, "1", "2", "2");

    assertThat(((CategoricalReference) column).index().frequent()).containsExactly("2", "1");
  }

  @Test
  void build_allMissingOrNoRows_isEmpty() {
    assertThat(build(null, "", "")).isInstanceOf(EmptyReference.class);
    assertThat(build(null, "", "").totals().missing()).isEqualTo(2);
    assertThat(build(null).totals().rows()).isZero();
    NumericReference none = (NumericReference) build(FeatureType.NUMERIC, "");
    assertThat(none.n()).isZero();
    assertThat(none.quantile(0.5)).isNaN();
    assertThat(none.scale()).isNaN();
    assertThat(((CategoricalReference) build(FeatureType.CATEGORICAL)).n()).isZero();
  }

  @Test
  void build_constant_isConstant() {
    NumericReference column = (NumericReference) build(null, "0.1", "0.1");

    assertThat(column.constant()).isTrue();
    assertThat(column.cells()).containsExactly(0, 2, 0);
    assertThat(column.quantile(0.5)).isEqualTo(0.1);
  }

  @Test
  void build_manyRows_matchesExactQuantilesAndMoments() {
    Random random = new Random(11);
    double[] values = random.doubles(100_000).map(u -> -Math.log(u)).toArray();

    NumericReference column = (NumericReference) buildNumbers(values);

    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (double q : new double[] {0.01, 0.25, 0.5, 0.75, 0.99}) {
      double low = sorted[(int) ((q - 0.003) * values.length)];
      double high = sorted[(int) Math.min(values.length - 1, (q + 0.003) * values.length)];
      assertThat(column.quantile(q)).isBetween(low, high);
    }
    assertThat(column.n()).isEqualTo(100_000);
    assertThat(column.shape().distinct()).isBetween(85_000L, 115_000L);
    assertThat(column.standardDeviation()).isCloseTo(1, within(0.05));
  }

  @Test
  void scale_heavyTail_isTakenFromTheMiddleHalf() {
    Random random = new Random(12);
    double[] normal = random.doubles(20_000).map(u -> random.nextGaussian()).toArray();
    double[] heavy = Arrays.stream(normal).map(z -> Math.exp(1.5 * z)).toArray();
    double[] spikes = Arrays.stream(normal).map(z -> z > 1 ? 100 : 0).toArray();

    NumericReference light = (NumericReference) buildNumbers(normal);
    NumericReference tailed = (NumericReference) buildNumbers(heavy);
    NumericReference zeros = (NumericReference) buildNumbers(spikes);

    assertThat(light.scale()).isEqualTo(light.standardDeviation());
    assertThat(tailed.scale()).isLessThan(tailed.standardDeviation() / 1.5);
    assertThat(zeros.scale()).isEqualTo(zeros.standardDeviation());
  }

  @Test
  void count_beforeFreezeOrWrongWidth_statesTheRule() {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(List.of(new Feature("a", null, false)));

    assertThatThrownBy(() -> builder.count(new double[1], null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder.observe(new double[2], null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values");
    builder.freeze();
    assertThatThrownBy(() -> builder.observe(new double[1], null))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void build_seriesInTime_storesItsOwnEffectiveSize() {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("x", FeatureType.NUMERIC);
    double[] values = new double[5_000];
    Random random = new Random(13);
    double value = 0;
    for (int i = 0; i < values.length; i++) {
      value = 0.9 * value + random.nextGaussian();
      values[i] = value;
    }
    Arrays.stream(values).forEach(builder::number);
    builder.freeze();
    for (double v : values) {
      builder.number(v);
      builder.endCall();
    }

    NumericReference column = (NumericReference) builder.build(false);

    // tau = 19; the estimate of r = 0.9 has a standard error of 0.006, so tau is within 13..29.
    assertThat(column.effectiveN()).isBetween(5_000 / 29.0, 5_000 / 13.0);
    assertThat(column.n()).isEqualTo(5_000);
    assertThat(column.totals().effectiveRows()).isEqualTo(5_000);
  }

  private static ReferenceColumn buildNumbers(double[] values) {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(List.of(new Feature("x", FeatureType.NUMERIC, false)));
    for (double value : values) {
      builder.observe(new double[] {value}, null);
    }
    builder.freeze();
    for (double value : values) {
      builder.count(new double[] {value}, null);
    }
    return builder.build(new ModelId("m", ""), Instant.EPOCH).columns().get(0);
  }

  private static ReferenceColumn build(@Nullable FeatureType type, String... texts) {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(List.of(new Feature("x", type, false)));
    for (String text : texts) {
      builder.observe(new double[] {NAN}, new String[] {text});
    }
    builder.freeze();
    for (String text : texts) {
      builder.count(new double[] {NAN}, new String[] {text});
    }
    return builder.build(new ModelId("m", ""), Instant.EPOCH).columns().get(0);
  }
}

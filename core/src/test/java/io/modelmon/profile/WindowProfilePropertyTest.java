package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowProfilePropertyTest {

  private static final ReferenceProfile REFERENCE = reference();

  @Test
  void merge_anyGroupingAndOrder_isTheSame() {
    for (int seed = 0; seed < 20; seed++) {
      WindowProfile left = window(seed);
      left.merge(window(seed + 100));
      left.merge(window(seed + 200));
      WindowProfile right = window(seed + 200);
      WindowProfile inner = window(seed + 100);
      inner.merge(window(seed));
      right.merge(inner);

      assertSame(left, right);
    }
  }

  @Test
  void merge_withEmpty_changesNothing() {
    WindowProfile merged = window(1);
    merged.merge(WindowProfile.against(REFERENCE));

    assertSame(merged, window(1));
  }

  @Test
  void merge_otherReference_isRefused() {
    WindowProfile window = window(1);
    ReferenceProfile other =
        ReferenceProfile.of(REFERENCE.model(), Instant.EPOCH, 1, REFERENCE.columns().subList(0, 2));

    assertThatThrownBy(() -> window.merge(WindowProfile.against(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.id());
    assertThatThrownBy(() -> window.column(0).merge(window.column(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbers_manyCallsAtOnce_equalsCallByCall() {
    Random random = new Random(17);
    WindowProfile together = WindowProfile.against(REFERENCE);
    WindowProfile single = WindowProfile.against(REFERENCE);
    for (int block = 0; block < 30; block++) {
      double[] values = new double[random.nextInt(40)];
      for (int i = 0; i < values.length; i++) {
        int kind = random.nextInt(12);
        values[i] = kind == 0 ? Double.NaN : kind == 1 ? 1 / 0.0 : random.nextGaussian() * 3;
      }
      for (int column = 0; column < 3; column++) {
        for (double value : values) {
          single.column(column).number(value);
          single.column(column).endCall();
        }
        together.column(column).numbers(values.clone(), values.length);
      }
    }

    assertSame(together, single);
    assertThat(together.column(0).missing()).isPositive();
    NumericCounts left = (NumericCounts) together.column(0);
    NumericCounts right = (NumericCounts) single.column(0);
    assertThat(left.counts().outside()).isPositive();
    assertThat(left.run().calls()).isEqualTo(right.run().calls());
    assertThat(left.counts().lag1()).isCloseTo(right.counts().lag1(), within(1e-9));
  }

  @Test
  void record_everyKindOfValue_isCountedApart() {
    WindowProfile window = WindowProfile.against(REFERENCE);
    ColumnCounts numeric = window.column(0);
    numeric.number(1);
    numeric.number(Double.NaN);
    numeric.number(Double.NEGATIVE_INFINITY);
    numeric.text("2.5");
    numeric.text("two");
    numeric.text("9e999");
    numeric.text(" ");
    numeric.wrongType();
    window.endCall(8);

    assertThat(numeric.rows()).isEqualTo(8);
    assertThat(numeric.missing()).isEqualTo(2);
    assertThat(numeric.invalid(InvalidReason.INFINITE)).isEqualTo(2);
    assertThat(numeric.invalid(InvalidReason.UNPARSABLE)).isEqualTo(1);
    assertThat(numeric.invalid(InvalidReason.WRONG_TYPE)).isEqualTo(1);
    assertThat(numeric.n()).isEqualTo(2);
    assertThat(((NumericCounts) numeric).counts().n()).isEqualTo(2);
    assertThat(((NumericCounts) numeric).counts().sum()).isCloseTo(3.5, within(1e-12));
  }

  private static void assertSame(WindowProfile left, WindowProfile right) {
    assertThat(left.rows()).isEqualTo(right.rows());
    for (int i = 0; i < left.width(); i++) {
      ColumnCounts a = left.column(i);
      ColumnCounts b = right.column(i);
      assertThat(a.rows()).isEqualTo(b.rows());
      assertThat(a.missing()).isEqualTo(b.missing());
      assertThat(a.invalid()).isEqualTo(b.invalid());
      assertThat(a.effectiveN()).isCloseTo(b.effectiveN(), within(1e-6));
      assertThat(a.effectiveRows()).isCloseTo(b.effectiveRows(), within(1e-6));
      assertThat(a.effectiveNonFiniteRows()).isCloseTo(b.effectiveNonFiniteRows(), within(1e-6));
      assertThat(a.effectiveWrongTypeRows()).isCloseTo(b.effectiveWrongTypeRows(), within(1e-6));
      if (a instanceof NumericCounts x && b instanceof NumericCounts y) {
        assertThat(x.counts().outside()).isEqualTo(y.counts().outside());
        assertThat(x.counts().effectiveOutsideN())
            .isCloseTo(y.counts().effectiveOutsideN(), within(1e-6));
        assertThat(x.counts().cells()).isEqualTo(y.counts().cells());
        assertThat(x.counts().mean()).isCloseTo(y.counts().mean(), within(1e-9));
        assertThat(x.counts().variance()).isCloseTo(y.counts().variance(), within(1e-9));
        assertThat(x.counts().lowSum()).isCloseTo(y.counts().lowSum(), within(1e-9));
      } else if (a instanceof CategoricalCounts x && b instanceof CategoricalCounts y) {
        assertThat(x.counts().cells()).isEqualTo(y.counts().cells());
        assertThat(x.counts().distinct()).isEqualTo(y.counts().distinct());
        assertThat(x.counts().effectiveUnseenN())
            .isCloseTo(y.counts().effectiveUnseenN(), within(1e-6));
      }
    }
  }

  private static WindowProfile window(int seed) {
    Random random = new Random(seed);
    WindowProfile window = WindowProfile.against(REFERENCE);
    int calls = 20 + random.nextInt(50);
    for (int call = 0; call < calls; call++) {
      int rows = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(10) == 0) {
          window.column(0).number(Double.NaN);
        } else {
          window.column(0).number(random.nextGaussian() * 2);
        }
        window.column(1).text("c" + random.nextInt(7));
        window.column(2).number(random.nextInt(20) == 0 ? Double.POSITIVE_INFINITY : 1);
      }
      window.endCall(rows);
    }
    return window;
  }

  private static ReferenceProfile reference() {
    List<Feature> columns =
        List.of(
            new Feature("x", FeatureType.NUMERIC, false),
            new Feature("c", FeatureType.CATEGORICAL, false),
            new Feature("empty", null, false));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (int pass = 0; pass < 2; pass++) {
      Random random = new Random(99);
      for (int i = 0; i < 3_000; i++) {
        double[] numbers = {random.nextGaussian(), Double.NaN, Double.NaN};
        @Nullable String[] texts = {null, "c" + random.nextInt(5), null};
        if (pass == 0) {
          builder.observe(numbers, texts);
        } else {
          builder.count(numbers, texts);
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    return builder.build(new ModelId("m", ""), Instant.EPOCH);
  }
}

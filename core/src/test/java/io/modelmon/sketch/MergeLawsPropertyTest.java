package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Parts of a stream merge to the whole, in any order and grouping. All seeds are fixed. */
class MergeLawsPropertyTest {

  private static final int TRIALS = 60;
  private static final Offset<Double> ROUNDING = within(1e-9);

  /**
   * Checks (a + b) + c = c + (b + a) = the whole stream, and a + empty = a.
   *
   * @param view what of a sketch must be equal; doubles are compared with rounding
   */
  private static <T> void assertLaws(
      Supplier<T> empty,
      BiConsumer<T, Double> record,
      BiConsumer<T, T> merge,
      Function<T, List<?>> view) {
    Random random = new Random(4);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<List<Double>> parts = List.of(part(random), part(random), part(random));
      T left = sketch(parts.get(0), empty, record);
      merge.accept(left, sketch(parts.get(1), empty, record));
      merge.accept(left, sketch(parts.get(2), empty, record));
      T inner = sketch(parts.get(1), empty, record);
      merge.accept(inner, sketch(parts.get(0), empty, record));
      T right = sketch(parts.get(2), empty, record);
      merge.accept(right, inner);
      List<Double> all = new ArrayList<>();
      parts.forEach(all::addAll);
      T alone = sketch(parts.get(0), empty, record);
      merge.accept(alone, empty.get());

      assertSame(view.apply(left), view.apply(right));
      assertSame(view.apply(left), view.apply(sketch(all, empty, record)));
      assertSame(view.apply(alone), view.apply(sketch(parts.get(0), empty, record)));
    }
  }

  private static void assertSame(List<?> left, List<?> right) {
    assertThat(left).hasSameSizeAs(right);
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) instanceof Double x && right.get(i) instanceof Double y && !x.isNaN()) {
        assertThat(x / (1 + Math.abs(y))).isCloseTo(y / (1 + Math.abs(y)), ROUNDING);
      } else {
        assertThat(left.get(i)).isEqualTo(right.get(i));
      }
    }
  }

  private static <T> T sketch(List<Double> part, Supplier<T> empty, BiConsumer<T, Double> record) {
    T sketch = empty.get();
    part.forEach(value -> record.accept(sketch, value));
    return sketch;
  }

  private static List<Double> part(Random random) {
    List<Double> part = new ArrayList<>();
    double center = 100 * random.nextGaussian();
    for (int i = random.nextInt(4) == 0 ? 0 : random.nextInt(800); i > 0; i--) {
      part.add(random.nextInt(3) == 0 ? random.nextInt(5) : center + random.nextGaussian());
    }
    return part;
  }

  @Test
  void moments_inAnyOrder_areThoseOfTheWhole() {
    assertLaws(
        Moments::new,
        Moments::record,
        Moments::merge,
        sketch -> List.of(sketch.n(), sketch.mean(), sketch.squares(), sketch.min(), sketch.max()));
  }

  @Test
  void distinctEstimate_inAnyOrder_isThatOfTheWhole() {
    assertLaws(
        DistinctEstimate::new,
        (sketch, value) -> sketch.record(Double.doubleToLongBits(value)),
        DistinctEstimate::merge,
        sketch -> List.of(sketch.estimate()));
  }

  @Test
  void valueSummary_withFewValues_isExact() {
    assertLaws(
        ValueSummary::new,
        ValueSummary::record,
        ValueSummary::merge,
        sketch -> {
          GridTally cells = sketch.cut();
          cells.record(1);
          return List.of(sketch.n(), sketch.distinct(), cells.cells());
        });
  }

  @Test
  void categoryTally_withFewCategories_isExact() {
    assertLaws(
        CategoryTally::new,
        (sketch, value) -> sketch.record("c" + Math.round(value)),
        CategoryTally::merge,
        sketch -> List.of(sketch.distinct(), sketch.index(), sketch.unseenValues()));
  }

  @Test
  void gridTally_inAnyOrder_settlesTheSame() {
    ValueSummary first = new ValueSummary();
    Random random = new Random(2);
    for (int i = 0; i < 6_000; i++) {
      first.record(100 * random.nextGaussian());
    }
    GridTally cells = first.cut();

    assertLaws(
        cells::fork,
        (sketch, value) -> {
          int unused = sketch.record(value);
          sketch.endCall();
        },
        GridTally::merge,
        sketch -> {
          CountedGrid counted = sketch.counted();
          List<Object> all = new ArrayList<>(List.of(counted.grid()));
          for (int i = 0; i < counted.counts().length; i++) {
            all.add(counted.counts()[i]);
            all.add(counted.centers()[i]);
          }
          return all;
        });
  }

  @Test
  void gridCounts_inAnyOrder_areThoseOfTheWhole() {
    NumericGrid grid = NumericGrid.of(-50, 0, 1, 2, 50);
    double[] positions = {-0.4, -0.2, 0, 0.1, 0.3, 0.4};

    assertLaws(
        () -> new GridCounts(grid, positions, 1),
        GridCounts::record,
        GridCounts::merge,
        sketch ->
            List.of(
                sketch.n(),
                sketch.toString(),
                sketch.sum(),
                sketch.variance(),
                sketch.lowSum(),
                sketch.highSum()));
  }

  @Test
  void lagSums_inAnyOrder_areThoseOfTheSeriesWithGaps() {
    Random random = new Random(11);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<LagSums> parts = List.of(series(random), series(random), series(random));
      LagSums left = merged(parts.get(0), parts.get(1), parts.get(2));
      LagSums right = merged(parts.get(2), merged(parts.get(1), parts.get(0)));

      assertThat(left.counts()).isEqualTo(right.counts());
      assertThat(left.sums()).containsExactly(right.sums(), ROUNDING);
      assertThat(left.effectiveN()).isCloseTo(right.effectiveN(), within(1e-6));
      assertThat(merged(parts.get(0)).effectiveN()).isEqualTo(parts.get(0).effectiveN());
    }
  }

  private static LagSums merged(LagSums... parts) {
    LagSums sum = new LagSums();
    for (LagSums part : parts) {
      sum.merge(part);
    }
    return sum;
  }

  private static LagSums series(Random random) {
    LagSums series = new LagSums();
    double last = 0;
    double center = 0.1 * random.nextGaussian();
    for (int call = random.nextInt(60); call >= 0; call--) {
      for (int row = random.nextInt(3); row >= 0; row--) {
        last = 0.7 * last + 0.2 * random.nextGaussian();
        series.record(center + last);
      }
      series.endCall();
    }
    return series;
  }

  @Test
  void lagSums_seriesOfOtherMeans_areNeverTakenForMoreThanTheyAre() {
    Random random = new Random(3);
    for (int trial = 0; trial < TRIALS; trial++) {
      LagSums left = independent(random, -0.1);
      LagSums right = independent(random, 0.1);
      double apart = left.effectiveN() + right.effectiveN();
      left.merge(right);

      assertThat(left.effectiveN()).isLessThan(apart).isGreaterThan(0.4 * apart);
    }
  }

  @Test
  void lagSums_seriesOfUnlikeDependence_areNotAveraged() {
    // Variances add: 4,000² / (2,000 · 1 + 2,000 · 19) = 400; an average of the lags gives 1,500.
    Random random = new Random(9);
    LagSums sum = independent(random, 0);
    LagSums other = dependent(random, 2_000);
    double expected = 16e6 / (4e6 / sum.effectiveN() + 4e6 / other.effectiveN());

    sum.merge(other);

    assertThat(sum.effectiveN()).isCloseTo(expected, within(1e-6)).isBetween(250.0, 600.0);
  }

  @Test
  void lagSums_manyShortSeries_showTheDependenceOfTheirSum() {
    Random random = new Random(10);
    LagSums sum = new LagSums();
    double apart = 0;
    for (int part = 0; part < 200; part++) {
      LagSums series = dependent(random, 20);
      apart += series.effectiveN();
      sum.merge(series);
    }

    // 4,000 values are worth 211 as one series of lag 0.9; taken apart they would seem three times
    // that.
    assertThat(sum.effectiveN()).isBetween(150.0, 300.0);
    assertThat(apart).isGreaterThan(450);
  }

  private static LagSums dependent(Random random, int length) {
    LagSums series = new LagSums();
    double last = random.nextGaussian();
    for (int i = 0; i < length; i++) {
      last = 0.9 * last + Math.sqrt(0.19) * random.nextGaussian();
      series.record(0.3 * last);
      series.endCall();
    }
    return series;
  }

  private static LagSums independent(Random random, double center) {
    LagSums series = new LagSums();
    for (int i = 0; i < 2_000; i++) {
      series.record(center + random.nextDouble() - 0.5);
      series.endCall();
    }
    return series;
  }

  @Test
  void lagSums_restoredFromTheirState_areTheSame() {
    Random random = new Random(5);
    LagSums series = series(random);

    LagSums restored = LagSums.of(series.counts(), series.sums());

    assertThat(restored.sums()).isEqualTo(series.sums());
    assertThat(restored.effectiveN()).isEqualTo(series.effectiveN());
    assertThatThrownBy(() -> LagSums.of(new long[] {1, 0, 2, 0, 0}, new double[LagSums.SUMS]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void categoryTally_withTooManyCategories_keepsTheFrequentOnes() {
    CategoryTally left = new CategoryTally();
    CategoryTally right = new CategoryTally();
    for (int i = 0; i < 20_000; i++) {
      left.record("left" + i);
      right.record("right" + i);
      left.record("often");
      right.record(i % 2 == 0 ? "often" : "half");
    }

    left.merge(right);

    assertThat(left.index().frequent().subList(0, 2)).containsExactly("often", "half");
    assertThat(left.index().complete()).isFalse();
    // 40,002 in truth; the estimate's standard error is 3.1 %, its hash is fixed.
    assertThat(left.distinct()).isBetween(35_000L, 45_000L);
  }

  @Test
  void categoryTally_mergedFrom_isLeftAsItWas() {
    CategoryTally overfull = new CategoryTally();
    for (int i = 0; i < 10_000; i++) {
      overfull.record("c" + i);
    }
    CategoryTally few = new CategoryTally();
    few.record("only");

    overfull.merge(few);

    assertThat(few.distinct()).isEqualTo(1);
    assertThat(few.index().complete()).isTrue();
  }
}

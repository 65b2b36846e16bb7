package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every measure promises at the edges, and the laws that all of them keep. */
class MeasureContractTest {

  enum Subject {
    KS,
    CHI2,
    G,
    TV,
    PSI,
    KL,
    JS,
    JS_DISTANCE,
    HELLINGER,
    L_INFINITY,
    WASSERSTEIN;

    Measure compare(Counts reference, Counts current) {
      return switch (this) {
        case KS -> KolmogorovSmirnov.compare(reference, current);
        case CHI2 -> ChiSquare.compare(reference, current);
        case G -> GStatistic.compare(reference, current);
        case TV -> TotalVariation.compare(reference, current);
        case KL -> KullbackLeibler.compare(reference, current);
        case JS_DISTANCE -> JensenShannon.distance(reference, current);
        case HELLINGER -> Hellinger.compare(reference, current);
        case L_INFINITY -> LInfinity.compare(reference, current);
        case PSI -> PopulationStabilityIndex.compare(reference, current);
        case JS -> JensenShannon.compare(reference, current);
        case WASSERSTEIN -> Wasserstein.compare(reference, current, positions(reference));
      };
    }

    Measure compare(long[] reference, long[] current) {
      return compare(Counts.independent(reference), Counts.independent(current));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_emptySide_hasTooFewSamples(Subject subject) {
    long[] none = {0, 0};
    long[] some = {3, 4};

    assertUndefined(subject.compare(none, some), DriftStatus.TOO_FEW_SAMPLES);
    assertUndefined(subject.compare(some, none), DriftStatus.TOO_FEW_SAMPLES);
    assertUndefined(subject.compare(none, none), DriftStatus.TOO_FEW_SAMPLES);
  }

  @ParameterizedTest
  @EnumSource
  void compare_lessThanOneIndependentValue_hasTooFewSamples(Subject subject) {
    Counts worthless = new Counts(new long[] {300, 400}, 700, 0.5);

    Measure measure = subject.compare(Counts.independent(new long[] {300, 400}), worthless);

    assertUndefined(measure, DriftStatus.TOO_FEW_SAMPLES);
  }

  @ParameterizedTest
  @EnumSource
  void compare_sameConstantInBoth_isNotApplicable(Subject subject) {
    Measure measure = subject.compare(new long[] {0, 500, 0}, new long[] {0, 20, 0});

    assertUndefined(measure, DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource
  void compare_oneConstantToAnother_isSignificantAndBeyondNoise(Subject subject) {
    Measure measure = subject.compare(new long[] {0, 500, 0}, new long[] {500, 0, 0});

    assertThat(measure.status()).isEqualTo(DriftStatus.OK);
    assertThat(measure.pValue()).isLessThan(1e-12);
    assertThat(measure.statistic()).isGreaterThan(measure.noise());
  }

  @ParameterizedTest
  @EnumSource
  void compare_constantReferenceVaryingCurrent_findsIt(Subject subject) {
    Measure measure = subject.compare(new long[] {20_000, 0}, new long[] {500, 500});

    assertThat(measure.pValue()).isLessThan(1e-12);
    assertThat(measure.statistic()).isGreaterThan(measure.noise());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"KS", "CHI2", "G", "PSI", "JS", "JS_DISTANCE", "HELLINGER"}) // the others want ten
  void compare_oneCurrentValue_isNeverSignificant(Subject subject) {
    for (int cell = 0; cell < 3; cell++) {
      long[] one = new long[3];
      one[cell] = 1;

      Measure measure = subject.compare(new long[] {100, 900, 0}, one);

      if (measure.status() == DriftStatus.OK) {
        assertThat(measure.pValue()).isGreaterThan(0.01);
      } else {
        assertThat(measure.status()).isEqualTo(DriftStatus.TOO_FEW_SAMPLES);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_withItself_isZero(Subject subject) {
    SplittableRandom random = new SplittableRandom(11);
    for (int cells = 2; cells < 100; cells += 7) {
      long[] counts = randomCounts(random, cells);

      Measure measure = subject.compare(counts, counts);

      assertThat(measure.statistic()).isCloseTo(0, within(1e-15));
      assertThat(measure.pValue()).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "KL", mode = EnumSource.Mode.EXCLUDE)
  void compare_sidesSwapped_givesTheSame(Subject subject) {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 200; round++) {
      int cells = 2 + random.nextInt(40);
      Counts one = dependent(random, randomCounts(random, cells));
      Counts other = dependent(random, randomCounts(random, cells));

      Measure there = subject.compare(one, other);
      Measure back = subject.compare(other, one);

      assertThat(there.statistic()).isCloseTo(back.statistic(), withinPercentage(1e-7));
      assertThat(there.pValue()).isCloseTo(back.pValue(), within(1e-9));
      assertThat(there.noise()).isCloseTo(back.noise(), withinPercentage(1e-7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_fewerIndependentValues_isLessSignificantAndNoisier(Subject subject) {
    Counts reference = Counts.independent(new long[] {4000, 3000, 3000});
    long[] cells = {330, 320, 350};
    Measure previous = subject.compare(reference, Counts.independent(cells));
    for (double effectiveN : new double[] {800, 400, 200, 100}) {
      Measure measure = subject.compare(reference, new Counts(cells, 1000, effectiveN));

      assertThat(measure.pValue()).isGreaterThan(previous.pValue());
      if (subject == Subject.CHI2 || subject == Subject.G) { // their unit is that of their law
        assertThat(measure.statistic()).isLessThan(previous.statistic());
      } else {
        assertThat(measure.statistic()).isEqualTo(previous.statistic());
        assertThat(measure.noise()).isGreaterThan(previous.noise());
      }
      previous = measure;
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_randomCounts_keepsItsRange(Subject subject) {
    SplittableRandom random = new SplittableRandom(13);
    for (int round = 0; round < 2000; round++) {
      int cells = 2 + random.nextInt(1 << random.nextInt(10));
      Counts one = dependent(random, randomCounts(random, cells));
      Counts other = dependent(random, randomCounts(random, cells));

      Measure measure = subject.compare(one, other);

      assertThat(measure.status()).isIn(DriftStatus.OK, DriftStatus.TOO_FEW_SAMPLES);
      if (measure.status() == DriftStatus.OK) {
        assertThat(measure.statistic()).isBetween(0.0, largest(subject));
        assertThat(measure.pValue()).isBetween(0.0, 1.0);
        assertThat(measure.noise()).isFinite().isPositive();
        if (measure.interval().known()) {
          assertThat(measure.interval().lower()).isBetween(0.0, measure.statistic());
          assertThat(measure.interval().upper()).isGreaterThanOrEqualTo(measure.interval().lower());
          assertThat(measure.interval().level()).isEqualTo(0.99);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"KS", "WASSERSTEIN"},
      mode = EnumSource.Mode.EXCLUDE)
  void compare_levelsReordered_givesTheSame(Subject subject) {
    Measure measure =
        subject.compare(new long[] {500, 300, 150, 50, 3}, new long[] {40, 40, 10, 9, 1});
    Measure moved =
        subject.compare(new long[] {3, 150, 500, 50, 300}, new long[] {1, 10, 40, 9, 40});

    assertThat(moved.statistic()).isCloseTo(measure.statistic(), withinPercentage(1e-10));
    assertThat(moved.noise()).isCloseTo(measure.noise(), withinPercentage(1e-10));
  }

  @ParameterizedTest
  @EnumSource(names = {"TV", "PSI", "KL", "JS", "JS_DISTANCE", "HELLINGER", "L_INFINITY"})
  void compare_countsMultiplied_keepsTheStatistic(Subject subject) {
    long[] reference = {500, 300, 150, 50, 3};
    long[] current = {40, 40, 10, 9, 1};
    Measure measure = subject.compare(reference, current);
    for (long factor : new long[] {2, 10, 1_000_000}) {
      Measure multiplied = subject.compare(times(reference, factor), times(current, factor));

      assertThat(multiplied.statistic()).isCloseTo(measure.statistic(), withinPercentage(1e-10));
      assertThat(multiplied.pValue()).isLessThan(measure.pValue());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHI2", "G"})
  void compare_countsMultiplied_multipliesTheStatistic(Subject subject) {
    long[] reference = {500, 300, 150, 50};
    long[] current = {440, 340, 150, 90};
    double statistic = subject.compare(reference, current).statistic();

    assertThat(subject.compare(times(reference, 7), times(current, 7)).statistic())
        .isCloseTo(7 * statistic, withinPercentage(1e-10));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"KS", "WASSERSTEIN"},
      mode = EnumSource.Mode.EXCLUDE)
  void compare_anySides_saysWhatWasCompared(Subject subject) {
    Counts reference = new Counts(new long[] {300, 400}, 700, 350.5);
    SampleSizes sizes = new SampleSizes(700, 350.5, 30, 30);

    assertThat(subject.compare(reference, Counts.independent(new long[] {20, 10})).sizes())
        .isEqualTo(sizes);
    assertThat(subject.compare(reference, Counts.independent(new long[] {0, 0})).sizes())
        .isEqualTo(new SampleSizes(700, 350.5, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void compare_cellsEmptyOnBothSides_doNotCount(Subject subject) {
    Measure with = subject.compare(new long[] {500, 300, 0, 0}, new long[] {40, 60, 0, 0});
    Measure without = subject.compare(new long[] {500, 300}, new long[] {40, 60});

    assertThat(with).isEqualTo(without);
  }

  @ParameterizedTest
  @EnumSource
  void compare_sidesThatDoNotFit_areRejected(Subject subject) {
    Counts good = Counts.independent(new long[] {3, 4});

    assertRejected(subject, good, Counts.independent(new long[] {3, 4, 5}), "same cells");
    assertRejected(subject, good, Counts.independent(new long[] {-3, 4}), "-3");
    assertRejected(subject, good, new Counts(new long[] {3, 4}, 8, 7), "instead of 7");
    assertRejected(subject, good, new Counts(new long[] {3, 4}, 7, 7.5), "7.5");
    assertRejected(subject, good, new Counts(new long[] {3, 4}, 7, Double.NaN), "NaN");
  }

  private static void assertRejected(
      Subject subject, Counts reference, Counts current, String message) {
    assertThatThrownBy(() -> subject.compare(reference, current))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertUndefined(Measure measure, DriftStatus status) {
    assertThat(measure.status()).isEqualTo(status);
    assertThat(measure.statistic()).isNaN();
    assertThat(measure.pValue()).isNaN();
    assertThat(measure.noise()).isNaN();
  }

  private static double largest(Subject subject) {
    return switch (subject) {
      case KS, TV, JS, JS_DISTANCE, HELLINGER, L_INFINITY -> 1;
      case CHI2, G, PSI, KL, WASSERSTEIN -> Double.MAX_VALUE;
    };
  }

  /** Counts from all to nothing, with at least two occupied cells. */
  private static long[] randomCounts(SplittableRandom random, int cells) {
    long[] counts = new long[cells];
    for (int i = 0; i < cells; i++) {
      counts[i] = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 24));
    }
    counts[0] += 1;
    counts[cells - 1] += 1;
    return counts;
  }

  private static long[] times(long[] counts, long factor) {
    return Arrays.stream(counts).map(count -> count * factor).toArray();
  }

  private static Counts dependent(SplittableRandom random, long[] cells) {
    long n = Counts.independent(cells).n();
    return new Counts(cells, n, Math.max(1, n * random.nextDouble()));
  }

  private static double[] positions(Counts counts) {
    return IntStream.range(0, counts.cells().length).mapToDouble(i -> 2.5 * i - 7).toArray();
  }
}

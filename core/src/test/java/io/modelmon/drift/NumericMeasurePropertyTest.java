package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edges and laws of every numeric measure, on raw samples and on counts. */
class NumericMeasurePropertyTest {

  enum Subject {
    KS(false),
    CVM(false),
    AD(false),
    MANN_WHITNEY(false),
    WELCH(true),
    WASSERSTEIN(true),
    ENERGY(true),
    ENERGY_PERMUTED(true);

    /** Whether differences of values count, not only their order. */
    final boolean metric;

    Subject(boolean metric) {
      this.metric = metric;
    }

    Measure compare(double[] reference, double[] current) {
      return switch (this) {
        case KS -> KolmogorovSmirnov.compare(reference, current);
        case CVM -> CramerVonMises.compare(reference, current);
        case AD -> AndersonDarling.compare(reference, current);
        case MANN_WHITNEY -> MannWhitney.compare(reference, current);
        case WELCH -> WelchT.compare(reference, current);
        case WASSERSTEIN -> Wasserstein.compare(reference, current);
        case ENERGY -> EnergyDistance.compare(reference, current);
        case ENERGY_PERMUTED -> EnergyDistance.compare(reference, current, 199, 3);
      };
    }

    Measure compare(Counts reference, Counts current, double[] positions) {
      return switch (this) {
        case KS -> KolmogorovSmirnov.compare(reference, current);
        case CVM -> CramerVonMises.compare(reference, current);
        case AD -> AndersonDarling.compare(reference, current);
        case MANN_WHITNEY -> MannWhitney.compare(reference, current);
        case WELCH -> WelchT.compare(reference, current, positions);
        case WASSERSTEIN -> Wasserstein.compare(reference, current, positions);
        case ENERGY, ENERGY_PERMUTED -> EnergyDistance.compare(reference, current, positions);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_emptySample_hasTooFewSamples(Subject subject) {
    double[] none = {};
    double[] some = {1, 2, 3};

    assertUndefined(subject.compare(none, some), DriftStatus.TOO_FEW_SAMPLES);
    assertUndefined(subject.compare(some, none), DriftStatus.TOO_FEW_SAMPLES);
    assertUndefined(subject.compare(none, none), DriftStatus.TOO_FEW_SAMPLES);
    assertThat(subject.compare(some, none).sizes().referenceN()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void compare_allEqual_isNotApplicable(Subject subject) {
    double[] reference = {4, 4, 4};
    double[] current = {4, 4};

    assertUndefined(subject.compare(reference, current), DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource
  void compare_zeroOfEitherSign_isOneValue(Subject subject) {
    double[] reference = {0.0, -0.0, 0.0};
    double[] current = {-0.0, 0.0};

    assertUndefined(subject.compare(reference, current), DriftStatus.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource
  void compare_oneValue_isDefinedExceptForMeans(Subject subject) {
    double[] reference = {1, 2, 3, 4};
    double[] current = {9};

    Measure measure = subject.compare(reference, current);

    if (subject == Subject.WELCH) {
      assertUndefined(measure, DriftStatus.TOO_FEW_SAMPLES);
    } else {
      assertThat(measure.status()).isEqualTo(DriftStatus.OK);
      assertDefined(measure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_constantToAnother_isFound(Subject subject) {
    double[] reference = new double[40];
    double[] current = new double[40];
    Arrays.fill(current, 1);

    Measure measure = subject.compare(reference, current);

    if (subject == Subject.WELCH) { // nothing to measure the difference against
      assertUndefined(measure, DriftStatus.NOT_APPLICABLE);
    } else {
      assertThat(measure.pValue()).isLessThanOrEqualTo(0.005);
      assertThat(measure.statistic()).isGreaterThan(measure.noise());
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_nan_isRefused(Subject subject) {
    double[] good = {1, 2};
    double[] bad = {1, Double.NaN};

    assertThatThrownBy(() -> subject.compare(good, bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("caller removes missing");
    assertThatThrownBy(() -> subject.compare(bad, good))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @ParameterizedTest
  @EnumSource
  void compare_infinity_isAnExtremeRankOrRefused(Subject subject) {
    double[] reference = {1, 2, 3, Double.NEGATIVE_INFINITY};
    double[] current = {2, 5, Double.POSITIVE_INFINITY};

    if (subject.metric) {
      assertThatThrownBy(() -> subject.compare(reference, current))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("finite");
    } else {
      Measure finite = subject.compare(new double[] {1, 2, 3, -1e9}, new double[] {2, 5, 1e9});

      assertThat(subject.compare(reference, current)).isEqualTo(finite);
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_sampleWithItself_isZero(Subject subject) {
    SplittableRandom random = new SplittableRandom(21);
    for (int size = 2; size < 200; size = size * 3 / 2) {
      double[] sample = sample(random, size);

      Measure measure = subject.compare(sample, sample);

      if (measure.status() == DriftStatus.OK) {
        assertThat(measure.statistic()).isCloseTo(0, within(1e-12));
        assertThat(measure.pValue()).isCloseTo(1, within(1e-9));
      } else {
        assertUndefined(measure, DriftStatus.NOT_APPLICABLE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_sidesSwapped_givesTheSame(Subject subject) {
    SplittableRandom random = new SplittableRandom(22);
    for (int round = 0; round < 60; round++) {
      double[] one = sample(random, 2 + random.nextInt(60));
      double[] other = sample(random, 2 + random.nextInt(60));

      Measure there = subject.compare(one, other);
      Measure back = subject.compare(other, one);

      assertThat(back.status()).isEqualTo(there.status());
      if (there.status() == DriftStatus.OK) {
        assertThat(back.statistic()).isCloseTo(there.statistic(), within(1e-9));
        if (subject != Subject.ENERGY_PERMUTED) { // other permutations
          assertThat(back.pValue()).isCloseTo(there.pValue(), within(1e-9));
        }
        assertThat(back.noise()).isCloseTo(there.noise(), withinPercentage(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_valuesReordered_givesTheSame(Subject subject) {
    SplittableRandom random = new SplittableRandom(23);
    double[] reference = sample(random, 50);
    double[] current = sample(random, 37);
    double[] before = reference.clone();
    double[] reversed = new double[current.length];
    Arrays.setAll(reversed, i -> current[current.length - 1 - i]);

    Measure measure = subject.compare(reference, current);

    assertThat(subject.compare(reference, reversed)).isEqualTo(measure);
    assertThat(reference).containsExactly(before);
  }

  @ParameterizedTest
  @EnumSource
  void compare_valuesShiftedAndScaled_scalesTheDistanceOnly(Subject subject) {
    SplittableRandom random = new SplittableRandom(24);
    for (double factor : new double[] {0.001, 3, 1e9}) {
      double[] reference = sample(random, 60);
      double[] current = sample(random, 45);

      Measure measure = subject.compare(reference, current);
      Measure moved =
          subject.compare(map(reference, x -> factor * x), map(current, x -> factor * x));
      Measure shifted = subject.compare(map(reference, x -> x + 8), map(current, x -> x + 8));

      double unit =
          switch (subject) {
            case WASSERSTEIN -> factor;
            case ENERGY, ENERGY_PERMUTED -> Math.sqrt(factor);
            default -> 1;
          };
      assertThat(moved.statistic()).isCloseTo(unit * measure.statistic(), withinPercentage(1e-8));
      assertThat(moved.noise()).isCloseTo(unit * measure.noise(), withinPercentage(1e-6));
      assertThat(moved.pValue()).isCloseTo(measure.pValue(), within(1e-9));
      assertThat(shifted.statistic()).isCloseTo(measure.statistic(), withinPercentage(1e-8));
      assertThat(shifted.pValue()).isCloseTo(measure.pValue(), within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"KS", "CVM", "AD", "MANN_WHITNEY"})
  void compare_valuesBentButOrdered_givesTheSame(Subject subject) {
    SplittableRandom random = new SplittableRandom(25);
    double[] reference = sample(random, 60);
    double[] current = sample(random, 45);

    Measure bent = subject.compare(map(reference, Math::exp), map(current, Math::exp));

    assertThat(bent).isEqualTo(subject.compare(reference, current));
  }

  @ParameterizedTest
  @EnumSource
  void compare_randomSamples_keepTheirRange(Subject subject) {
    SplittableRandom random = new SplittableRandom(26);
    for (int round = 0; round < 150; round++) {
      double[] reference = sample(random, 1 + random.nextInt(1 << random.nextInt(1, 8)));
      double[] current = sample(random, 1 + random.nextInt(1 << random.nextInt(1, 8)));

      Measure measure = subject.compare(reference, current);

      if (measure.status() == DriftStatus.OK) {
        assertDefined(measure);
      } else {
        assertUndefined(measure, measure.status());
      }
      assertThat(measure.sizes())
          .isEqualTo(SampleSizes.independent(reference.length, current.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_theWholeRangeOfDoubles_isDefined(Subject subject) {
    double[] wide = {-Double.MAX_VALUE, 0, 1, Double.MAX_VALUE, 3};
    double[] narrow = {0, Double.MIN_VALUE, 2 * Double.MIN_VALUE};

    for (double[] other : new double[][] {wide, narrow, {1, 2, 3}}) {
      assertDefined(subject.compare(wide, other));
      Measure measure = subject.compare(narrow, other);
      assertThat(measure.statistic()).isNotNaN();
      assertThat(measure.pValue()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void compare_fewerIndependentValues_isLessSignificant(Subject subject) {
    Counts reference = Counts.independent(new long[] {4000, 3000, 3000});
    long[] cells = {330, 320, 350};
    double[] positions = {1, 2.5, 3};
    double previous = subject.compare(reference, Counts.independent(cells), positions).pValue();
    for (double effectiveN : new double[] {800, 400, 200, 100}) {
      Measure measure = subject.compare(reference, new Counts(cells, 1000, effectiveN), positions);

      assertThat(measure.pValue()).isGreaterThan(previous);
      assertThat(measure.sizes()).isEqualTo(new SampleSizes(10_000, 10_000, 1_000, effectiveN));
      previous = measure.pValue();
    }
  }

  /** One value that is not the constant happens by chance; no law may call it drift. */
  @ParameterizedTest
  @EnumSource
  void compare_nearlyConstantFeature_oneOtherValueIsNoDrift(Subject subject) {
    Counts reference = Counts.independent(new long[] {19_998, 2});
    Counts current = Counts.independent(new long[] {999, 1});

    Measure measure = subject.compare(reference, current, new double[] {0, 5});

    assertThat(measure.statistic()).isLessThan(measure.noise());
    assertThat(measure.pValue()).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @EnumSource(names = {"KS", "WASSERSTEIN", "ENERGY", "ENERGY_PERMUTED"})
  void compare_sidesThatVaryAlike_areBoundedFromBelowByTheExcessOverNoise(Subject subject) {
    double[] reference = sample(new SplittableRandom(27), 80);
    double[] far = map(sample(new SplittableRandom(28), 80), x -> x + 5);

    Measure near = subject.compare(reference, reference);
    Measure drifted = subject.compare(reference, far);

    // Of equal sizes, so that both mixtures of the two are one.
    assertThat(near.interval()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.99));
    assertThat(drifted.interval().lower())
        .isPositive()
        .isCloseTo(drifted.statistic() - drifted.noise(), within(1e-9));
  }

  /** The error of the smaller side decides, and noise does not know it when the larger is calm. */
  @ParameterizedTest
  @EnumSource(names = {"WASSERSTEIN", "ENERGY", "ENERGY_PERMUTED"})
  void compare_smallSideVariesMore_isBoundedLowerThanByTheExcessOverNoise(Subject subject) {
    double[] calm = map(sample(new SplittableRandom(27), 400), x -> x / 8);
    double[] wild = map(sample(new SplittableRandom(28), 80), x -> 3 * x + 5);

    Measure drifted = subject.compare(calm, wild);
    Measure swapped = subject.compare(wild, calm);

    double excess = drifted.statistic() - drifted.noise();
    assertThat(drifted.interval().lower()).isBetween(excess / 2, excess - drifted.noise() / 20);
    assertThat(swapped.interval().lower())
        .isCloseTo(drifted.interval().lower(), withinPercentage(1e-6));
  }

  /** There the pooled variance is too large already. */
  @ParameterizedTest
  @EnumSource(names = {"WASSERSTEIN", "ENERGY", "ENERGY_PERMUTED"})
  void compare_largeSideVariesMore_isBoundedByTheExcessOverNoise(Subject subject) {
    double[] wild = map(sample(new SplittableRandom(27), 400), x -> 3 * x + 9);
    double[] calm = map(sample(new SplittableRandom(28), 80), x -> x / 8);

    Measure drifted = subject.compare(wild, calm);

    assertThat(drifted.interval().lower())
        .isPositive()
        .isEqualTo(drifted.statistic() - drifted.noise());
  }

  @Test
  void energyPermutation_sameSeed_givesTheSame() {
    double[] reference = sample(new SplittableRandom(29), 30);
    double[] current = sample(new SplittableRandom(30), 20);

    assertThat(EnergyDistance.compare(reference, current, 500, 9))
        .isEqualTo(EnergyDistance.compare(reference, current, 500, 9));
    assertThatThrownBy(() -> EnergyDistance.compare(reference, current, 0, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  private static void assertDefined(Measure measure) {
    assertThat(measure.status()).isEqualTo(DriftStatus.OK);
    assertThat(measure.statistic()).isNotNegative().isNotNaN();
    assertThat(measure.pValue()).isBetween(0.0, 1.0);
    assertThat(measure.noise()).isPositive();
    if (measure.interval().known()) {
      assertThat(measure.interval().lower()).isBetween(0.0, Double.MAX_VALUE);
    }
  }

  private static void assertUndefined(Measure measure, DriftStatus status) {
    assertThat(measure.status()).isEqualTo(status);
    assertThat(measure.statistic()).isNaN();
    assertThat(measure.pValue()).isNaN();
    assertThat(measure.noise()).isNaN();
  }

  private static double[] map(double[] sample, DoubleUnaryOperator function) {
    return Arrays.stream(sample).map(function).toArray();
  }

  /** Normal values or whole numbers, so that there are ties or none. */
  private static double[] sample(SplittableRandom random, int size) {
    boolean whole = random.nextBoolean();
    return random
        .doubles(size)
        .map(u -> whole ? Math.floor(7 * u * u) : 3 * u * u * u + random.nextDouble())
        .toArray();
  }
}

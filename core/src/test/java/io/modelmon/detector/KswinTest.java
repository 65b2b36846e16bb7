package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.reference.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KswinTest {

  static List<ReferenceTable.Row> kolmogorov() {
    return ReferenceTable.read("detector/charts/kolmogorov.csv");
  }

  @ParameterizedTest
  @MethodSource("kolmogorov")
  void lattice_recordedCase_agrees(ReferenceTable.Row row) {
    int n = (int) row.number("n");
    int m = (int) row.number("m");
    long steps = (long) row.number("steps");

    assertThat(KolmogorovLattice.survival(n, m, steps))
        .isCloseTo(row.number("survival"), withinPercentage(1e-10));
    assertThat(KolmogorovLattice.survival(m, n, steps))
        .isCloseTo(row.number("survival"), withinPercentage(1e-10));
    assertThat(KolmogorovLattice.critical(n, m, row.number("level"))).isEqualTo(steps);
  }

  /** Every distance of a stream with and without ties against one computed from its definition. */
  @ParameterizedTest
  @CsvSource({"100,30,1000000", "100,30,5", "60,30,40", "37,5,3", "12,11,1000"})
  void distance_anyStream_equalsItsDefinition(int windowSize, int recentSize, int levels) {
    SplittableRandom random = new SplittableRandom(levels);
    Kswin detector =
        Kswin.builder().windowSize(windowSize).recentSize(recentSize).level(0.9).build();
    double[] values = new double[1_500];

    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(levels) - levels / 2;
      double distance = detector.advance(values[i]);

      if (i + 1 < windowSize) {
        assertThat(distance).isEqualTo(Double.NEGATIVE_INFINITY);
      } else {
        double[] older = Arrays.copyOfRange(values, i + 1 - windowSize, i + 1 - recentSize);
        double[] recent = Arrays.copyOfRange(values, i + 1 - recentSize, i + 1);
        assertThat(distance).isCloseTo(distance(older, recent), offset(1e-12));
      }
    }
  }

  private static double distance(double[] first, double[] second) {
    double largest = 0;
    for (double at : second) {
      largest = Math.max(largest, Math.abs(share(first, at) - share(second, at)));
    }
    for (double at : first) {
      largest = Math.max(largest, Math.abs(share(first, at) - share(second, at)));
    }
    return largest;
  }

  private static double share(double[] values, double at) {
    return (double) Arrays.stream(values).filter(value -> value <= at).count() / values.length;
  }

  @Test
  void update_afterDrift_keepsTheNewestValues() {
    Kswin detector = Kswin.builder().build();
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 200 ? i % 10 : 100 + i % 10;
    }

    List<Integer> drifts = Charts.drifts(detector, values);

    assertThat(drifts).isNotEmpty().first().satisfies(i -> assertThat(i).isBetween(205, 225));
    // Thirty values stayed, so the next verdict comes after seventy more, with a few old ones left.
    assertThat(detector.advance(50)).isGreaterThan(0);
    Kswin fresh = Kswin.builder().build();
    Charts.drifts(fresh, Arrays.copyOf(values, drifts.get(0) + 1));
    for (int i = 0; i < 69; i++) {
      assertThat(fresh.advance(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
    assertThat(fresh.advance(0)).isGreaterThan(0);
  }

  /** Ranks alone count. */
  @Test
  void update_increasingTransform_alarmsAtTheSameValues() {
    double[] values = Charts.normals(31, 8_000, 400);
    double[] transformed = Arrays.stream(values).map(x -> Math.exp(3 * x) - 17).toArray();

    for (Kswin.Builder builder :
        List.of(
            Kswin.builder(), Kswin.builder().averageRunLength(500), Kswin.builder().sampled(1))) {
      assertThat(Charts.drifts(builder.build(), transformed))
          .isEqualTo(Charts.drifts(builder.build(), values))
          .isNotEmpty();
    }
  }

  /** The level of single comparisons; they are 100 values apart and so independent. */
  @Test
  void level_independentWindows_isMet() {
    SplittableRandom random = new SplittableRandom(8);
    int trials = 20_000;
    Kswin detector = Kswin.builder().level(0.05).build();
    long alarms = 0;
    for (int trial = 0; trial < trials; trial++) {
      detector.reset();
      for (int i = 0; i < 100; i++) {
        if (detector.update(random.nextDouble()) == DetectorState.DRIFT) {
          alarms++;
        }
      }
    }

    // Achieved level 0.04738 (a recorded case); ±5 standard errors: fails falsely once in 1e6.
    assertThat((double) alarms / trials).isCloseTo(0.04738358, offset(5 * 0.0015));
  }

  @Test
  void sampled_sameSeed_isRepeatableAndSeedsDiffer() {
    double[] values = Charts.normals(33, 20_000, 300);

    List<Integer> first = Charts.drifts(Kswin.builder().sampled(1).build(), values);

    assertThat(Charts.drifts(Kswin.builder().sampled(1).build(), values)).isEqualTo(first);
    assertThat(
            LongStream.range(2, 6)
                .mapToObj(seed -> Charts.drifts(Kswin.builder().sampled(seed).build(), values)))
        .anySatisfy(other -> assertThat(other).isNotEqualTo(first));
  }

  /** The paper's limit for 30 values at 0.005 is 0.4203, so the distance must be 13/30 at least. */
  @Test
  void sampled_allOlderValuesChosen_followsThePapersLimit() {
    Kswin detector = Kswin.builder().windowSize(60).sampled(5).build();
    double[] values = new double[60];
    for (int i = 0; i < 60; i++) {
      values[i] = i % 30;
    }
    for (int i = 30; i < 42; i++) {
      values[i] = 100 + i;
    }

    assertThat(Charts.drifts(detector, values)).isEmpty();
    detector.reset();
    values[42] = 142;
    assertThat(Charts.drifts(detector, values)).containsExactly(59);
  }

  @Test
  void distance_setHigh_silencesSmallChanges() {
    double[] values = Charts.normals(31, 8_000, 400);

    assertThat(Charts.drifts(Kswin.builder().distance(0.95).build(), values)).isEmpty();
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> Kswin.builder().windowSize(1)).hasMessageContaining("window size");
    assertThatThrownBy(() -> Kswin.builder().recentSize(0)).hasMessageContaining("recent size");
    assertThatThrownBy(() -> Kswin.builder().level(0)).hasMessageContaining("level");
    assertThatThrownBy(() -> Kswin.builder().distance(1)).hasMessageContaining("distance");
    assertThatThrownBy(() -> Kswin.builder().recentSize(100).build())
        .hasMessageContaining("too few");
    assertThatThrownBy(() -> Kswin.builder().recentSize(60).sampled(1).build())
        .hasMessageContaining("too few");
    assertThatThrownBy(() -> Kswin.builder().windowSize(6).recentSize(3).level(0.01).build())
        .hasMessageContaining("as rare");
    assertThatThrownBy(() -> Kswin.builder().sampled(1).averageRunLength(500).build())
        .hasMessageContaining("random samples");
    assertThatThrownBy(() -> Kswin.builder().windowSize(101).averageRunLength(500).build())
        .hasMessageContaining("101");
    assertThatThrownBy(() -> Kswin.builder().averageRunLength(1e9).build())
        .hasMessageContaining("run length");
  }
}

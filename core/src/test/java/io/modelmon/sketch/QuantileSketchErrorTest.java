package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The largest rank error over all values of a stream, against the bound that 99 of 100 streams are
 * to stay under. Streams differ from trial to trial, and with them the coins. Seeds are fixed.
 */
class QuantileSketchErrorTest {

  /** Fills a stream; the seed makes every trial another one. */
  private static final Map<String, BiFunction<Integer, Long, double[]>> STREAMS = streams();

  @Test
  @Tag("simulation")
  void record_sevenStreams_stayUnderTheBound() {
    // With a true rate of 99 %, at most 7 of 60 fail but for a probability of 2e-7 per cell.
    assertBound(200, 20_000, 60, 53, 1);
    assertBound(1_024, 20_000, 60, 53, 7);
  }

  @Test
  @Tag("calibration")
  void record_sevenStreamsManyTrials_stayUnderTheBound() {
    // 979 of 1,000 is the lower 99.9 % binomial bound of 99 %.
    for (int k : new int[] {200, 1_024, 4_096}) {
      assertBound(k, 100_000, 1_000, 979, 1);
      assertBound(k, 100_000, 1_000, 979, 16);
    }
  }

  private static void assertBound(int k, int n, int trials, int least, int parts) {
    STREAMS.forEach(
        (name, stream) -> {
          int within = 0;
          int few = 0;
          for (int trial = 0; trial < trials; trial++) {
            double[] values = stream.apply(n, 7_919L * trial + k);
            QuantileSketch sketch = merged(values, k, parts, trial);
            double error = largestError(sketch.values(), values);
            within += error <= QuantileSketch.rankError(k) ? 1 : 0;
            few += error <= 9.0 / k ? 1 : 0;
          }
          assertThat(within).as("%s, k %d, %d parts", name, k, parts).isGreaterThanOrEqualTo(least);
          assertThat(few).as("%s, k %d, %d parts", name, k, parts).isEqualTo(trials);
        });
  }

  /** Returns a sketch of neighbouring parts, merged in a random tree. */
  private static QuantileSketch merged(double[] values, int k, int parts, long seed) {
    List<QuantileSketch> waiting = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      QuantileSketch sketch = new QuantileSketch(k);
      int from = (int) ((long) values.length * part / parts);
      int to = (int) ((long) values.length * (part + 1) / parts);
      for (int i = from; i < to; i++) {
        sketch.record(values[i]);
      }
      waiting.add(sketch);
    }
    SplittableRandom random = new SplittableRandom(seed);
    while (waiting.size() > 1) {
      QuantileSketch added = waiting.remove(random.nextInt(waiting.size()));
      waiting.get(random.nextInt(waiting.size())).merge(added);
    }
    return waiting.get(0);
  }

  private static double largestError(WeightedValues held, double[] stream) {
    assertThat(held.total()).isEqualTo(stream.length);
    double[] sorted = stream.clone();
    Arrays.sort(sorted);
    double worst = 0;
    long estimated = 0;
    int next = 0;
    int rank = 0;
    while (rank < sorted.length) {
      double value = sorted[rank];
      while (rank < sorted.length && sorted[rank] == value) {
        rank++;
      }
      while (next < held.values().length && held.values()[next] <= value) {
        estimated += held.weights()[next++];
      }
      worst = Math.max(worst, Math.abs(estimated - rank) / (double) stream.length);
    }
    return worst;
  }

  @Test
  void merge_anyTree_conservesWeightAndStaysSmall() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 200; trial++) {
      int k = 8 + random.nextInt(100);
      List<QuantileSketch> parts = new ArrayList<>();
      long total = 0;
      for (int part = 0; part < 12; part++) {
        QuantileSketch sketch = new QuantileSketch(k);
        for (int i = random.nextInt(1_500); i > 0; i--) {
          long times = random.nextInt(20) == 0 ? random.nextLong(1, 100_000) : 1;
          sketch.record(random.nextDouble(), times);
          total += times;
        }
        parts.add(sketch);
      }
      while (parts.size() > 1) {
        QuantileSketch added = parts.remove(random.nextInt(parts.size()));
        parts.get(random.nextInt(parts.size())).merge(added);
      }

      QuantileSketch all = parts.get(0);
      assertThat(all.n()).isEqualTo(total);
      assertThat(all.values().total()).isEqualTo(total);
      double levels = Math.log((double) total / k) / Math.log(2) + 2;
      assertThat(all.held()).isLessThan((int) (3 * k + 9 * levels));
    }
  }

  @Test
  void merge_upToCapacity_isExactInAnyOrder() {
    QuantileSketch left = new QuantileSketch(64);
    QuantileSketch right = new QuantileSketch(64);
    QuantileSketch reversed = new QuantileSketch(64);
    for (int i = 0; i < 30; i++) {
      left.record(i);
      right.record(-i);
      reversed.record(-i);
    }
    QuantileSketch leftAgain = new QuantileSketch(64);
    leftAgain.merge(left);

    left.merge(right);
    reversed.merge(leftAgain);

    assertThat(left.values().values()).hasSize(59).isEqualTo(reversed.values().values());
    assertThat(left.values().weights()).isEqualTo(reversed.values().weights());
  }

  @Test
  void record_sameStreamTwice_givesTheSameSketch() {
    double[] stream = streams().get("normal").apply(30_000, 3L);

    WeightedValues first = merged(stream, 100, 1, 0).values();
    WeightedValues second = merged(stream, 100, 1, 0).values();

    assertThat(first.values()).isEqualTo(second.values());
    assertThat(first.weights()).isEqualTo(second.weights());
  }

  @Test
  void record_heavyAtomFirst_doesNotCoarsenTheRest() {
    QuantileSketch sketch = new QuantileSketch(4_096);
    int n = 1 << 20;
    sketch.record(-1, n);
    double[] stream = new double[2 * n];
    Arrays.fill(stream, 0, n, -1);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = n; i < 2 * n; i++) {
      stream[i] = random.nextDouble();
      sketch.record(stream[i]);
    }

    assertThat(largestError(sketch.values(), stream))
        .isLessThan(2 * QuantileSketch.rankError(4_096));
  }

  @Test
  void record_whatIsNoNumber_isRefused() {
    QuantileSketch sketch = new QuantileSketch(8);

    for (double value : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertThatThrownBy(() -> sketch.record(value)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> sketch.record(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sketch.merge(new QuantileSketch(9)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QuantileSketch(7)).isInstanceOf(IllegalArgumentException.class);
    assertThat(sketch.n()).isZero();
    assertThat(sketch.values().values()).isEmpty();
  }

  private static Map<String, BiFunction<Integer, Long, double[]>> streams() {
    Map<String, BiFunction<Integer, Long, double[]>> all = new LinkedHashMap<>();
    all.put("normal", QuantileSketchErrorTest::normal);
    all.put("sorted", (n, seed) -> sorted(normal(n, seed)));
    all.put("reversed", (n, seed) -> reversed(normal(n, seed)));
    all.put("duplicates", (n, seed) -> each(normal(n, seed), x -> Math.rint(8 * x)));
    all.put("log-normal", (n, seed) -> each(normal(n, seed), x -> Math.exp(3 * x)));
    all.put("zig-zag", (n, seed) -> zigZag(sorted(normal(n, seed))));
    all.put("zero-inflated", (n, seed) -> each(normal(n, seed), x -> Math.max(0, x)));
    return Collections.unmodifiableMap(all);
  }

  private static double[] normal(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      values[i] = radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
    return values;
  }

  private static double[] sorted(double[] values) {
    Arrays.sort(values);
    return values;
  }

  private static double[] reversed(double[] values) {
    return each(sorted(each(values, x -> -x)), x -> -x);
  }

  private static double[] zigZag(double[] ascending) {
    double[] values = new double[ascending.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ascending[i % 2 == 0 ? i / 2 : values.length - 1 - i / 2];
    }
    return values;
  }

  private static double[] each(double[] values, java.util.function.DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }
}

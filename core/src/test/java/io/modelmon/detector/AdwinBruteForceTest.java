package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ADWIN against windows that keep every value. */
class AdwinBruteForceTest {

  private static final int LENGTH = 3_000;

  /** Keeps all values, in lists that are joined as the paper joins buckets. */
  private static final class StoredWindow {

    private final List<List<Double>> buckets = new ArrayList<>();
    private final int maxBuckets;
    private final double delta;
    private final int penalty;

    StoredWindow(int maxBuckets, double delta, int penalty) {
      this.maxBuckets = maxBuckets;
      this.delta = delta;
      this.penalty = penalty;
    }

    void add(double value) {
      buckets.add(List.of(value));
      int size = 1;
      while (true) {
        int wanted = size;
        List<Integer> same = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
          if (buckets.get(i).size() == wanted) {
            same.add(i);
          }
        }
        if (same.size() <= maxBuckets) {
          return;
        }
        List<Double> joined = new ArrayList<>(buckets.get(same.get(0)));
        joined.addAll(buckets.remove((int) same.get(1)));
        buckets.set(same.get(0), joined);
        size *= 2;
      }
    }

    boolean shrink() {
      boolean shrunk = false;
      while (cuts()) {
        buckets.remove(0);
        shrunk = true;
      }
      return shrunk;
    }

    private boolean cuts() {
      double[] all = values().stream().mapToDouble(v -> v).toArray();
      boolean[] boundaries = new boolean[all.length + 1];
      int cut = 0;
      for (List<Double> bucket : buckets) {
        cut += bucket.size();
        boundaries[cut] = true;
      }
      return cuts(all, boundaries);
    }

    boolean cutsAnywhere() {
      double[] all = values().stream().mapToDouble(v -> v).toArray();
      boolean[] boundaries = new boolean[all.length + 1];
      Arrays.fill(boundaries, true);
      return cuts(all, boundaries);
    }

    private boolean cuts(double[] all, boolean... boundaries) {
      int n = all.length;
      double total = DoubleStream.of(all).sum();
      double variance = DoubleStream.of(all).map(x -> Math.pow(x - total / n, 2)).sum() / n;
      double log = Math.log(2 * Math.log(n) / delta);
      double older = 0;
      for (int cut = 1; cut <= n - 5 && n > 10; cut++) {
        older += all[cut - 1];
        if (cut >= 5 && boundaries[cut]) {
          double inverse = 1.0 / (cut - penalty) + 1.0 / (n - cut - penalty);
          double bound = Math.sqrt(2 * inverse * variance * log) + 2.0 / 3 * log * inverse;
          if (Math.abs(older / cut - (total - older) / (n - cut)) > bound) {
            return true;
          }
        }
      }
      return false;
    }

    List<Double> values() {
      List<Double> all = new ArrayList<>();
      buckets.forEach(all::addAll);
      return all;
    }

    static double mean(List<Double> values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.size();
    }
  }

  private static double[] stream(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[LENGTH];
    double centre = 0.3;
    for (int i = 0; i < LENGTH; i++) {
      if (random.nextInt(700) == 0) {
        centre = 0.2 + 0.6 * random.nextDouble();
      }
      values[i] = centre + 0.4 * (random.nextDouble() - 0.5);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 0.002, 4, 32",
    "2, 5, 0.05, 4, 1",
    "3, 2, 0.002, 0, 7",
    "4, 3, 0.3, 0, 32",
    "5, 9, 0.01, 2, 16",
    "6, 5, 0.9, 4, 5"
  })
  void update_anyStream_equalsStoredBuckets(
      long seed, int maxBuckets, double delta, int penalty, int checkInterval) {
    Adwin adwin =
        Adwin.builder()
            .maxBuckets(maxBuckets)
            .delta(delta)
            .sizePenalty(penalty)
            .checkInterval(checkInterval)
            .build();
    StoredWindow stored = new StoredWindow(maxBuckets, delta, penalty);
    double[] values = stream(seed);
    int cuts = 0;

    for (int i = 0; i < values.length; i++) {
      boolean drift = adwin.update(values[i]) == DetectorState.DRIFT;
      stored.add(values[i]);
      boolean expected = (i + 1) % checkInterval == 0 && stored.shrink();
      cuts += expected ? 1 : 0;

      assertThat(drift).as("drift at %d", i).isEqualTo(expected);
      assertThat(adwin.windowSize()).isEqualTo(stored.values().size());
    }

    assertThat(adwin.mean()).isCloseTo(StoredWindow.mean(stored.values()), within(1e-12));
    assertThat(cuts).isPositive();
  }

  /** With room for every value in a bucket of its own the histogram is the whole window. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void update_bucketsOfOneValue_equalsTheExactTest(long seed) {
    Adwin adwin = Adwin.builder().maxBuckets(LENGTH).checkInterval(8).build();
    StoredWindow exact = new StoredWindow(LENGTH, 0.002, 4);
    double[] values = DoubleStream.of(stream(seed)).limit(1_200).toArray();

    for (int i = 0; i < values.length; i++) {
      boolean drift = adwin.update(values[i]) == DetectorState.DRIFT;
      exact.add(values[i]);

      assertThat(drift).as("drift at %d", i).isEqualTo((i + 1) % 8 == 0 && exact.shrink());
    }
  }

  /** Cuts at bucket boundaries are some of all cuts, so the histogram cannot alarm first. */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35})
  void update_firstDrift_isNotBeforeTheExactTestAndSoonAfter(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Adwin adwin = Adwin.builder().checkInterval(1).build();
    StoredWindow window = new StoredWindow(2_000, 0.002, 4);
    int exact = -1;
    int found = -1;

    for (int i = 0; i < 1_500 && found < 0; i++) {
      double value = random.nextDouble() < (i < 800 ? 0.2 : 0.6) ? 1 : 0;
      window.add(value);
      if (adwin.update(value) == DetectorState.DRIFT) {
        found = i;
      }
      if (exact < 0 && i > 780 && window.cutsAnywhere()) {
        exact = i;
      }
    }

    assertThat(exact).isGreaterThan(799);
    assertThat(found).isBetween(exact, exact + 16);
  }
}

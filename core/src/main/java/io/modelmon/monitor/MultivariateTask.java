package io.modelmon.monitor;

import io.modelmon.config.RowComparison;
import io.modelmon.drift.Measure;
import io.modelmon.drift.multivariate.ClassifierTwoSample;
import io.modelmon.drift.multivariate.FourierMeanDiscrepancy;
import io.modelmon.drift.multivariate.MaximumMeanDiscrepancy;
import io.modelmon.drift.multivariate.MultivariateEnergy;
import io.modelmon.drift.multivariate.PcaReconstruction;
import io.modelmon.drift.multivariate.Permutations;
import io.modelmon.drift.multivariate.PooledRows;
import io.modelmon.sketch.RowReservoir;
import io.modelmon.sketch.RowSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one window's rows with the reference's, away from the monitor thread.
 *
 * <p>Rows too close in time to be independent are left out on both sides, then random ones until
 * what is left can be afforded: {@value #MAX_PAIRED} rows a side where all pairs are looked at,
 * else {@value #MAX_CURRENT} against {@value #MAX_REFERENCE}. Every window draws its own reference
 * rows, so that an unlucky draw does not mark window after window.
 *
 * <p><b>Threads:</b> run once, by any thread; nothing else may touch the reservoir until the result
 * is taken.
 */
final class MultivariateTask implements Runnable {

  static final int MAX_PAIRED = 500;
  static final int MAX_REFERENCE = 2_000;
  static final int MAX_CURRENT = 1_000;

  /** What is compared with what. */
  record Input(
      WindowSnapshot window,
      RowReservoir current,
      RowSample reference,
      double referenceShare,
      RowEncoder encoder) {}

  /**
   * The outcome.
   *
   * @param input what was compared
   * @param measures one per test; empty after a failure
   * @param failure why there is none, or null
   */
  record Result(Input input, List<Measure> measures, @Nullable Throwable failure) {}

  private final Input input;
  private final List<RowComparison> tests;
  private final int permutations;
  private final AtomicReference<@Nullable Result> result;

  MultivariateTask(
      Input input,
      List<RowComparison> tests,
      int permutations,
      AtomicReference<@Nullable Result> result) {
    this.input = input;
    this.tests = tests;
    this.permutations = permutations;
    this.result = result;
  }

  @Override
  public void run() {
    try {
      result.set(new Result(input, compare(), null));
    } catch (RuntimeException | Error failure) {
      // Not thrown: the worker serves other models, and the monitor waits for a result.
      result.set(new Result(input, List.of(), failure));
    }
  }

  private List<Measure> compare() {
    WindowSnapshot window = input.window;
    SplittableRandom random = new SplittableRandom(window.number());
    double share = Math.max(1e-9, Math.min(1, window.effectiveN() / window.predictions()));
    double[][] current = input.current.sample().thinned(share).rows();
    double[][] reference = input.reference.thinned(input.referenceShare).rows();
    shuffle(current, random);
    shuffle(reference, random);
    PooledRows all =
        input.encoder.encode(first(reference, MAX_REFERENCE), first(current, MAX_CURRENT));
    PooledRows some = all.atMost(MAX_PAIRED);
    Permutations exchanges = new Permutations(permutations, random.nextLong());
    List<Measure> measures = new ArrayList<>();
    for (RowComparison test : tests) {
      measures.add(
          switch (test) {
            case MMD -> MaximumMeanDiscrepancy.compare(some, exchanges);
            case MMD_RFF -> FourierMeanDiscrepancy.compare(all, exchanges);
            case PCA -> PcaReconstruction.compare(all, exchanges);
            case CLASSIFIER -> ClassifierTwoSample.compare(all, exchanges.seed());
            case ENERGY -> MultivariateEnergy.compare(some, exchanges);
          });
    }
    return measures;
  }

  private static double[][] first(double[][] rows, int limit) {
    return rows.length <= limit ? rows : Arrays.copyOf(rows, limit);
  }

  private static void shuffle(double[][] rows, SplittableRandom random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double[] kept = rows[i];
      rows[i] = rows[other];
      rows[other] = kept;
    }
  }
}

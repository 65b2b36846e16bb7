package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Squared maximum mean discrepancy under a Gaussian kernel that is approximated by random Fourier
 * features: linear in the number of rows.
 *
 * <p>The form of {@link MaximumMeanDiscrepancy} for many rows, at some loss of power against fine
 * changes.
 *
 * <p><b>Input:</b> at least two prepared rows on each side. <br>
 * <b>Output:</b> the unbiased estimate under the approximate kernel, around 0 without drift;
 * p-value and noise by {@link Permutations}. <br>
 * <b>Error:</b> the kernel is off by about 1/√(2·{@value #FREQUENCIES}) for a pair of rows; the
 * test is exact all the same for independent rows, provided that {@link PooledRows} were not scaled
 * by one side, because frequencies and bandwidth know nothing of the sides. The bandwidth is the
 * median distance over {@value #PAIRS_PER_ROW} random pairs per row. <br>
 * <b>Cost:</b> N·{@value #FREQUENCIES}·columns to map N rows, 2·{@value #FREQUENCIES} per row of
 * the smaller side and permutation, 16·{@value #FREQUENCIES}·N bytes. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> as {@link MaximumMeanDiscrepancy}.
 *
 * @see "A. Rahimi and B. Recht, Random features for large-scale kernel machines, NIPS 2007; D.
 *     Sutherland and J. Schneider, On the error of random Fourier features, UAI 2015 (why pairs of
 *     sine and cosine)"
 */
public final class FourierMeanDiscrepancy {

  private static final String NAME = "mmd_rff";
  private static final int FREQUENCIES = 128;

  /** Random pairs of rows per row, for the bandwidth. */
  private static final int PAIRS_PER_ROW = 20;

  private FourierMeanDiscrepancy() {}

  /**
   * Compares two sides.
   *
   * @return the measure {@code mmd_rff}
   */
  public static Measure compare(PooledRows rows, Permutations permutations) {
    DriftStatus status = rows.status(2);
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status).between(rows.sizes());
    }
    // A stream apart from that of the exchanges, which starts with the same seed.
    SplittableRandom random = permutations.random().split();
    double bandwidth = bandwidth(rows, random);
    double[][] frequencies = new double[FREQUENCIES][rows.columns()];
    for (double[] frequency : frequencies) {
      Arrays.setAll(frequency, i -> random.nextGaussian() / bandwidth);
    }
    return compare(rows, permutations, frequencies);
  }

  /** Compares two sides with given frequencies, each one number per column. */
  static Measure compare(PooledRows rows, Permutations permutations, double[][] frequencies) {
    double[][] features = new double[rows.count()][];
    double[] sum = new double[2 * frequencies.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = features(rows.row(i), frequencies);
      add(sum, features[i]);
    }
    double[] part = new double[sum.length];
    return permutations
        .test(
            NAME,
            rows.count(),
            rows.referenceRows(),
            1,
            members -> {
              Arrays.fill(part, 0);
              for (int member : members) {
                add(part, features[member]);
              }
              return estimate(part, sum, members.length, rows.count() - members.length);
            })
        .between(rows.sizes());
  }

  private static double bandwidth(PooledRows rows, SplittableRandom random) {
    double[] distances = new double[PAIRS_PER_ROW * rows.count()];
    double mean = 0;
    for (int i = 0; i < distances.length; i++) {
      int one = random.nextInt(rows.count());
      int other = random.nextInt(rows.count() - 1);
      distances[i] = rows.squaredDistance(one, other < one ? other : other + 1);
      mean += distances[i] / distances.length;
    }
    Arrays.sort(distances);
    double median = (distances[distances.length / 2 - 1] + distances[distances.length / 2]) / 2;
    // Where hardly any two rows differ, any bandwidth of the order of their distance does.
    return median > 0 ? Math.sqrt(median) : mean > 0 ? Math.sqrt(mean) : 1;
  }

  /** The length of the result is 1 for every row: cos² + sin² = 1. */
  private static double[] features(double[] row, double[][] frequencies) {
    double[] features = new double[2 * frequencies.length];
    double scale = Math.sqrt(1.0 / frequencies.length);
    for (int k = 0; k < frequencies.length; k++) {
      double angle = 0;
      for (int i = 0; i < row.length; i++) {
        angle += frequencies[k][i] * row[i];
      }
      features[2 * k] = scale * Math.cos(angle);
      features[2 * k + 1] = scale * Math.sin(angle);
    }
    return features;
  }

  private static void add(double[] sum, double[] features) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += features[i];
    }
  }

  private static double estimate(double[] part, double[] sum, double n, double m) {
    double within = 0;
    double others = 0;
    double between = 0;
    for (int i = 0; i < sum.length; i++) {
      double other = sum[i] - part[i];
      within += part[i] * part[i];
      others += other * other;
      between += part[i] * other;
    }
    return (within - n) / (n * (n - 1)) + (others - m) / (m * (m - 1)) - 2 * between / (n * m);
  }
}

package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much worse, or better, rows fit the linear structure of the reference: the change of the mean
 * reconstruction error of principal components.
 *
 * <p>Answers whether columns still go together as they did. Blind to shifts along the components,
 * which comparisons of single features see; far cheaper than its siblings.
 *
 * <p><b>Input:</b> at least four prepared rows of the reference and two current ones, of two
 * columns or more. <br>
 * <b>Output:</b> |mean error of the current rows − mean error of reference rows| ≥ 0, in units of
 * scaled columns; both directions count. P-value and noise by {@link Permutations} of the errors.
 * <br>
 * <b>Error:</b> none; the test is exact for independent rows, provided that {@link PooledRows} were
 * not scaled by one side, because the components are fitted to one random half of the reference and
 * only the other half is compared: rows that were fitted have smaller errors than new ones, which
 * would look like drift. <br>
 * <b>Cost:</b> rows·columns² + about 10·columns³, and one addition per row of the smaller side and
 * permutation. <br>
 * <b>Threads:</b> stateless.
 *
 * <p><b>Edge cases:</b> too few rows is {@link DriftStatus#TOO_FEW_SAMPLES}; one column, or no
 * variation in the fitted half, is {@link DriftStatus#NOT_APPLICABLE}.
 *
 * @implNote As many components as explain {@value #EXPLAINED} of the variance, the usual choice of
 *     monitoring tools. Those compare with reference chunks that the components were fitted to, and
 *     take three standard deviations of them as threshold.
 * @see "J. E. Jackson and G. S. Mudholkar, Control procedures for residuals associated with
 *     principal component analysis, Technometrics 21, 1979"
 */
public final class PcaReconstruction {

  private static final String NAME = "pca_reconstruction";
  static final double EXPLAINED = 0.65;
  private static final int MIN_ROWS = 2;

  private PcaReconstruction() {}

  /**
   * Compares two sides.
   *
   * @return the measure {@code pca_reconstruction}
   */
  public static Measure compare(PooledRows rows, Permutations permutations) {
    DriftStatus status = rows.status(MIN_ROWS);
    int fitted = rows.referenceRows() / 2;
    if (fitted < MIN_ROWS) {
      status = DriftStatus.TOO_FEW_SAMPLES;
    } else if (rows.columns() < 2) {
      status = DriftStatus.NOT_APPLICABLE;
    }
    if (status != DriftStatus.OK) {
      return Measure.undefined(NAME, status).between(rows.sizes());
    }
    int[] order = shuffled(rows.referenceRows(), permutations.random().split());
    double[][] half = new double[fitted][];
    Arrays.setAll(half, i -> rows.row(order[i]));
    PrincipalComponents components = PrincipalComponents.fit(half, EXPLAINED);
    if (components.components() == 0) {
      return Measure.undefined(NAME, DriftStatus.NOT_APPLICABLE).between(rows.sizes());
    }
    int compared = rows.referenceRows() - fitted;
    double[] errors = new double[compared + rows.currentRows()];
    for (int i = 0; i < errors.length; i++) {
      int row = i < compared ? order[fitted + i] : rows.referenceRows() + i - compared;
      errors[i] = components.reconstructionError(rows.row(row));
    }
    return permutations
        .test(NAME, errors.length, compared, mean(errors), meanDifference(errors))
        .between(rows.sizes());
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static Permutations.Statistic meanDifference(double[] values) {
    double sum = Arrays.stream(values).sum();
    return members -> {
      double part = 0;
      for (int member : members) {
        part += values[member];
      }
      return Math.abs(part / members.length - (sum - part) / (values.length - members.length));
    };
  }
}

package io.modelmon.sketch;

import java.util.ArrayList;
import java.util.List;

/**
 * A uniform random sample of the rows of a stream, in the order in which they came. Immutable; the
 * arrays are not copied and not to be modified.
 */
public final class RowSample {

  /** Correlation of neighbours in a thinned sample that is taken for none. */
  private static final double NEGLIGIBLE = 0.05;

  private final double[][] rows;
  private final long[] positions;
  private final long streamRows;

  /**
   * Creates a sample.
   *
   * @param rows of equal length; NaN is missing
   * @param positions of the rows in their stream, ascending, in [0, streamRows)
   * @param streamRows rows that the stream had
   * @throws IllegalArgumentException when these do not fit together
   */
  public RowSample(double[][] rows, long[] positions, long streamRows) {
    if (rows.length != positions.length || streamRows < rows.length) {
      throw new IllegalArgumentException(
          "%d rows and %d positions of %d rows do not fit"
              .formatted(rows.length, positions.length, streamRows));
    }
    for (int i = 0; i < positions.length; i++) {
      long least = i == 0 ? 0 : positions[i - 1] + 1;
      if (positions[i] < least || positions[i] >= streamRows) {
        throw new IllegalArgumentException(
            "positions must ascend below " + streamRows + ", found " + positions[i]);
      }
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException("rows must have the same length");
      }
    }
    this.rows = rows;
    this.positions = positions;
    this.streamRows = streamRows;
  }

  /** Returns the rows. */
  public double[][] rows() {
    return rows;
  }

  /** Returns their positions in the stream. */
  public long[] positions() {
    return positions;
  }

  /** Returns how many rows the stream had. */
  public long streamRows() {
    return streamRows;
  }

  /**
   * Returns rows that are far enough apart in the stream to count as independent.
   *
   * <p>A stream that is worth one independent row in τ has, were it autoregressive, a correlation
   * of r = (τ − 1)/(τ + 1) between neighbours. Rows are kept at least so far apart that this has
   * fallen to {@value #NEGLIGIBLE}: ln {@value #NEGLIGIBLE} / ln r rows, 1.5·τ for large τ. Keeping
   * as many rows as the stream is worth, but any, would not do: those that happen to be close
   * together depend on each other.
   *
   * @param effectiveShare independent rows per row of the stream, in (0, 1]
   */
  public RowSample thinned(double effectiveShare) {
    long distance = distance(effectiveShare);
    List<Integer> chosen = new ArrayList<>();
    long least = 0;
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] >= least) {
        chosen.add(i);
        least = positions[i] + distance;
      }
    }
    double[][] thinned = new double[chosen.size()][];
    long[] thinnedPositions = new long[chosen.size()];
    for (int i = 0; i < thinned.length; i++) {
      thinned[i] = rows[chosen.get(i)];
      thinnedPositions[i] = positions[chosen.get(i)];
    }
    return new RowSample(thinned, thinnedPositions, streamRows);
  }

  private static long distance(double effectiveShare) {
    if (!(effectiveShare > 0 && effectiveShare <= 1)) {
      throw new IllegalArgumentException("effectiveShare must be in (0, 1], was " + effectiveShare);
    }
    double correlation = (1 - effectiveShare) / (1 + effectiveShare);
    if (correlation <= NEGLIGIBLE) {
      return 1;
    }
    // Not the logarithm of the quotient, which a tiny share rounds to 1.
    double decay = Math.log1p(-effectiveShare) - Math.log1p(effectiveShare);
    return (long) Math.min(1L << 62, Math.ceil(Math.log(NEGLIGIBLE) / decay));
  }
}

package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CellGroups;
import io.modelmon.sketch.CellPositions;
import io.modelmon.sketch.CountedGrid;
import io.modelmon.sketch.NumericGrid;
import org.jspecify.annotations.Nullable;

/** The numeric side of a reference: a frozen grid with exact counts, and moments. Immutable. */
public final class NumericReference implements ReferenceColumn {

  /** How much wider than the middle half suggests σ must be for a tail to count as heavy. */
  private static final double HEAVY_TAIL = 1.5;

  /** Interquartile range of the standard normal distribution. */
  private static final double NORMAL_QUARTILES = 1.349;

  /**
   * The moments of a column.
   *
   * @param mean NaN without values
   * @param squares sum of squared deviations from the mean
   * @param min NaN without values
   * @param max NaN without values
   * @param distinct number of different values, possibly estimated
   */
  public record Shape(double mean, double squares, double min, double max, long distinct) {

    /** Of two parts not more is known of the different values than the larger number. */
    private Shape plus(long n, Shape other, long otherN) {
      if (n == 0 || otherN == 0) {
        return n == 0 ? other : this;
      }
      double share = (double) otherN / (n + otherN);
      double delta = other.mean - mean;
      return new Shape(
          mean + delta * share,
          squares + other.squares + delta * delta * n * share,
          Math.min(min, other.min),
          Math.max(max, other.max),
          Math.max(distinct, other.distinct));
    }
  }

  private final String name;
  private final ColumnTotals totals;
  private final CountedGrid counted;
  private final Shape shape;
  private final EffectiveSize effective;
  private final long n;
  private final double[] positions;
  private final CellGroups groups;
  private final @Nullable SeasonCounts seasons;

  /**
   * Creates a column.
   *
   * @param effective how many independent values the counts are worth, each in [0, n]
   */
  public NumericReference(
      String name, ColumnTotals totals, CountedGrid counted, Shape shape, EffectiveSize effective) {
    this(name, totals, counted, shape, effective, null);
  }

  private NumericReference(
      String name,
      ColumnTotals totals,
      CountedGrid counted,
      Shape shape,
      EffectiveSize effective,
      @Nullable SeasonCounts seasons) {
    int cells = counted.grid().cells();
    if (counted.counts().length != cells || counted.centers().length != cells) {
      throw new IllegalArgumentException("there must be one count and one centre per cell");
    }
    requireAscending(name, counted.centers());
    this.n = Counting.sum(counted.counts());
    Counting.requireParts(n, effective, totals);
    this.name = name;
    this.totals = totals;
    this.counted = counted;
    this.shape = shape;
    this.effective = effective;
    this.positions = CellPositions.of(counted.counts());
    this.groups = CellGroups.of(counted.counts(), CellGroups.USUAL);
    this.seasons = seasons;
    if (seasons != null) {
      seasons.requireWhole(counted.counts(), totals);
    }
  }

  /** Returns this column divided by season; the seasons must sum to it. */
  public NumericReference withSeasons(@Nullable SeasonCounts parts) {
    return new NumericReference(name, totals, counted, shape, effective, parts);
  }

  @Override
  public @Nullable SeasonCounts seasons() {
    return seasons;
  }

  @Override
  public ReferenceColumn merged(ReferenceColumn other) {
    if (!(other instanceof NumericReference that) || !grid().equals(that.grid())) {
      throw Counting.unlike(this, other);
    }
    long[] sums = Counting.plus(cells(), that.cells());
    double[] centers = centers().clone();
    for (int i = 0; i < centers.length; i++) {
      if (that.cells()[i] > 0) {
        double share = (double) that.cells()[i] / sums[i];
        double joined = centers[i] + (that.centers()[i] - centers[i]) * share;
        centers[i] = share == 1 ? that.centers()[i] : joined;
      }
    }
    return new NumericReference(
        name,
        totals.plus(that.totals),
        new CountedGrid(grid(), sums, centers),
        shape.plus(n, that.shape, that.n),
        effective.plus(that.effective, (double) n + that.n),
        Counting.seasons(this, that));
  }

  private static void requireAscending(String name, double[] centers) {
    for (int i = 0; i < centers.length; i++) {
      if (!Double.isFinite(centers[i]) || (i > 0 && centers[i] < centers[i - 1])) {
        throw new IllegalArgumentException(
            "centres of '" + name + "' must be finite and ascending, but one is " + centers[i]);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnTotals totals() {
    return totals;
  }

  @Override
  public FeatureType type() {
    return FeatureType.NUMERIC;
  }

  /** Returns the frozen grid. */
  public NumericGrid grid() {
    return counted.grid();
  }

  /** Returns values per cell; not to be modified. */
  public long[] cells() {
    return counted.counts();
  }

  /** Returns the mean value of every cell; not to be modified. */
  public double[] centers() {
    return counted.centers();
  }

  /** Returns the positions of the cells in the distribution function; not to be modified. */
  public double[] positions() {
    return positions;
  }

  /** Returns the groups of cells for histograms and coarse measures. */
  public CellGroups groups() {
    return groups;
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns how many independent values they are worth. */
  public double effectiveN() {
    return effective.values();
  }

  /** Returns how many independent values they are worth, in each respect. */
  public EffectiveSize effective() {
    return effective;
  }

  /** Returns the moments. */
  public Shape shape() {
    return shape;
  }

  /** Returns whether all values are one and the same. */
  public boolean constant() {
    return n > 0 && shape.min() == shape.max();
  }

  /** Returns the standard deviation with divisor n - 1, NaN below two values. */
  public double standardDeviation() {
    return n < 2 ? Double.NaN : Math.sqrt(shape.squares() / (n - 1));
  }

  /**
   * Returns a quantile: the mean of the cell that holds it, within one cell of the true rank.
   *
   * @param q in [0, 1]
   * @return NaN without values
   */
  public double quantile(double q) {
    if (n == 0) {
      return Double.NaN;
    }
    double rank = q * n;
    long below = 0;
    int last = 0;
    for (int i = 0; i < counted.counts().length; i++) {
      if (counted.counts()[i] > 0) {
        below += counted.counts()[i];
        last = i;
        if (below >= rank) {
          break;
        }
      }
    }
    return counted.centers()[last];
  }

  /**
   * Returns the scale by which distances are divided: σ, or the interquartile range / 1.349 where
   * tails are heavy, that is where σ is more than 1.5 times that and would hide a shift of the
   * middle. Without spread in the middle half, σ.
   */
  public double scale() {
    double sigma = standardDeviation();
    double middle = (quantile(0.75) - quantile(0.25)) / NORMAL_QUARTILES;
    return middle > 0 && sigma > HEAVY_TAIL * middle ? middle : sigma;
  }
}

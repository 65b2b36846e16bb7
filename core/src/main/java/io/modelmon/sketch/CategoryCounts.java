package io.modelmon.sketch;

/**
 * Counts of live categories on the cells of a reference's index.
 *
 * <p><b>Cost:</b> one index lookup and about ten additions per value, no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class CategoryCounts {

  private final CategoryIndex index;
  private final double[] positions;
  private final long[] cells;
  private final LagSums lags = new LagSums();
  private final RareHits unseen = new RareHits();
  private final DistinctEstimate rare = new DistinctEstimate();
  private int openRows;
  private int openUnseen;
  private long n;

  /**
   * Creates empty counts.
   *
   * @param index the reference's categories
   * @param positions per cell, a bounded score near 0 on average, for the effective sample size;
   *     not copied
   */
  public CategoryCounts(CategoryIndex index, double[] positions) {
    if (positions.length != index.cellCount()) {
      throw new IllegalArgumentException(
          "there must be one position per cell: "
              + index.cellCount()
              + " cells, "
              + positions.length
              + " positions");
    }
    this.index = index;
    this.positions = positions;
    this.cells = new long[index.cellCount()];
  }

  /**
   * Counts one category.
   *
   * @return its cell
   */
  public int record(String category) {
    int cell = index.frequentCell(category);
    if (cell < 0) {
      long hash = CategoryIndex.hash(category);
      cell = index.rareCell(hash);
      rare.record(hash);
      openUnseen += cell == index.unseenCell() ? 1 : 0;
    }
    cells[cell]++;
    n++;
    openRows++;
    lags.record(positions[cell]);
    return cell;
  }

  /** Returns empty counts on the same categories. */
  public CategoryCounts fork() {
    return new CategoryCounts(index, positions);
  }

  /** Marks the end of a call; its rows are one cluster. */
  public void endCall() {
    if (openRows > 0) {
      unseen.recordCall(lags, openRows, openUnseen);
      openRows = 0;
      openUnseen = 0;
    }
    lags.endCall();
  }

  /** Returns the index. */
  public CategoryIndex index() {
    return index;
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns the effective sample size, in [0, n]. */
  public double effectiveN() {
    return lags.effectiveN();
  }

  /** Returns how many independent values the share of unseen categories rests on, in [0, n]. */
  public double effectiveUnseenN() {
    return unseen.effectiveN(lags);
  }

  /** Returns the correlation of one call with the next, see {@link LagSums#lag1}. */
  public double lag1() {
    return lags.lag1();
  }

  /**
   * Returns the number of different categories; estimated where more than {@link
   * DistinctEstimate#KEPT} are not among the frequent ones of the index.
   */
  public long distinct() {
    long distinct = rare.estimate();
    for (int cell = 0; cell < index.otherCell(); cell++) {
      distinct += cells[cell] > 0 ? 1 : 0;
    }
    return distinct;
  }

  /** Returns the counts per cell; a live view, not to be modified. */
  public long[] cells() {
    return cells;
  }

  /** Adds counts on the same index. */
  public void merge(CategoryCounts other) {
    if (cells.length != other.cells.length || !index.equals(other.index)) {
      throw new IllegalArgumentException("counts can be merged only on one and the same index");
    }
    seed(other.cells);
    rare.merge(other.rare);
    unseen.merge(lags, other.unseen, other.lags);
    lags.merge(other.lags);
  }

  /** Returns the lag sums; a live view. */
  public LagSums lags() {
    return lags;
  }

  /**
   * Adds what other counts on an equal index said of themselves.
   *
   * @param counts their {@link #cells}
   * @param others their {@link #lags}
   * @param hits their {@link #unseenHits}
   * @param hashes their {@link #rareHashes}
   */
  public void restore(long[] counts, LagSums others, RareHits hits, long[] hashes) {
    seed(counts);
    rare.restore(hashes);
    unseen.merge(lags, hits, others);
    lags.merge(others);
  }

  /** Returns the unseen categories as a series; a live view. */
  public RareHits unseenHits() {
    return unseen;
  }

  /** Returns hashes from which the number of different rare categories is estimated. */
  public long[] rareHashes() {
    return rare.kept();
  }

  /** Adds values of which only the counts are known. */
  public void seed(long[] counts) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += counts[i];
      n += counts[i];
    }
  }
}

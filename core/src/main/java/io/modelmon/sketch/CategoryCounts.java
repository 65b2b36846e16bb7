package io.modelmon.sketch;

/**
 * Counts of live categories on the cells of a reference's index.
 *
 * <p><b>Cost:</b> one index lookup and about a dozen additions per value, no allocation. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class CategoryCounts {

  private final CategoryIndex index;
  private final CategoryScores scores;
  private final long[] cells;
  private final LagSums lags = new LagSums();
  private final CategoryPairs pairs;
  private final RareHits unseen = new RareHits();
  private final DistinctEstimate rare = new DistinctEstimate();
  private int openRows;
  private int openUnseen;
  private long n;

  /**
   * Creates empty counts.
   *
   * @param index the reference's categories
   * @param scores of the reference, for the effective sample size
   */
  public CategoryCounts(CategoryIndex index, CategoryScores scores) {
    if (scores.cells() != index.cellCount()) {
      throw new IllegalArgumentException(
          "there must be one score per cell: "
              + index.cellCount()
              + " cells, "
              + scores.cells()
              + " scores");
    }
    this.index = index;
    this.scores = scores;
    this.pairs = new CategoryPairs(scores.groups());
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
    lags.record(scores.position(cell));
    pairs.record(scores.group(cell));
    return cell;
  }

  /** Returns empty counts on the same categories. */
  public CategoryCounts fork() {
    return new CategoryCounts(index, scores);
  }

  /** Returns empty counts of a part of the values on the same cells. */
  public PartTally part() {
    return new PartTally(scores);
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

  /**
   * Returns the effective sample size, in [0, n]: by the calls, or by the pairs of rows where these
   * show more dependence.
   */
  public double effectiveN() {
    double ofCalls = lags.effectiveN();
    return Math.min(ofCalls, Math.max(1, lags.n() / pairs.inflation()));
  }

  /**
   * Returns how many independent values these are worth for the noise of a distance, in [0, n]: at
   * least {@link #effectiveN}, and more where calls are of one row and dependence runs in few
   * directions.
   */
  public double noiseN() {
    double known = effectiveN();
    return lags.singleRows() ? Math.max(known, lags.n() / pairs.noiseInflation()) : known;
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
    pairs.merge(other.pairs);
  }

  /** Returns the pairs of rows that follow each other; a live view. */
  public CategoryPairs pairs() {
    return pairs;
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
   * @param followers their {@link #pairs}
   * @param hits their {@link #unseenHits}
   * @param hashes their {@link #rareHashes}
   */
  public void restore(
      long[] counts, LagSums others, CategoryPairs followers, RareHits hits, long[] hashes) {
    seed(counts);
    rare.restore(hashes);
    unseen.merge(lags, hits, others);
    lags.merge(others);
    pairs.merge(followers);
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

package io.modelmon.drift;

import io.modelmon.math.BrownianBridgeSquare;

/**
 * A walk over the cells that gathers n·m/(n+m)·Σ weight·(F − G)², at effective sizes, and the law
 * of that sum when nothing has drifted.
 *
 * <p>Every measure of this kind is one choice of weights. Stops at the cells that hold a value; the
 * last of them, where both distribution functions are 1, adds nothing.
 */
final class SquaredGaps {

  private final Counts reference;
  private final Counts current;
  private long referenceBelow;
  private long currentBelow;
  private int cell = -1;
  private double sum;

  SquaredGaps(Counts reference, Counts current) {
    this.reference = reference;
    this.current = current;
  }

  /** Moves on to the next cell that holds a value; false at the end. */
  boolean next() {
    while (++cell < reference.cells().length) {
      referenceBelow += reference.cells()[cell];
      currentBelow += current.cells()[cell];
      if (reference.cells()[cell] + current.cells()[cell] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the index of the cell. */
  int cell() {
    return cell;
  }

  /** Returns the pooled share of the cell. */
  double share() {
    return Alignment.pooledShare(
        reference, current, reference.cells()[cell], current.cells()[cell]);
  }

  /** Returns the pooled share of the cells up to here. */
  double below() {
    return below(Alignment::pooledShare);
  }

  /** Returns the pooled share of the cells beyond. */
  double above() {
    return above(Alignment::pooledShare);
  }

  private double below(Alignment.Mixture mixture) {
    return mixture.share(reference, current, referenceBelow, currentBelow);
  }

  private double above(Alignment.Mixture mixture) {
    return mixture.share(
        reference, current, reference.n() - referenceBelow, current.n() - currentBelow);
  }

  /** Adds the squared gap at this cell. */
  void add(double weight) {
    double gap = (double) referenceBelow / reference.n() - (double) currentBelow / current.n();
    sum += weight * (gap * gap);
  }

  /** Adds the squared gap at this cell, and its part of the law. */
  void addTo(BrownianBridgeSquare law, double weight) {
    double above = above();
    if (weight > 0 && above > 0) {
      add(weight);
      law.add(weight, below(), above);
    }
  }

  /** Adds the part of this cell to the law under {@link Alignment#opposedShare}. */
  void addOpposedTo(BrownianBridgeSquare law, double weight) {
    double above = above(Alignment::opposedShare);
    if (weight > 0 && above > 0) {
      law.add(weight, below(Alignment::opposedShare), above);
    }
  }

  /** Returns Σ weight·(F − G)² so far. */
  double sum() {
    return sum;
  }

  /** Returns n·m/(n+m) times the sum so far, at effective sizes. */
  double statistic() {
    return sum / Alignment.varianceFactor(reference, current);
  }

  /**
   * Returns the factor that makes the mean of the law that of the statistic when values are drawn
   * without replacement from the pooled ones.
   */
  double lawFactor() {
    return opposedFactor() * Alignment.rarity(reference, current);
  }

  /**
   * Returns the same factor for the law under {@link Alignment#opposedShare}. Rare values need no
   * more: where many of them came by chance, the variance that is read from them is too large as
   * well.
   */
  double opposedFactor() {
    double size = reference.effectiveN() + current.effectiveN();
    return size / (size - 1);
  }
}

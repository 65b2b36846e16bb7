package io.modelmon.sketch;

import java.util.ArrayList;
import java.util.List;

/**
 * Where to cut a sorted sample into cells: one cell per value while there are few, else cells of
 * about equal mass, with a value that is heavier than one cell in a cell of its own.
 */
final class QuantileCuts {

  /** Two cells are left for values outside the reference. */
  static final int CELLS = NumericGrid.MAX_CELLS - 2;

  private final WeightedValues sample;
  private final List<Run> runs = new ArrayList<>();

  private QuantileCuts(WeightedValues sample) {
    this.sample = sample;
  }

  /** Neighbouring values that share a cell. */
  private record Run(int first, int last, long weight, boolean atom) {}

  /** Returns the index of the first value of every cell, ascending, starting with 0. */
  static int[] of(WeightedValues sample) {
    int length = sample.values().length;
    if (length <= CELLS) {
      int[] all = new int[length];
      for (int i = 0; i < length; i++) {
        all[i] = i;
      }
      return all;
    }
    QuantileCuts cuts = new QuantileCuts(sample);
    cuts.fill();
    while (cuts.runs.size() > CELLS) {
      cuts.joinLightest();
    }
    return cuts.runs.stream().mapToInt(Run::first).toArray();
  }

  private void fill() {
    long total = sample.total();
    double share = (double) total / CELLS;
    double atomFloor = (double) total / NumericGrid.MAX_CELLS;
    int first = 0;
    long weight = 0;
    for (int i = 0; i < sample.values().length; i++) {
      long own = sample.weights()[i];
      boolean atom = own > atomFloor;
      if (weight > 0 && (atom || weight >= share)) {
        runs.add(new Run(first, i - 1, weight, false));
        weight = 0;
      }
      if (atom) {
        runs.add(new Run(i, i, own, true));
        first = i + 1;
      } else {
        first = weight == 0 ? i : first;
        weight += own;
      }
    }
    if (weight > 0) {
      runs.add(new Run(first, sample.values().length - 1, weight, false));
    }
  }

  /** Joins the two neighbours that weigh least together, atoms last. */
  private void joinLightest() {
    int best = 0;
    double bestCost = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < runs.size(); i++) {
      Run left = runs.get(i);
      Run right = runs.get(i + 1);
      boolean atom = left.atom() || right.atom();
      double cost = (double) left.weight() + right.weight() + (atom ? sample.total() : 0);
      if (cost < bestCost) {
        bestCost = cost;
        best = i;
      }
    }
    Run left = runs.get(best);
    Run right = runs.remove(best + 1);
    boolean atom = left.atom() || right.atom();
    runs.set(best, new Run(left.first(), right.last(), left.weight() + right.weight(), atom));
  }
}

package io.modelmon.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a first pass over a reference keeps of one categorical column, in constant memory: its
 * frequent categories.
 *
 * <p><b>Error:</b> exact up to {@value #LIMIT} different categories; beyond that every category
 * with more than one in {@value #LIMIT} of the values is still found. <br>
 * <b>Cost:</b> amortised one hash lookup per value. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "J. Misra, D. Gries: Finding repeated elements, Science of Computer Programming 2, 1982"
 */
public final class CategoryTally {

  /** Different categories up to which everything is exact. */
  public static final int LIMIT = 8192;

  /** How many frequent categories are kept by name. */
  public static final int FREQUENT = 100;

  private final Map<String, Count> counts = new HashMap<>();
  private final DistinctEstimate estimate = new DistinctEstimate();
  private boolean complete = true;

  /** Creates an empty tally. */
  public CategoryTally() {}

  private static final class Count {
    private long value = 1;

    Count() {}

    Count(long value) {
      this.value = value;
    }
  }

  /** Counts one category. */
  public void record(String category) {
    if (!complete) {
      estimate.record(CategoryIndex.hash(category));
    }
    Count known = counts.get(category);
    if (known != null) {
      known.value++;
    } else if (counts.size() < LIMIT) {
      counts.put(category, new Count());
    } else {
      overflow(category);
    }
  }

  /**
   * Adds another tally: exact while both together hold no more than {@link #LIMIT} different
   * categories; beyond that with the error of one tally over all values.
   *
   * @see "P. K. Agarwal et al.: Mergeable summaries, PODS 2012"
   */
  public void merge(CategoryTally other) {
    if (!complete || !other.complete) {
      forget();
      estimate.merge(other.estimate);
      if (other.complete) {
        other.counts.keySet().forEach(known -> estimate.record(CategoryIndex.hash(known)));
      }
    }
    other.counts.forEach(
        (category, count) ->
            counts.computeIfAbsent(category, unused -> new Count(0)).value += count.value);
    if (counts.size() > LIMIT) {
      forget();
      long surplus =
          counts.values().stream()
              .map(count -> count.value)
              .sorted(Comparator.reverseOrder())
              .skip(LIMIT)
              .findFirst()
              .orElse(0L);
      counts.values().forEach(count -> count.value -= surplus);
      counts.values().removeIf(count -> count.value <= 0);
    }
  }

  /** From here on categories are forgotten, so that different ones are estimated. */
  private void forget() {
    if (complete) {
      complete = false;
      counts.keySet().forEach(known -> estimate.record(CategoryIndex.hash(known)));
    }
  }

  private void overflow(String category) {
    if (complete) {
      forget();
      estimate.record(CategoryIndex.hash(category));
    }
    for (Iterator<Count> all = counts.values().iterator(); all.hasNext(); ) {
      Count count = all.next();
      count.value--;
      if (count.value == 0) {
        all.remove();
      }
    }
  }

  /** Returns the number of different categories, estimated beyond {@link #LIMIT}. */
  public long distinct() {
    return complete ? counts.size() : estimate.estimate();
  }

  /** Returns an empty second-pass tally on this tally's frequent categories. */
  public CategoryCounts cut() {
    CategoryIndex index = index();
    return new CategoryCounts(index, CategoryScores.of(firstPass(index)));
  }

  /**
   * Returns the index of this tally's categories, most frequent first. One that occurred once has a
   * name only where all have: among many it is no more than an accident of the sample.
   */
  public CategoryIndex index() {
    List<Map.Entry<String, Count>> all = new ArrayList<>(counts.entrySet());
    all.sort(
        Comparator.<Map.Entry<String, Count>>comparingLong(entry -> -entry.getValue().value)
            .thenComparing(Map.Entry::getKey));
    int named = named();
    List<String> frequent = all.subList(0, named).stream().map(Map.Entry::getKey).toList();
    long[] others = new long[complete ? all.size() - named : 0];
    for (int i = 0; i < others.length; i++) {
      others[i] = CategoryIndex.hash(all.get(named + i).getKey());
    }
    return new CategoryIndex(frequent, others, complete);
  }

  private int named() {
    if (!complete || counts.size() <= FREQUENT) {
      return Math.min(FREQUENT, counts.size());
    }
    return (int) Math.min(FREQUENT, counts.size() - once());
  }

  private long once() {
    return counts.values().stream().filter(count -> count.value == 1).count();
  }

  /**
   * Returns how many values a sample of one less would have called unseen: the categories without a
   * name that occurred once. Their share is what a further sample of the same population will hold
   * of categories that this one never saw.
   *
   * @return 0 where categories were forgotten, since none is called unseen then
   * @see "I. J. Good: The population frequencies of species and the estimation of population
   *     parameters, Biometrika 40, 1953"
   */
  public long unseenValues() {
    return complete && counts.size() > FREQUENT ? once() : 0;
  }

  private long[] firstPass(CategoryIndex index) {
    long[] cells = new long[index.cellCount()];
    counts.forEach((category, count) -> cells[index.cellOf(category)] += count.value);
    return cells;
  }
}

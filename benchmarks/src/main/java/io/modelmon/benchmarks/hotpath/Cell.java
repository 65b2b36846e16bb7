package io.modelmon.benchmarks.hotpath;

/**
 * What is called, how often at once: one table of the results.
 *
 * @param shape what the model takes
 * @param repeats what it costs, see {@link ScoringModel}
 * @param threads how many threads call
 * @param virtual whether they are virtual ones
 * @param paced whether bursts are paced so that the monitor can keep up
 */
record Cell(Shape shape, int repeats, int threads, boolean virtual, boolean paced) {

  /** About 20 ns. */
  static final int CHEAP = 1;

  /** About 1.5 µs. */
  static final int MEDIUM = 75;

  /** About 100 µs. */
  static final int DEAR = 5000;

  static Cell of(Shape shape) {
    return new Cell(shape, CHEAP, 1, false, true);
  }

  Cell costing(int repeatCount) {
    return new Cell(shape, repeatCount, threads, virtual, paced);
  }

  Cell on(int threadCount, boolean virtualThreads) {
    return new Cell(shape, repeats, threadCount, virtualThreads, paced);
  }

  Cell unpaced() {
    return new Cell(shape, repeats, threads, virtual, false);
  }

  String title() {
    String kind = virtual ? " virtual thread" : " thread";
    String cost = repeats == CHEAP ? "" : ", model × " + repeats;
    return shape.name().toLowerCase(java.util.Locale.ROOT)
        + cost
        + ", "
        + threads
        + kind
        + (threads == 1 ? "" : "s")
        + (paced ? "" : ", ring full");
  }
}

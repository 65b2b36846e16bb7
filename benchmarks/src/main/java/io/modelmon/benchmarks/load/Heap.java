package io.modelmon.benchmarks.load;

/** The heap of this process. */
final class Heap {

  /** The serial collector leaves gaps, which count as used, but for every fourth time. */
  private static final int COLLECTIONS = 4;

  private Heap() {}

  /** Returns the bytes in use after full collections, none of them gaps. */
  static long afterCollection() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

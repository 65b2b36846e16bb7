package io.modelmon.benchmarks.load;

/** The heap of this process. */
final class Heap {

  private Heap() {}

  /** Returns the bytes in use after a full collection. */
  static long afterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

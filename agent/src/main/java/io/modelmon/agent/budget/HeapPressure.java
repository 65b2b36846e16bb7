package io.modelmon.agent.budget;

import java.lang.ref.WeakReference;
import java.util.function.DoubleSupplier;

/**
 * How full the heap is when it has been collected.
 *
 * <p>What is in use includes garbage, so a single look says nothing. The least of many looks does,
 * once there was a collection between them; whether there was one shows at an object that nothing
 * but a weak reference holds. The management beans that know better are not for an agent to load.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class HeapPressure {

  /** Looks that count, one a second. */
  static final int LOOKS = 30;

  static final double HIGH = 0.95;
  static final double LOW = 0.90;

  private static final int COLLECTIONS = 2;

  private final DoubleSupplier usedShare;
  private final double[] used = new double[LOOKS];
  private final boolean[] collected = new boolean[LOOKS];
  private int looks;
  private WeakReference<Object> sentinel = new WeakReference<>(new Object());

  /** Creates a gauge of this JVM's heap. */
  HeapPressure() {
    this(
        () -> {
          Runtime runtime = Runtime.getRuntime();
          return (runtime.totalMemory() - runtime.freeMemory()) / (double) runtime.maxMemory();
        });
  }

  HeapPressure(DoubleSupplier usedShare) {
    this.usedShare = usedShare;
  }

  /** Looks once; to be called once a second. */
  void look() {
    boolean gone = sentinel.refersTo(null);
    if (gone) {
      sentinel = new WeakReference<>(new Object());
    }
    look(gone);
  }

  /** Looks once, given whether there was a collection since the last look. */
  void look(boolean collection) {
    int place = looks % LOOKS;
    used[place] = usedShare.getAsDouble();
    collected[place] = collection;
    looks++;
  }

  /** Returns whether collections left the heap nearly full all the time. */
  boolean isHigh() {
    int collections = 0;
    for (boolean one : collected) {
      collections += one ? 1 : 0;
    }
    return looks >= LOOKS && collections >= COLLECTIONS && least() > HIGH;
  }

  /** Returns whether there is room again. */
  boolean isLow() {
    return least() < LOW;
  }

  private double least() {
    double least = Double.MAX_VALUE;
    for (double one : used) {
      least = Math.min(least, one);
    }
    return least;
  }
}

package io.modelmon.monitor;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels whose prediction is not known yet, held back until it comes, or every ring has been
 * drained once more: a drain that passes a slot just before a prediction is published in it may
 * well meet its label further on. Labels of one id keep their order.
 *
 * <p><b>Cost:</b> one look at all that are held per label; at most {@value #MAX} are. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class HeldLabels {

  /** Beyond so many, labels are not held back. */
  static final int MAX = 512;

  /**
   * A label.
   *
   * @param value a number or a code
   * @param logged its id in the prediction log, or null where nothing is logged
   * @param text the label as it came, for the log
   */
  record Label(
      long high, long low, long epochMillis, double value, @Nullable String logged, String text) {}

  private record Held(Label label, long round) {}

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Consumer<Label> receiver;
  private long round;

  HeldLabels(Consumer<Label> receiver) {
    this.receiver = receiver;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /**
   * Takes a label, and passes it on at once or later.
   *
   * @param known whether its prediction is known
   */
  void add(Label label, boolean known) {
    if (!known && held.size() < MAX) {
      held.add(new Held(label, round));
      return;
    }
    predicted(label.high, label.low);
    receiver.accept(label);
  }

  /** Passes on the labels of a prediction that has come, before its window may close. */
  void predicted(long high, long low) {
    for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
      Label earlier = all.next().label;
      if (earlier.low == low && earlier.high == high) {
        all.remove();
        receiver.accept(earlier);
      }
    }
  }

  /** Notes that all rings have been drained; passes on what came before the drain. */
  void drained() {
    long before = round++;
    for (Held next = held.peek(); next != null && next.round < before; next = held.peek()) {
      held.remove();
      receiver.accept(next.label);
    }
  }
}

package io.modelmon.performance.join;

import java.nio.file.Path;

/**
 * Predicts until it is killed, and says how much it may no longer lose. Arguments: file, first id.
 */
final class StoreWriterMain {

  private StoreWriterMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    LabelStore store = LabelStore.file(Path.of(arguments[0]), 1L << 30, System.err::println);
    JoinShape shape = new JoinShape(false, 1, 0);
    JoinPolicy policy = new JoinPolicy(1000, 1L << 30, 500, 1_000_000);
    LabelJoin join = store.join("killed", shape, policy, (row, label, at) -> {});
    WaitingPrediction row = new WaitingPrediction(shape);
    long id = Long.parseLong(arguments[1]);
    // Waits for what earlier processes left, as otherwise its counts would be mixed with ours.
    while (join.account().restoredPredictions() < id) {
      join.advance(id + 1);
      Thread.sleep(1);
    }
    for (long made = 0; ; made++, id++) {
      row.fill(0, (int) id, id, (double) id);
      row.score(0, id / 8.0);
      join.ids().update("id" + id);
      join.predicted(join.ids().high(), join.ids().low(), row);
      if (made % 50 == 0) {
        join.advance(id + 1);
        System.out.println(store.status().stored() + " " + store.status().lost());
        Thread.sleep(1);
      }
    }
  }
}

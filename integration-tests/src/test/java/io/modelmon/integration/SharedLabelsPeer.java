package io.modelmon.integration;

import io.modelmon.performance.join.JoinAccount;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelOutcome;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.PredictionOutcome;
import io.modelmon.performance.join.WaitingPrediction;
import java.sql.DriverManager;

/**
 * One of several JVMs with one database: predicts some ids, labels some ids, and tells what it
 * joined. Arguments: URL, first and last id to predict, first and last id to label.
 */
public final class SharedLabelsPeer {

  private static final long NOW = 1_000_000;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private SharedLabelsPeer() {}

  /** Runs the peer. */
  public static void main(String[] arguments) throws InterruptedException {
    String url = arguments[0];
    JoinShape shape = new JoinShape(true, 2, 1);
    try (LabelStore store =
        LabelStore.jdbc(
            () -> DriverManager.getConnection(url),
            "a secret of all peers",
            line -> System.err.println(line))) {
      LabelJoin join =
          store.join(
              "shared",
              shape,
              new JoinPolicy(500_000, 900_000, 100_000, 1_000_000),
              (row, label, at) -> {
                if (row.score(1) != row.window() / 4.0 || label != row.predicted()) {
                  System.out.println("WRONG " + row.window());
                }
                System.out.println("JOINED " + row.window() + " " + row.foreign());
              });
      join.advance(NOW);
      // Codes are not the same in all peers.
      join.names().code(arguments[1]);
      for (int id = Integer.parseInt(arguments[1]); id < Integer.parseInt(arguments[2]); id++) {
        predict(join, new WaitingPrediction(shape), id);
      }
      for (int id = Integer.parseInt(arguments[3]); id < Integer.parseInt(arguments[4]); id++) {
        join.ids().update("order-" + id);
        join.labelled(
            join.ids().high(), join.ids().low(), NOW, join.names().code("class" + id % 7));
      }
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (store.status().queued() > 0 && System.nanoTime() < end) {
        join.advance(NOW);
        Thread.sleep(5);
      }
      join.advance(NOW);
      tell(join.account());
    }
  }

  private static void predict(LabelJoin join, WaitingPrediction row, int id) {
    row.fill(join.names().code("7"), id, NOW, join.names().code("class" + id % 7));
    row.score(0, id);
    row.score(1, id / 4.0);
    row.segment(0, join.names().code("web"));
    join.ids().update("order-" + id);
    join.predicted(join.ids().high(), join.ids().low(), row);
  }

  private static void tell(JoinAccount account) {
    System.out.println("LABELS " + account.labels());
    for (LabelOutcome outcome : LabelOutcome.values()) {
      System.out.println("LABEL_" + outcome + " " + account.labels(outcome));
    }
    System.out.println("PREDICTIONS " + account.predictions());
    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      System.out.println("PREDICTION_" + outcome + " " + account.predictions(outcome));
    }
  }
}

package com.example.credit.train;

import com.example.credit.model.CreditModel;
import java.util.List;

/** How good the credit model is. */
final class Quality {

  private Quality() {}

  /** Returns the share of rows whose more likely class is the true one. */
  static double accuracy(CreditModel model, List<Application> rows) {
    long right =
        rows.stream()
            .filter(row -> (Trainer.probabilityBad(model, row) >= 0.5) == row.risk().equals("bad"))
            .count();
    return (double) right / rows.size();
  }

  /** Returns how often a bad loan is given a higher probability than a good one; ties half. */
  static double areaUnderCurve(CreditModel model, List<Application> rows) {
    double[] bad = probabilities(model, rows, "bad");
    double[] good = probabilities(model, rows, "good");
    double wins = 0;
    for (double b : bad) {
      for (double g : good) {
        wins += b > g ? 1 : b == g ? 0.5 : 0;
      }
    }
    return wins / bad.length / good.length;
  }

  private static double[] probabilities(CreditModel model, List<Application> rows, String risk) {
    return rows.stream()
        .filter(row -> row.risk().equals(risk))
        .mapToDouble(row -> Trainer.probabilityBad(model, row))
        .toArray();
  }
}

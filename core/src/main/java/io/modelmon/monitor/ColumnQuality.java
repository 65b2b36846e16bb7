package io.modelmon.monitor;

import io.modelmon.config.QualityConfig;
import io.modelmon.drift.Persistence;
import io.modelmon.drift.Transition;
import io.modelmon.profile.ValueRange;
import io.modelmon.quality.ColumnRule;
import io.modelmon.quality.ColumnRules;
import io.modelmon.quality.ColumnWindow;
import io.modelmon.quality.QualityResult;
import io.modelmon.quality.QualityRule;
import io.modelmon.quality.QualityStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of data quality that are watched for one column, and what they said before.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ColumnQuality {

  /** Windows whose dependence is remembered; the greatest counts. */
  private static final int WINDOWS = 8;

  private final ColumnMonitor column;
  private final ValueRange range;
  private final double margin;
  private final List<Watched> watched = new ArrayList<>();
  private final double[] lag1 = new double[WINDOWS];
  private int window;

  private record Watched(ColumnRule rule, Persistence memory) {}

  ColumnQuality(ColumnMonitor column, QualityConfig config) {
    String name = column.column().name();
    this.column = column;
    this.range = range(config, name);
    this.margin = config.margin(name);
    for (ColumnRule rule : ColumnRules.all()) {
      if (config.watches(rule.rule().attribute(), name)) {
        watched.add(new Watched(rule, new Persistence(config.consecutive())));
      }
    }
    Arrays.fill(lag1, Double.NaN);
  }

  /** Returns the limits that are declared for a feature. */
  static ValueRange range(QualityConfig config, String name) {
    QualityConfig.FeatureQuality own = config.feature(name);
    boolean watches = config.watches(QualityRule.OUT_OF_RANGE.attribute(), name);
    return watches ? new ValueRange(own.min(), own.max()) : ValueRange.UNDECLARED;
  }

  /**
   * Evaluates the column's window.
   *
   * @param conclusive whether the window has enough rows to say anything
   * @param describe whether rules are to be shown that have nothing to say
   */
  void evaluate(boolean conclusive, boolean describe, QualityOutcome outcome) {
    ColumnWindow current =
        new ColumnWindow(column.window(), column.reference(), range, margin, greatestLag1());
    for (Watched rule : watched) {
      QualityResult result = rule.rule.evaluate(current);
      if (result == null) {
        continue;
      }
      Transition transition =
          conclusive && result.status() != QualityStatus.UNDECIDED
              ? rule.memory.update(result.status() == QualityStatus.ISSUE)
              : Transition.NONE;
      boolean detected = rule.memory.drifted();
      FeatureQuality quality = new FeatureQuality(column.column().name(), result, detected);
      if (describe || detected || saysSomething(result)) {
        outcome.add(quality);
      }
      if (!isReportedAsDrift(result.rule())) {
        outcome.change(transition, quality);
      }
    }
    if (conclusive) {
      lag1[window++ % WINDOWS] = current.lag1Now();
    }
  }

  /** The largest share of one value, for instance, is never 0, but means nothing by itself. */
  private static boolean saysSomething(QualityResult result) {
    return switch (result.rule()) {
      case CONSTANT, STUCK, CARDINALITY -> result.status() == QualityStatus.ISSUE;
      default -> result.rate().hits() > 0;
    };
  }

  /** The share of missing values is a test of drift already, with an event of its own. */
  private boolean isReportedAsDrift(QualityRule rule) {
    return rule == QualityRule.MISSING && column.compared() && column.reference() != null;
  }

  private double greatestLag1() {
    double greatest = Double.NaN;
    for (double known : lag1) {
      greatest = greatest >= known || Double.isNaN(known) ? greatest : known;
    }
    return greatest;
  }
}

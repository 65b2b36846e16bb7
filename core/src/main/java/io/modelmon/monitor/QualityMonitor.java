package io.modelmon.monitor;

import io.modelmon.config.QualityConfig;
import io.modelmon.drift.Persistence;
import io.modelmon.drift.Transition;
import io.modelmon.quality.DuplicateRows;
import io.modelmon.quality.QualityResult;
import io.modelmon.quality.QualityRule;
import io.modelmon.quality.QualityStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of data quality of one version of a model: those of its columns, and the one about
 * whole rows.
 *
 * <p><b>Cost:</b> one hash per cell of the rows that {@link DuplicateRows} looks at; everything
 * else is counted by the columns. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class QualityMonitor {

  private final List<ColumnQuality> columns = new ArrayList<>();
  private final @Nullable DuplicateRows duplicates;
  private final Persistence duplicatesMemory;
  private final double margin;
  private final int features;
  private final boolean describe;

  /**
   * Creates the rules.
   *
   * @param features how many of the columns are features; rows are compared by them
   * @param describe whether rules are to be shown that have nothing to say
   */
  QualityMonitor(
      List<ColumnMonitor> columns, int features, QualityConfig config, boolean describe) {
    if (config.enabled()) {
      for (ColumnMonitor column : columns) {
        this.columns.add(new ColumnQuality(column, config));
      }
    }
    boolean rows = features > 0 && config.watches(QualityRule.DUPLICATE_ROWS.attribute());
    this.duplicates = rows ? new DuplicateRows() : null;
    this.duplicatesMemory = new Persistence(config.consecutive());
    this.margin = config.margin();
    this.features = features;
    this.describe = describe;
  }

  /** Takes the rows of a block before its columns do. */
  void record(RowBlock block) {
    DuplicateRows rows = duplicates;
    if (rows == null || !rows.wantsMore()) {
      return;
    }
    long[] hashes = block.hashes(features);
    for (int row = 0; row < block.rows(); row++) {
      rows.record(hashes[row]);
      if (block.endsCall(row)) {
        rows.endCall();
      }
    }
  }

  /** Ends the open call. */
  void endCall() {
    if (duplicates != null) {
      duplicates.endCall();
    }
  }

  /**
   * Evaluates the window.
   *
   * @param conclusive whether the window has enough rows to say anything
   */
  QualityOutcome evaluate(boolean conclusive) {
    QualityOutcome outcome = new QualityOutcome();
    for (ColumnQuality column : columns) {
      column.evaluate(conclusive, describe, outcome);
    }
    if (duplicates != null) {
      evaluateRows(duplicates.evaluate(margin), conclusive, outcome);
    }
    return outcome;
  }

  private void evaluateRows(QualityResult result, boolean conclusive, QualityOutcome outcome) {
    Transition transition =
        conclusive && result.status() != QualityStatus.UNDECIDED
            ? duplicatesMemory.update(result.status() == QualityStatus.ISSUE)
            : Transition.NONE;
    FeatureQuality quality = new FeatureQuality("", result, duplicatesMemory.drifted());
    if (describe || quality.detected() || result.rate().hits() > 0) {
      outcome.add(quality);
    }
    outcome.change(transition, quality);
  }

  /** Starts a new window. */
  void closeWindow() {
    if (duplicates != null) {
      duplicates.closeWindow();
    }
  }
}

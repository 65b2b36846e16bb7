package io.modelmon.monitor;

import io.modelmon.drift.DriftVerdict;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.profile.Seasonality;
import io.modelmon.schema.ModelId;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What is worth saying once about a reference that is small, as a whole or in a season. */
record ReferenceNotes(ModelId id, Consumer<String> log) {

  /**
   * Says it.
   *
   * @param predictions rows of a window
   */
  void about(ReferenceProfile profile, long predictions) {
    noteSize(profile, predictions);
    noteSeasons(profile);
  }

  /** A small reference makes all windows err the same way. */
  private void noteSize(ReferenceProfile profile, long predictions) {
    if (profile.rows() < DriftVerdict.MIN_REFERENCE_N) {
      log.accept(
          "model %s: the reference has %d rows; with fewer than %d values nothing is compared: build it from more"
              .formatted(id, profile.rows(), DriftVerdict.MIN_REFERENCE_N));
    } else if (profile.rows() / 10 < predictions) {
      log.accept(
          "model %s: the reference has %d rows, less than ten windows of %d; false alarms come in runs"
              .formatted(id, profile.rows(), predictions));
    }
  }

  /** A season of few rows is no reference of its own. */
  private void noteSeasons(ReferenceProfile profile) {
    Seasonality seasonality = profile.seasonality();
    if (seasonality == null) {
      return;
    }
    Set<Integer> thin = new TreeSet<>();
    for (ReferenceColumn column : profile.columns()) {
      SeasonCounts counts = column.seasons();
      for (int i = 0; counts != null && i < counts.seasons(); i++) {
        if (!counts.isKnown(i)) {
          thin.add(i);
        }
      }
    }
    if (!thin.isEmpty()) {
      log.accept(
          "model %s: the reference by %s has fewer than %d values of some features in %s; they are"
                  .formatted(id, seasonality, SeasonCounts.MIN_VALUES, thin)
              + " compared with the whole reference there");
    }
  }
}

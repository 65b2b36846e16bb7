package io.modelmon.monitor;

import io.modelmon.config.DriftConfig;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SampledRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which columns take part in comparisons of whole rows, and what they are compared with.
 *
 * <p>Features take part unless drift is off for them or they are sensitive: a whole row points to a
 * person far sooner than counts do. Outputs are functions of the features and stay out.
 */
final class MultivariateSetup {

  private final List<ColumnMonitor> features;
  private final DriftConfig drift;
  private final Executor worker;

  MultivariateSetup(List<ColumnMonitor> features, DriftConfig drift, Executor worker) {
    this.features = features;
    this.drift = drift;
    this.worker = worker;
  }

  /**
   * Returns the monitor of whole rows, or null when none is wanted or possible.
   *
   * @param profile the reference from a file, or null
   * @param log takes why none is possible
   */
  @Nullable MultivariateMonitor start(@Nullable ReferenceProfile profile, Consumer<String> log) {
    if (!drift.enabled() || drift.multivariate().isEmpty()) {
      return null;
    }
    List<Integer> columns = new ArrayList<>();
    SampledRows rows = profile == null ? null : profile.sampledRows();
    if (profile != null && rows == null) {
      log.accept(
          "no multivariate drift: the reference has no sampled rows; make it anew with profile --config");
      return null;
    }
    for (int i = 0; i < features.size() && columns.size() < SampledRows.MAX_COLUMNS; i++) {
      ColumnMonitor feature = features.get(i);
      boolean known =
          rows == null
              ? feature.learns()
              : feature.reference() != null && rows.columns().contains(feature.column().name());
      if (known && feature.compared() && !feature.column().sensitive()) {
        columns.add(i);
      }
    }
    if (columns.isEmpty()) {
      log.accept("no multivariate drift: no feature has a reference that could be compared");
      return null;
    }
    int[] indices = columns.stream().mapToInt(Integer::intValue).toArray();
    MultivariateMonitor.Reference reference = null;
    if (rows != null) {
      List<ColumnMonitor> chosen = columns.stream().map(features::get).toList();
      reference = reference(rows.select(names(chosen)), chosen);
    }
    return new MultivariateMonitor(indices, drift, reference, worker);
  }

  private static List<String> names(List<ColumnMonitor> columns) {
    return columns.stream().map(column -> column.column().name()).toList();
  }

  /**
   * Ends the learning of a monitor.
   *
   * @param columns all columns of a row, which have learned their references
   * @return the rows it has learned, for the profile
   */
  static SampledRows learned(MultivariateMonitor monitor, List<ColumnMonitor> columns) {
    List<ColumnMonitor> chosen = monitor.columns().mapToObj(columns::get).toList();
    SampledRows rows = monitor.learnedRows(names(chosen));
    monitor.learned(reference(rows, chosen));
    return rows;
  }

  private static MultivariateMonitor.Reference reference(
      SampledRows rows, List<ColumnMonitor> columns) {
    List<ReferenceColumn> references =
        columns.stream().map(column -> Objects.requireNonNull(column.reference())).toList();
    return new MultivariateMonitor.Reference(rows, effectiveShare(references), encoder(references));
  }

  /**
   * Columns without any value in the reference are numbers until it is known better: left out,
   * which ones take part would depend on the reference's rows.
   */
  private static RowEncoder encoder(List<ReferenceColumn> references) {
    List<RowEncoder.Kind> kinds = new ArrayList<>();
    for (ReferenceColumn reference : references) {
      kinds.add(
          reference instanceof CategoricalReference
              ? RowEncoder.Kind.CATEGORY
              : RowEncoder.Kind.NUMBER);
    }
    return new RowEncoder(kinds);
  }

  /** Returns the least share of independent values over the columns: 1 for training data. */
  private static double effectiveShare(List<ReferenceColumn> references) {
    double least = 1;
    for (ReferenceColumn reference : references) {
      if (reference instanceof NumericReference numeric && numeric.n() > 0) {
        least = Math.min(least, numeric.effectiveN() / numeric.n());
      } else if (reference instanceof CategoricalReference categorical && categorical.n() > 0) {
        least = Math.min(least, categorical.effectiveN() / categorical.n());
      }
    }
    return Math.max(1e-9, least);
  }
}

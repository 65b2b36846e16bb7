package io.modelmon.agent.cli;

import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.EmptyReference;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.profile.SegmentCounts;
import io.modelmon.profile.SegmentReference;
import io.modelmon.profile.TrainingPerformance;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Prints a profile for people, without extremes and categories of sensitive columns. */
final class ProfileTable {

  private static final String LINE = "%-28s %-11s %9s %8s %8s %8s  %s%n";

  private static final int FEW = 20;

  private final PrintWriter out;
  private final boolean everything;

  /**
   * Creates a table.
   *
   * @param everything whether sensitive columns are shown like all others
   */
  ProfileTable(PrintWriter out, boolean everything) {
    this.out = out;
    this.everything = everything;
  }

  void print(ReferenceProfile profile) {
    out.printf("model    %s%n", profile.model());
    out.printf("created  %s%n", profile.created());
    out.printf("rows     %d%n", profile.rows());
    out.printf("id       %s%n", profile.id());
    if (profile.seasonality() != null) {
      printSeasons(profile);
    }
    for (SegmentReference segment : profile.segments()) {
      printSegment(segment, isHidden(profile, segment.name()));
    }
    out.println();
    out.printf(LINE, "column", "type", "values", "missing", "invalid", "distinct", "distribution");
    for (ReferenceColumn column : profile.columns()) {
      print(column, isHidden(profile, column.name()));
    }
    if (!everything && !profile.sensitive().isEmpty()) {
      out.println("sensitive: extremes and categories are in the file, and are not shown");
    }
    TrainingPerformance training = profile.training();
    if (training != null) {
      out.println();
      printTraining(training);
    }
  }

  private boolean isHidden(ReferenceProfile profile, String column) {
    return !everything && profile.sensitive().contains(column);
  }

  /** Prints how good the model was on the rows, and how it will be estimated. */
  void printTraining(TrainingPerformance training) {
    out.printf("%-28s %9s %12s   %s%n", "performance", "n", "value", "95 % interval");
    for (TrainingPerformance.Figure figure : training.figures()) {
      out.printf(
          Locale.ROOT,
          "%-28s %9d %12.6g   %.6g … %.6g%n",
          figure.metric(),
          figure.n(),
          figure.value(),
          figure.lower(),
          figure.upper());
    }
    long applied = training.calibrations().stream().filter(own -> own.scores().length > 0).count();
    String scores =
        applied == 0
            ? "scores as they are, which calibration would not improve"
            : "scores calibrated, of %d of %d classes"
                .formatted(applied, training.calibrations().size());
    boolean estimated = training.losses() != null || !training.calibrations().isEmpty();
    out.printf(
        "estimated without labels     %s%n",
        !estimated ? "no" : training.losses() == null ? "by " + scores : "by learned errors");
  }

  private void printSeasons(ReferenceProfile profile) {
    out.printf("seasons  %s%n", profile.seasonality());
    double coarsest = 0;
    long[] rows = null;
    for (ReferenceColumn column : profile.columns()) {
      SeasonCounts seasons = column.seasons();
      if (seasons != null) {
        rows = seasons.rows();
        coarsest = Math.max(coarsest, seasons.coarsest());
      }
    }
    if (rows != null) {
      out.printf("         rows %s%n", Arrays.toString(rows));
      out.printf(
          Locale.ROOT,
          "         distances are short by at most %.3f; fewer than %d values are too few%n",
          coarsest,
          SeasonCounts.MIN_VALUES);
    }
  }

  private void printSegment(SegmentReference segment, boolean hidden) {
    long[] rows = new long[segment.values().size()];
    double coarsest = 0;
    for (SegmentCounts column : segment.columns().values()) {
      coarsest = Math.max(coarsest, column.counts().coarsest());
      for (int code = 0; code < column.counts().seasons(); code++) {
        rows[code] = column.counts().rows()[code];
      }
    }
    StringBuilder text = new StringBuilder();
    for (int code = 0; code < rows.length; code++) {
      String name = hidden ? "*" : segment.values().get(code);
      text.append(rows[code] == 0 ? "" : "  " + name + " " + rows[code]);
    }
    out.printf("segment  %s: rows%s%n", segment.name(), text);
    out.printf(
        Locale.ROOT,
        "         distances are short by at most %.3f; fewer than %d values are too few%n",
        coarsest,
        SeasonCounts.MIN_VALUES);
  }

  private void print(ReferenceColumn column, boolean hidden) {
    ColumnTotals totals = column.totals();
    if (column instanceof NumericReference numeric) {
      line(
          numeric.name(),
          "numeric",
          totals,
          numeric.shape().distinct(),
          quantiles(numeric, hidden));
    } else if (column instanceof CategoricalReference categorical) {
      String levels = hidden ? "sensitive" : levels(categorical);
      line(categorical.name(), "categorical", totals, categorical.distinct(), levels);
    } else if (column instanceof EmptyReference empty) {
      line(empty.name(), "-", totals, 0, "no value");
    }
  }

  private void line(
      String name, String type, ColumnTotals totals, long distinct, String distribution) {
    long values = totals.rows() - totals.missing() - totals.invalid();
    out.printf(
        LINE, name, type, values, totals.missing(), totals.invalid(), distinct, distribution);
  }

  /** Quartiles of a hidden column are left out where they could be its extremes. */
  private static String quantiles(NumericReference numeric, boolean hidden) {
    StringBuilder text = new StringBuilder(hidden ? "sensitive  " : "");
    double[] at = {0.0, 0.25, 0.5, 0.75, 1.0};
    String[] names = {"min", "q25", "median", "q75", "max"};
    boolean few = numeric.shape().distinct() < FEW;
    int skipped = !hidden ? 0 : few ? at.length : 1;
    for (int i = skipped; i < at.length - skipped; i++) {
      double value =
          i == 0
              ? numeric.shape().min()
              : i == at.length - 1 ? numeric.shape().max() : numeric.quantile(at[i]);
      text.append(String.format(Locale.ROOT, "%s %.6g  ", names[i], value));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "mean %.6g  sd %.6g",
            numeric.shape().mean(),
            numeric.standardDeviation()));
    return text.toString();
  }

  private static String levels(CategoricalReference categorical) {
    StringBuilder text = new StringBuilder();
    long[] cells = categorical.cells();
    int shown = Math.min(5, categorical.index().frequent().size());
    for (int i = 0; i < shown; i++) {
      double share = 100.0 * cells[i] / Math.max(1, categorical.n());
      text.append(String.format(Locale.ROOT, "%s %.1f %%  ", categorical.index().name(i), share));
    }
    if (categorical.index().frequent().size() > shown) {
      text.append("…");
    }
    return text.toString();
  }
}

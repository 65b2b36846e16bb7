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

/** Prints a profile for people. */
final class ProfileTable {

  private static final String LINE = "%-28s %-11s %9s %8s %8s %8s  %s%n";

  private final PrintWriter out;

  ProfileTable(PrintWriter out) {
    this.out = out;
  }

  void print(ReferenceProfile profile) {
    out.printf("model    %s%n", profile.model());
    out.printf("created  %s%n", profile.created());
    out.printf("rows     %d%n", profile.rows());
    out.printf("id       %s%n", profile.id());
    if (profile.seasonality() != null) {
      printSeasons(profile);
    }
    profile.segments().forEach(this::printSegment);
    out.println();
    out.printf(LINE, "column", "type", "values", "missing", "invalid", "distinct", "distribution");
    for (ReferenceColumn column : profile.columns()) {
      print(column);
    }
    TrainingPerformance training = profile.training();
    if (training != null) {
      out.println();
      printTraining(training);
    }
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

  private void printSegment(SegmentReference segment) {
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
      text.append(rows[code] == 0 ? "" : "  " + segment.values().get(code) + " " + rows[code]);
    }
    out.printf("segment  %s: rows%s%n", segment.name(), text);
    out.printf(
        Locale.ROOT,
        "         distances are short by at most %.3f; fewer than %d values are too few%n",
        coarsest,
        SeasonCounts.MIN_VALUES);
  }

  private void print(ReferenceColumn column) {
    ColumnTotals totals = column.totals();
    if (column instanceof NumericReference numeric) {
      line(numeric.name(), "numeric", totals, numeric.shape().distinct(), quantiles(numeric));
    } else if (column instanceof CategoricalReference categorical) {
      String levels = levels(categorical);
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

  private static String quantiles(NumericReference numeric) {
    StringBuilder text = new StringBuilder();
    double[] at = {0.0, 0.25, 0.5, 0.75, 1.0};
    String[] names = {"min", "q25", "median", "q75", "max"};
    for (int i = 0; i < at.length; i++) {
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

package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The performance on training rows in a file. */
final class PerformanceContent {

  private static final List<String> TASKS =
      Stream.of(TaskType.values()).map(task -> task.name().toLowerCase(Locale.ROOT)).toList();

  private PerformanceContent() {}

  /** Writes it; errors of estimates are left out where there are none. */
  static void write(String key, TrainingPerformance trained, ContentSink out) {
    out.begin(key);
    out.choice("task", TASKS, trained.task().ordinal());
    out.count("rows", trained.rows());
    out.beginList("metrics", trained.figures().size());
    for (TrainingPerformance.Figure figure : trained.figures()) {
      out.begin("");
      out.text("metric", figure.metric());
      out.number("value", figure.value());
      out.number("lower", figure.lower());
      out.number("upper", figure.upper());
      out.count("n", figure.n());
      out.end();
    }
    out.endList();
    out.beginList("calibrations", trained.calibrations().size());
    for (TrainingPerformance.Calibration calibration : trained.calibrations()) {
      out.begin("");
      out.text("class", calibration.name());
      out.size("corners", calibration.scores().length);
      out.numbers("scores", calibration.scores());
      out.numbers("values", calibration.values());
      out.end();
    }
    out.endList();
    if (!trained.estimateErrors().isEmpty()) {
      write(trained.estimateErrors(), out);
    }
    TrainingPerformance.Losses losses = trained.losses();
    out.flag("estimates_losses", losses != null);
    if (losses != null) {
      write(losses, out);
    }
    out.end();
  }

  private static void write(List<TrainingPerformance.EstimateError> errors, ContentSink out) {
    out.beginList("estimate_errors", errors.size());
    for (TrainingPerformance.EstimateError error : errors) {
      out.begin("");
      out.text("metric", error.metric());
      out.number("error", error.error());
      out.number("variance", error.variance());
      out.end();
    }
    out.endList();
  }

  private static void write(TrainingPerformance.Losses losses, ContentSink out) {
    out.begin("losses");
    out.texts("columns", losses.columns());
    out.size("rows", losses.rows());
    out.number("size_spread", losses.sizeSpread());
    out.number("square_spread", losses.squareSpread());
    out.size("numbers", losses.sizes().length);
    out.numbers("sizes", losses.sizes());
    out.numbers("squares", losses.squares());
    out.end();
  }

  /**
   * Reads it.
   *
   * @param errors whether errors of estimates are there
   */
  static TrainingPerformance read(String key, boolean errors, ContentSource in) {
    in.begin(key);
    TaskType task = TaskType.values()[in.choice("task", TASKS)];
    long rows = in.count("rows");
    List<TrainingPerformance.Figure> figures = figures(in);
    List<TrainingPerformance.Calibration> calibrations = calibrations(in);
    List<TrainingPerformance.EstimateError> missed = errors ? errors(in) : List.of();
    TrainingPerformance.Losses losses = in.flag("estimates_losses") ? losses(in) : null;
    in.end();
    return new TrainingPerformance(task, rows, figures, calibrations, missed, losses);
  }

  private static List<TrainingPerformance.Figure> figures(ContentSource in) {
    List<TrainingPerformance.Figure> figures = new ArrayList<>();
    in.beginList("metrics");
    while (in.hasNext()) {
      in.begin("");
      figures.add(
          new TrainingPerformance.Figure(
              in.text("metric"),
              in.number("value"),
              in.number("lower"),
              in.number("upper"),
              in.count("n")));
      in.end();
    }
    return figures;
  }

  private static List<TrainingPerformance.Calibration> calibrations(ContentSource in) {
    List<TrainingPerformance.Calibration> calibrations = new ArrayList<>();
    in.beginList("calibrations");
    while (in.hasNext()) {
      in.begin("");
      String name = in.text("class");
      int corners = in.size("corners");
      calibrations.add(
          new TrainingPerformance.Calibration(
              name, in.numbers("scores", corners), in.numbers("values", corners)));
      in.end();
    }
    return calibrations;
  }

  private static List<TrainingPerformance.EstimateError> errors(ContentSource in) {
    List<TrainingPerformance.EstimateError> errors = new ArrayList<>();
    in.beginList("estimate_errors");
    while (in.hasNext()) {
      in.begin("");
      errors.add(
          new TrainingPerformance.EstimateError(
              in.text("metric"), in.number("error"), in.number("variance")));
      in.end();
    }
    return errors;
  }

  private static TrainingPerformance.Losses losses(ContentSource in) {
    in.begin("losses");
    List<String> columns = in.texts("columns");
    int rows = in.size("rows");
    double sizeSpread = in.number("size_spread");
    double squareSpread = in.number("square_spread");
    int numbers = in.size("numbers");
    TrainingPerformance.Losses losses =
        new TrainingPerformance.Losses(
            columns,
            rows,
            sizeSpread,
            squareSpread,
            in.numbers("sizes", numbers),
            in.numbers("squares", numbers));
    in.end();
    return losses;
  }
}

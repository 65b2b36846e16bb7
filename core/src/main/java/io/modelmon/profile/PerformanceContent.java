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
    TrainingPerformance.Losses losses = trained.losses();
    out.flag("estimates_losses", losses != null);
    if (losses != null) {
      write(losses, out);
    }
    out.end();
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

  static TrainingPerformance read(String key, ContentSource in) {
    in.begin(key);
    TaskType task = TaskType.values()[in.choice("task", TASKS)];
    long rows = in.count("rows");
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
    TrainingPerformance.Losses losses = in.flag("estimates_losses") ? losses(in) : null;
    in.end();
    return new TrainingPerformance(task, rows, figures, calibrations, losses);
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

package io.modelmon.agent.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.TaskType;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training rows with labels. Seeds are fixed. */
class ProfileLabelsTest {

  private static final int ROWS = 1_000;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void profile_overconfidentScores_keepsMetricsAndCalibration() throws IOException {
    Path training = binary("age,score,outcome,decision");
    TrainingPerformance trained =
        trained(
            training,
            "{ type: probability, positive_class: bad, threshold: 0.4 }",
            "--label-column",
            "outcome",
            "--score-column",
            "score");

    assertThat(trained.task()).isEqualTo(TaskType.PROBABILITY);
    assertThat(trained.rows()).isEqualTo(ROWS - 1);
    TrainingPerformance.Figure accuracy = figure(trained, "accuracy");
    assertThat(accuracy.value()).isCloseTo(accuracy(training), within(1e-12));
    assertThat(accuracy.n()).isEqualTo(ROWS - 1);
    assertThat(accuracy.lower()).isLessThan(accuracy.value()).isGreaterThan(0.5);
    assertThat(accuracy.upper()).isGreaterThan(accuracy.value()).isLessThan(1);
    assertThat(trained.calibrations()).hasSize(1);
    assertThat(trained.calibrations().get(0).scores()).hasSizeGreaterThan(2);
    assertThat(trained.estimateErrors())
        .extracting(TrainingPerformance.EstimateError::metric)
        .containsExactly("roc_auc");
    assertThat(trained.losses()).isNull();
    assertThat(err.toString()).contains("note: 1 rows have no usable label and prediction");
    assertThat(out.toString()).contains("accuracy", "scores calibrated, of 1 of 1 classes");

    ReferenceProfile profile = ProfileCodec.read(target());
    assertThat(profile.columns())
        .extracting(ReferenceColumn::name)
        .containsExactly("age", "prediction", "decision");
    out.getBuffer().setLength(0);
    assertThat(run("profile", target().toString())).isZero();
    assertThat(out.toString()).contains("performance", "roc_auc");
    out.getBuffer().setLength(0);
    assertThat(run("profile", target().toString(), "--json")).isZero();
    assertThat(out.toString()).contains("\"version\": 4", "\"metric\": \"accuracy\"");
  }

  @Test
  void profile_scoreAlone_isTheProbabilityOfTrue() throws IOException {
    Path training = folder.resolve("training.csv");
    Files.writeString(training, "x,p,y\n1,0.9,true\n2,0.2,false\n3,0.7,0\n4,0.6,1\n");

    assertThat(
            run(
                "profile",
                training.toString(),
                "--model",
                "m",
                "-o",
                target().toString(),
                "--label-column",
                "y",
                "--score-column",
                "p"))
        .isZero();

    TrainingPerformance trained = requireNonNull(ProfileCodec.read(target()).training());
    assertThat(figure(trained, "accuracy").value()).isEqualTo(0.75);
    assertThat(figure(trained, "recall").value()).isEqualTo(1);
  }

  @Test
  void profile_scoresBesideTheOutput_leaveTheOutputItsOwnReference() throws IOException {
    Path training = folder.resolve("training.csv");
    Files.writeString(
        training,
        "x,prediction,y,p\n1,0.95,true,0.9\n2,0.05,false,0.2\n3,0.9,0,0.7\n4,0.8,1,0.6\n");

    trained(training, "{ type: probability }", "--label-column", "y", "--score-column", "p");

    ReferenceProfile profile = ProfileCodec.read(target());
    assertThat(profile.columns())
        .extracting(ReferenceColumn::name)
        .containsExactly("x", "prediction");
    assertThat(requireNonNull((NumericReference) profile.column("prediction")).shape().max())
        .isEqualTo(0.95);
  }

  @Test
  void profile_severalClasses_keepsACalibrationForEach() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new ArrayList<>(List.of("x,high,low,mid,y"));
    for (int i = 0; i < ROWS; i++) {
      double[] weights = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      double sum = weights[0] + weights[1] + weights[2];
      double draw = random.nextDouble() * sum;
      String label = draw < weights[0] ? "low" : draw < weights[0] + weights[1] ? "mid" : "high";
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%.5f,%.5f,%.5f,%s",
              i,
              weights[2] / sum,
              weights[0] / sum,
              weights[1] / sum,
              label));
    }
    Path training = folder.resolve("training.csv");
    Files.write(training, lines);

    TrainingPerformance trained =
        trained(
            training,
            "{ type: probabilities, classes: [low, mid, high] }",
            "--label-column",
            "y",
            "--score-column",
            "low,mid,high");

    assertThat(trained.calibrations())
        .extracting(TrainingPerformance.Calibration::name)
        .containsExactly("low", "mid", "high");
    assertThat(figure(trained, "accuracy").value()).isBetween(0.4, 0.75);
    assertThat(figure(trained, "recall_macro").n()).isEqualTo(ROWS);
    assertThat(ProfileCodec.read(target()).column("prediction.mid")).isNotNull();
  }

  @Test
  void profile_numbers_learnsErrorsFromFeaturesOfBothTypes() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    List<String> lines = new ArrayList<>(List.of("size,region,predicted,price"));
    for (int i = 0; i < ROWS; i++) {
      double size = random.nextDouble();
      boolean wild = random.nextBoolean();
      double error = (wild ? 5 : 0.5) * random.nextGaussian();
      lines.add(
          String.format(
              Locale.ROOT,
              "%.4f,%s,%.4f,%.4f",
              size,
              wild ? "coast" : "plain",
              10 * size,
              10 * size + error));
    }
    Path training = folder.resolve("training.csv");
    Files.write(training, lines);

    TrainingPerformance trained =
        trained(
            training,
            "{ type: number }",
            "--label-column",
            "price",
            "--prediction-column",
            "predicted");

    TrainingPerformance.Losses losses = requireNonNull(trained.losses());
    assertThat(losses.columns()).containsExactly("size", "region");
    assertThat(losses.rows()).isEqualTo(ROWS);
    assertThat(figure(trained, "rmse").value()).isBetween(3.0, 4.2);
    assertThat(Files.size(target())).isLessThan(100_000);
    assertThat(out.toString()).contains("by learned errors");
  }

  @Test
  void profile_columnsThatDoNotFit_sayWhatToDo() throws IOException {
    Path training = binary("age,score,outcome,decision");
    assertRefused(training, "give --label-column COLUMN as well", "--score-column", "score");
    assertRefused(
        training,
        "there is no column 'label'; there are age, score",
        "--label-column",
        "label",
        "--score-column",
        "score");
    assertRefused(
        training, "say with --config what the model predicts", "--label-column", "outcome");
    assertRefused(
        training,
        "a probability has one score column",
        "{ type: probability }",
        "--label-column",
        "outcome",
        "--score-column",
        "score,age");
    assertRefused(
        training,
        "name the scores with --score-column",
        "{ type: probability }",
        "--label-column",
        "outcome");
    assertRefused(
        training,
        "--score-column is for probabilities",
        "{ type: number }",
        "--label-column",
        "outcome",
        "--score-column",
        "score");
    assertRefused(
        training,
        "a column for each of the configured classes [a, b, c]",
        "{ type: probabilities, classes: [a, b, c] }",
        "--label-column",
        "outcome",
        "--score-column",
        "score");
  }

  private void assertRefused(Path training, String message, String... options) throws IOException {
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(options));
    if (arguments.get(0).startsWith("{")) {
      arguments.addAll(List.of("--config", config(arguments.remove(0)).toString()));
    }
    arguments.addAll(
        0, List.of("profile", training.toString(), "--model", "m", "-o", target().toString()));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(target()).doesNotExist();
  }

  /** Rows whose scores are twice too extreme in the logit, one of them without a label. */
  private Path binary(String header) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < ROWS; i++) {
      double logit = 1.5 * random.nextGaussian();
      boolean bad = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      double score = 1 / (1 + Math.exp(-2 * logit));
      String label = i == 17 ? "NA" : bad ? "bad" : "good";
      lines.add(String.format(Locale.ROOT, "%d,%.6f,%s,%s", 20 + i % 50, score, label, "none"));
    }
    return Files.write(folder.resolve("training.csv"), lines);
  }

  private static double accuracy(Path training) throws IOException {
    List<String[]> rows =
        Files.readAllLines(training).stream()
            .skip(1)
            .map(line -> line.split(","))
            .filter(row -> !row[2].equals("NA"))
            .toList();
    long right =
        rows.stream()
            .filter(row -> Double.parseDouble(row[1]) >= 0.4 == row[2].equals("bad"))
            .count();
    return (double) right / rows.size();
  }

  private TrainingPerformance trained(Path training, String prediction, String... options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "profile",
                training.toString(),
                "--model",
                "m",
                "--config",
                config(prediction).toString(),
                "-o",
                target().toString()));
    arguments.addAll(List.of(options));
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return requireNonNull(ProfileCodec.read(target()).training());
  }

  private Path config(String prediction) throws IOException {
    String yaml =
        """
        file_format: "1"
        models:
          - name: m
            predict: [ "com.acme.Model#predict" ]
            prediction: %s
        """;
    return Files.writeString(folder.resolve("modelmon.yaml"), yaml.formatted(prediction));
  }

  private static TrainingPerformance.Figure figure(TrainingPerformance trained, String metric) {
    return trained.figures().stream()
        .filter(figure -> figure.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private Path target() {
    return folder.resolve("m.profile");
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}

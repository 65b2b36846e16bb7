package io.modelmon.agent.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training files that are not what they should be, and files that must not be overwritten. */
class ProfileFilesTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void output_theTrainingFileItself_isRefusedAndKept() throws IOException {
    Path training = rows("x", i -> "" + i, 60);
    byte[] before = Files.readAllBytes(training);

    assertThat(
            run(
                "profile",
                training.toString(),
                "--model",
                "m",
                "-o",
                folder.resolve("./training.csv").toString()))
        .isEqualTo(2);

    assertThat(err.toString()).contains("-o names the training file itself");
    assertThat(training).hasBinaryContent(before);
  }

  @Test
  void output_anotherFileOrFolder_isRefusedAndKept() throws IOException {
    Path training = rows("x", i -> "" + i, 60);
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThat(run("profile", training.toString(), "--model", "m", "-o", other.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("notes.txt is there and is no profile");
    assertThat(other).hasContent("mine");
    assertThat(run("profile", training.toString(), "--model", "m", "-o", folder.toString()))
        .isEqualTo(1);
  }

  @Test
  void output_anOlderProfile_isReplaced() throws IOException {
    built(rows("x", i -> "" + i, 60));

    assertThat(built(rows("y", i -> "" + i, 61)).rows()).isEqualTo(61);
  }

  @Test
  void column_oneSlipInTwoHundred_isNumericAndTold() throws IOException {
    ReferenceProfile profile = built(rows("x", i -> i == 40 ? "abc" : "" + i, 200));

    assertThat(profile.column("x"))
        .isInstanceOfSatisfying(
            NumericReference.class, x -> assertThat(x.totals().invalid()).isEqualTo(1));
    assertThat(err.toString())
        .contains(
            "note: column 'x': 1 of 200 values is no number, on line 42: 'abc'; it is numeric, and"
                + " they count as values of a wrong type",
            "'x: categorical' under features.types");
  }

  @Test
  void column_nearlyAllNumbers_isCategoricalAndTold() throws IOException {
    ReferenceProfile profile = built(rows("x", i -> i % 20 == 3 ? "abc" : "" + i, 200));

    assertThat(profile.column("x")).isInstanceOf(CategoricalReference.class);
    assertThat(err.toString())
        .contains(
            "column 'x': 10 of 200 values are no numbers, the first on line 5: 'abc'; it is taken"
                + " as categorical",
            "write 'x: numeric' to count them as values of a wrong type, or 'x: categorical' to keep"
                + " it so, under features.types");
  }

  @Test
  void column_decimalCommas_areNamedAsSuch() throws IOException {
    ReferenceProfile profile = built(rows("x", i -> "\"" + i + ",5\"", 200));

    assertThat(profile.column("x")).isInstanceOf(CategoricalReference.class);
    assertThat(err.toString())
        .contains(
            "column 'x': 200 of 200 values have a decimal comma, the first on line 2: '0,5'",
            "write decimal points");
  }

  @Test
  void column_sensitive_isToldWithoutItsText() throws IOException {
    Path training = rows("x", i -> i == 40 ? "abc" : "" + i, 200);

    built(training, "--config", config("features: { sensitive: [x] }").toString());

    assertThat(err.toString()).contains("is no number, on line 42; it").doesNotContain("abc");
  }

  @Test
  void column_namesOrNonFiniteNumbersOrTruthValues_areNotMentioned() throws IOException {
    ReferenceProfile profile =
        built(
            rows(
                "a,b,c",
                i -> (i % 2 == 0 ? "x" : "1") + "," + (i % 9 == 0 ? "inf" : i) + ",True",
                200));

    assertThat(profile.columns())
        .extracting(ReferenceColumn::type)
        .extracting(String::valueOf)
        .containsExactly("CATEGORICAL", "NUMERIC", "CATEGORICAL");
    assertThat(requireNonNull(profile.column("b")).totals().invalid()).isEqualTo(23);
    assertThat(err.toString()).doesNotContain("note: column '");
  }

  @Test
  void labels_thatAreNeverThePositiveClass_areListed() throws IOException {
    Path training = rows("x,p,y", i -> i + ",0.5," + (i % 4 == 0 ? "Bad" : "Good"), 60);

    assertRefused(
        training,
        "prediction: { type: probability, positive_class: bad }",
        "--label-column 'y': no label is the positive class 'bad', but 'Bad' (15), 'Good' (45)");
    assertRefused(
        training,
        "prediction: { type: probability }",
        "no label is true or 1, but 'Bad' (15), 'Good' (45)");
    err.getBuffer().setLength(0);
    assertRefused(
        training,
        "prediction: { type: probability, positive_class: bad }\n    features: { sensitive: [y] }",
        "no label is the positive class 'bad'; correct");
    assertRefused(
        rows("x,p,y", i -> i + ",0.5,", 60),
        "prediction: { type: probability, positive_class: bad }",
        "no row has a label");
  }

  @Test
  void scores_thatAreNoProbabilities_areRefusedWithTheirLine() throws IOException {
    String type = "prediction: { type: probability, positive_class: bad }";
    assertRefused(
        rows("x,p,y", i -> i + "," + (i == 7 ? "1.5" : "0.5") + ",bad", 60),
        type,
        "line 9: the score in column 'p', '1.5', is no probability");
    assertRefused(
        rows("x,p,y", i -> i + "," + (i == 7 ? "high" : "0.5") + ",bad", 60),
        type,
        "line 9: the score in column 'p', 'high', is no probability");
  }

  @Test
  void scores_columnOfPredictedClasses_areNone() throws IOException {
    Path training =
        rows("x,prediction,y", i -> i + "," + (i % 3 == 0 ? "bad" : "good") + ",bad", 60);

    ReferenceProfile profile =
        built(
            training,
            "--config",
            config("prediction: { type: probability, positive_class: bad }").toString(),
            "--label-column",
            "y",
            "--prediction-column",
            "prediction");

    assertThat(requireNonNull(profile.training()).rows()).isEqualTo(60);
  }

  @Test
  void rows_noneOrNoColumn_areRefused() throws IOException {
    Path header = rows("x,y", i -> "", 0);

    assertThat(run("profile", header.toString(), "--model", "m", "-o", target().toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("has a header and no rows");

    Path training = rows("x,y", i -> "1,2", 60);
    Path config = config("features: { from: 'arg[0]', names: [a, b] }");
    assertThat(
            run(
                "profile",
                training.toString(),
                "--model",
                "m",
                "--config",
                config.toString(),
                "-o",
                target().toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("has no column that the configuration watches; it has x, y");
    assertThat(target()).doesNotExist();
  }

  @Test
  void rows_tooFewToCompare_areWarnedOf() throws IOException {
    built(rows("x", i -> "" + i, 49));
    assertThat(err.toString()).contains("warning: 49 rows are too few");
    err.getBuffer().setLength(0);

    built(rows("x", i -> "" + i, 50));
    assertThat(err.toString()).doesNotContain("warning");
  }

  @Test
  void separator_wrong_isNamed() throws IOException {
    Path training = rows("x;y", i -> i + ";1,5", 60);

    assertThat(run("profile", training.toString(), "--model", "m", "-o", target().toString()))
        .isEqualTo(1);

    assertThat(err.toString()).contains("there is one column, 'x;y'; write --separator ';'");
    assertThat(target()).doesNotExist();
  }

  @Test
  void charset_notUtf8_namesLineAndRemedy() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x"));
    for (int i = 0; i < 20_000; i++) {
      lines.add(i == 15_000 ? "café" : "tea");
    }
    Charset western = Charset.forName("windows-1252");
    Path training = Files.write(folder.resolve("training.csv"), lines, western);

    assertThat(run("profile", training.toString(), "--model", "m", "-o", target().toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("line 15002: no text in UTF-8", "--charset windows-1252");

    assertThat(names(built(training, "--charset", "windows-1252"))).contains("café");
    for (Charset marked : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Files.writeString(training, "\ufeff" + String.join("\n", lines), marked);
      assertThat(names(built(training))).contains("café");
    }
  }

  private static List<String> names(ReferenceProfile profile) {
    return ((CategoricalReference) requireNonNull(profile.column("x"))).index().frequent();
  }

  private void assertRefused(Path training, String section, String message) throws IOException {
    int status =
        run(
            "profile",
            training.toString(),
            "--model",
            "m",
            "--config",
            config(section).toString(),
            "-o",
            target().toString(),
            "--label-column",
            "y",
            "--score-column",
            "p");
    assertThat(err.toString()).contains(message);
    assertThat(status).isEqualTo(1);
    assertThat(target()).doesNotExist();
  }

  private ReferenceProfile built(Path training, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("profile", training.toString(), "--model", "m", "-o", target().toString()));
    arguments.addAll(List.of(options));
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return ProfileCodec.read(target());
  }

  private Path rows(String header, IntFunction<String> row, int count) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < count; i++) {
      lines.add(row.apply(i));
    }
    return Files.write(folder.resolve("training.csv"), lines);
  }

  private Path config(String section) throws IOException {
    String yaml =
        """
        file_format: "1"
        models:
          - name: m
            predict: com.acme.Model#predict
            %s
        """;
    return Files.writeString(folder.resolve("modelmon.yaml"), yaml.formatted(section));
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

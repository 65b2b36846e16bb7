package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.FeatureType;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineMainTest {

  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: credit
          version: "7"
          predict: com.acme.CreditModel#predict
          features: { from: "arg[0]", types: { zip: categorical }, exclude: [note] }
          prediction: { from: return, type: probability }
      """;

  private static final String TRAINING =
      """
      age,zip,purpose,note,prediction
      41,8001,"car, used",x,0.25
      ,8002,radio,y,0.5
      NA,8001,"say ""hi\""",z,0.75
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void run_noArguments_printsUsageAndReturnsTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("check", "profile", "label", "attach", "version");
  }

  @Test
  void run_everyCommandWithHelp_returnsZero() {
    for (String command :
        List.of(
            "check", "profile", "label", "suggest", "attach", "feedback", "schema", "version")) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(run("--help")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void run_unknownOption_returnsTwo() {
    assertThat(run("check", "modelmon.yaml", "--clas")).isEqualTo(2);
    assertThat(err.toString()).contains("--clas");
    assertThat(err.toString().lines().count()).isLessThan(5);
    assertThat(err.toString()).contains("Try 'java -jar modelmon.jar check --help'");
  }

  @Test
  void check_validFile_saysHowManyRules() throws IOException {
    Path config = write("modelmon.yaml", CONFIG);

    assertThat(run("check", config.toString())).isZero();
    assertThat(out.toString()).contains("valid, 1 model, 1 rule");
  }

  @Test
  void check_brokenFile_returnsOneWithLineAndRemedy() throws IOException {
    Path config = write("modelmon.yaml", CONFIG.replace("version:", "vresion:"));

    assertThat(run("check", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("line 4").contains("version");
  }

  @Test
  void check_classPathWithoutTheClass_returnsOneAndSaysPending() throws IOException {
    Path config = write("modelmon.yaml", CONFIG);
    Path classes = Files.createDirectory(folder.resolve("classes"));

    assertThat(run("check", config.toString(), "--classpath", classes.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("com.acme.CreditModel#predict")
        .contains("weaves nothing")
        .contains("problems below, 1 model, 1 rule")
        .doesNotContain("valid");
  }

  @Test
  void check_classPathThatIsNotThere_returnsTwo() throws IOException {
    Path config = write("modelmon.yaml", CONFIG);

    assertThat(run("check", config.toString(), "-cp", folder.resolve("no").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("there is nothing at");
  }

  @Test
  void check_ownClasses_namesTheMethodItWouldWeave() throws IOException {
    String rule = CONFIG.replace("com.acme.CreditModel#predict", "'*.CallCounters#calls'");
    Path config = write("modelmon.yaml", rule);
    Path classes = Path.of("..", "core", "target", "classes");

    assertThat(run("check", config.toString(), "-cp", classes.toString())).isZero();
    assertThat(out.toString()).contains("weaves io.modelmon.capture.CallCounters.calls(");
  }

  @Test
  void profile_trainingRows_buildsTheReferenceOfTheWatchedColumns() throws IOException {
    Path config = write("modelmon.yaml", CONFIG);
    Path training = write("training.csv", TRAINING);
    Path target = folder.resolve("credit.profile");

    int status =
        run(
            "profile",
            training.toString(),
            "--model",
            "credit",
            "--config",
            config.toString(),
            "-o",
            target.toString());

    assertThat(err.toString()).contains("note: columns not watched by the configuration: note");
    assertThat(status).isZero();
    ReferenceProfile profile = ProfileCodec.read(target);
    assertThat(profile.rows()).isEqualTo(3);
    assertThat(profile.model().version()).isEqualTo("7");
    assertThat(profile.column("note")).isNull();
    assertThat(profile.column("age"))
        .isInstanceOfSatisfying(
            NumericReference.class, age -> assertThat(age.totals().missing()).isEqualTo(2));
    assertThat(profile.column("zip"))
        .satisfies(zip -> assertThat(zip.type()).isEqualTo(FeatureType.CATEGORICAL));

    assertThat(run("profile", target.toString())).isZero();
    assertThat(out.toString()).contains("purpose", "car, used 33.3 %", "say \"hi\" 33.3 %");
  }

  @Test
  void profile_multivariateDrift_keepsWholeRowsWithoutSensitiveColumns() throws IOException {
    Path config =
        write(
            "modelmon.yaml",
            """
            file_format: "1"
            models:
              - name: credit
                predict: com.acme.Credit#predict
                features: { sensitive: [age] }
                drift: { multivariate: mmd }
            """);
    Path training = write("training.csv", "age,amount,prediction,purpose\n1,2.5,0,car\n2,4,1,\n");
    Path target = folder.resolve("credit.profile");

    int status =
        run(
            "profile",
            training.toString(),
            "--model",
            "credit",
            "--config",
            config.toString(),
            "-o",
            target.toString());

    assertThat(status).isZero();
    assertThat(ProfileCodec.read(target).sampledRows())
        .satisfies(
            rows -> {
              assertThat(rows.columns()).containsExactly("amount", "purpose");
              assertThat(rows.sample().rows()[0][0]).isEqualTo(2.5);
              assertThat(rows.sample().rows()[1]).containsExactly(4, Double.NaN);
            });
  }

  @Test
  void profile_sensitiveColumns_arePrintedWithoutExtremesAndCategories() throws IOException {
    Path config =
        write(
            "modelmon.yaml",
            """
            file_format: "1"
            models:
              - name: credit
                predict: com.acme.Credit#predict
                features: { sensitive: [city, place, income, tax] }
                segments: { city: "arg[0].city" }
                drift: { segments: true }
            """);
    StringBuilder rows = new StringBuilder("city,place,income,tax,age\n");
    for (int i = 0; i < 40; i++) {
      String city = i % 2 == 0 ? "oslo" : "bonn";
      int income = i == 0 ? 11111 : 500 + i;
      rows.append("%s,%s,%d,%d,%d%n".formatted(city, city, income, 7 + i % 2, 31 + i));
    }
    Path training = write("training.csv", rows.toString());
    String target = folder.resolve("credit.profile").toString();
    List<String> build = List.of("profile", training.toString(), "--config", config.toString());
    List<String> rest = List.of("--model", "credit", "--segment-column", "city", "-o", target);
    String[] line = Stream.concat(build.stream(), rest.stream()).toArray(String[]::new);
    assertThat(run(line)).as(err.toString()).isZero();

    assertThat(run("profile", target)).isZero();
    assertThat(out.toString())
        .contains("sensitive  q25 5", "sensitive  mean 7.5", "city: rows  * 20", "min 31", "max 70")
        .doesNotContain("oslo", "bonn", "11111", "min 5", "min 7", "q25 7");
    assertThat(run("profile", target, "--json")).isEqualTo(2);
    assertThat(err.toString()).contains("(city, income, place, tax); add --show-sensitive");
    assertThat(out.toString()).doesNotContain("oslo");

    assertThat(run("profile", target, "--show-sensitive")).isZero();
    assertThat(out.toString()).contains("oslo 50.0 %", "max 11111", "city: rows  oslo 20");
    assertThat(run("profile", target, "--show-sensitive", "--json")).isZero();
    assertThat(out.toString()).contains("\"oslo\"");
  }

  @Test
  void profile_rowOfAnotherLength_namesTheLine() throws IOException {
    Path training = write("training.csv", "a,b\n1,2\n3\n");
    Path target = folder.resolve("x.profile");

    assertThat(run("profile", training.toString(), "--model", "m", "-o", target.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("line 3").contains("1 fields, but the header has 2");
    assertThat(target).doesNotExist();
  }

  @Test
  void profile_unknownModel_listsTheOnesThereAre() throws IOException {
    Path config = write("modelmon.yaml", CONFIG);
    Path training = write("training.csv", TRAINING);

    int status =
        run(
            "profile",
            training.toString(),
            "--model",
            "debit",
            "--config",
            config.toString(),
            "-o",
            folder.resolve("x.profile").toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("no model 'debit'").contains("credit");
  }

  @Test
  void profile_fileThatIsNoProfile_saysSo() throws IOException {
    Path training = write("training.csv", TRAINING);

    assertThat(run("profile", training.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("error:");
  }

  @Test
  void attach_noSuchProcess_returnsOne() {
    assertThat(run("attach", "999999999")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot attach to process 999999999");
  }

  @Test
  void schema_always_isTheJsonSchema() {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).contains("\"$schema\"").contains("file_format");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}

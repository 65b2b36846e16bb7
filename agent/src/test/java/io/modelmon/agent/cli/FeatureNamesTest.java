package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.SampledRows;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in the configuration beside the columns of training data, and the column of the id. */
class FeatureNamesTest {

  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: credit
          predict: com.acme.CreditModel#predict
          features: { sensitive: [SENSITIVE], exclude: [note] }
          prediction: { from: return, type: probability }
          id: "arg[0].applicationId"
          labels: [{ method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" }]
          reference: { file: "{name}.profile" }
          drift: { multivariate: mmd, features: { DRIFT: off, prediction: off } }
      """;

  private static final String TRAINING = training(60);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static String training(int rows) {
    StringBuilder training = new StringBuilder("applicationId,age,income,prediction\n");
    for (int i = 0; i < rows; i++) {
      training.append("A-%d,%d,%d,0.%d\n".formatted(i, 20 + i % 7, 100 * (i % 5), 1 + i % 9));
    }
    return training.toString();
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  private List<String> profile(String config, String training) throws IOException {
    Path file = Files.writeString(folder.resolve("modelmon.yaml"), config);
    Path rows = Files.writeString(folder.resolve("training.csv"), training);
    Path target = folder.resolve("credit.profile");
    assertThat(
            run(
                "profile",
                rows.toString(),
                "--model",
                "credit",
                "--config",
                file.toString(),
                "-o",
                target.toString()))
        .as(err.toString())
        .isZero();
    return ProfileCodec.read(target).columns().stream().map(column -> column.name()).toList();
  }

  private int wholeRows() throws IOException {
    SampledRows rows = ProfileCodec.read(folder.resolve("credit.profile")).sampledRows();
    return rows == null ? 0 : rows.columns().size();
  }

  private static String config(String sensitive, String drift) {
    return CONFIG.replace("SENSITIVE", sensitive).replace("DRIFT", drift);
  }

  @Test
  void profile_columnOfTheId_isNoFeature() throws IOException {
    assertThat(profile(config("age", "income"), TRAINING))
        .containsExactly("age", "income", "prediction");
    assertThat(err.toString()).contains("note: column 'applicationId' is the id, and no feature");
    assertThat(err.toString()).doesNotContain("the configuration names");
  }

  @Test
  void profile_columnOfTheIdBehindAParameter_isNoFeature() throws IOException {
    String training = TRAINING.replace("applicationId", "request.applicationId");

    assertThat(profile(config("age", "income"), training))
        .containsExactly("age", "income", "prediction");
    String twice =
        TRAINING.replace("applicationId,age", "request.applicationId,other.applicationId");
    assertThat(profile(config("income", "income"), twice))
        .containsExactly("request.applicationId", "other.applicationId", "income", "prediction");
  }

  @Test
  void profile_idThatIsListed_isAFeature() throws IOException {
    String listed =
        config("age", "income")
            .replace("{ sensitive", "{ types: { applicationId: categorical }, sensitive");

    assertThat(profile(listed, TRAINING)).contains("applicationId");
  }

  @Test
  void profile_misspeltSensitive_keepsNoColumnInWholeRows() throws IOException {
    profile(config("incmoe", "agee"), TRAINING);

    assertThat(err.toString())
        .contains("features.sensitive: 'incmoe' (did you mean 'income'?)")
        .contains("drift.features: 'agee' (did you mean 'age'?)")
        .contains("until that is mended all columns are kept as sensitive");
    assertThat(wholeRows()).isZero();
    assertThat(ProfileCodec.read(folder.resolve("credit.profile")).sensitive())
        .containsExactlyInAnyOrder("age", "income", "prediction");
  }

  @Test
  void profile_partsOfASensitiveObject_areSensitive() throws IOException {
    String parts = TRAINING.replace("age,income", "customer.age,customer.income");

    profile(config("customer", "customer.age"), parts);

    assertThat(ProfileCodec.read(folder.resolve("credit.profile")).sensitive())
        .containsExactlyInAnyOrder("customer.age", "customer.income");
  }

  @Test
  void profile_sensitiveThatTheTrainingDataLacks_isNotedAndHidesNothing() throws IOException {
    profile(config("email", "age"), TRAINING);

    assertThat(err.toString()).contains("features.sensitive: 'email'").doesNotContain("until that");
    assertThat(wholeRows()).isEqualTo(2);
  }

  @Test
  void check_namesThatTheReferenceLacks_areNoted() throws IOException {
    profile(config("age", "income"), TRAINING);
    Path file = Files.writeString(folder.resolve("other.yaml"), config("incmoe", "agee"));

    assertThat(run("check", file.toString())).isZero();
    assertThat(out.toString())
        .contains(
            "note: model credit: the file names what its reference does not have:"
                + " features.sensitive: 'incmoe' (did you mean 'income'?);"
                + " drift.features: 'agee' (did you mean 'age'?)");
  }

  @Test
  void check_namesThatTheReferenceHas_areNot() throws IOException {
    profile(config("age", "income"), TRAINING);
    Path file =
        Files.writeString(folder.resolve("same.yaml"), config("age, applicationId, note", "age"));

    assertThat(run("check", file.toString())).isZero();
    assertThat(out.toString()).doesNotContain("note:");
  }
}

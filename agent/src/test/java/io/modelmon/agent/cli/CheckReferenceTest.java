package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command check and the profiles that a configuration names. */
class CheckReferenceTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void check_profileThatIsThere_isClean() throws IOException {
    profile("credit", "profiles/credit.profile", i -> "" + i, 100);

    assertThat(check("name: credit", "profiles/{name}.profile")).isZero();
    assertThat(out.toString()).doesNotContain("problem:", "note:");
  }

  @Test
  void check_noSuchFile_isAProblemWithLineAndRemedy() throws IOException {
    assertThat(check("name: credit", "profiles/{name}.profile")).isEqualTo(1);

    assertThat(out.toString())
        .contains(
            "well-formed, with problems below, 1 model",
            "problem: reference.file: there is no file "
                + folder.resolve("profiles/credit.profile")
                + " on this machine; build it with 'profile … -o'",
            "(line 3)");
  }

  @Test
  void check_nameWithOtherCharacters_isLookedForAsTheAgentDoes() throws IOException {
    profile("a/b", "a%2fb.profile", i -> "" + i, 100);

    assertThat(check("name: a/b", "{name}.profile")).isZero();
  }

  @Test
  void check_folderOrOtherFile_isAProblem() throws IOException {
    Files.createDirectory(folder.resolve("x.profile"));
    assertThat(check("name: credit", "x.profile")).isEqualTo(1);
    assertThat(out.toString()).contains("x.profile is no file");

    Files.writeString(folder.resolve("y.profile"), "a,b\n1,2\n");
    assertThat(check("name: credit", "y.profile")).isEqualTo(1);
    assertThat(out.toString()).contains("y.profile cannot be used:");
  }

  @Test
  void check_namesFromCalls_areLookedForAsFarAsKnown() throws IOException {
    profile("a", "p/a.profile", i -> "" + i, 100);

    assertThat(check("name: { from: 'arg[0]' }", "p/{name}.profile")).isZero();
    assertThat(check("name: { from: 'arg[0]' }", "q/{name}.profile")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no folder " + folder.resolve("q"));
    assertThat(check("name: { from: 'arg[0]', only: [a, b] }", "p/{name}.profile")).isEqualTo(1);
    assertThat(out.toString())
        .contains("no file " + folder.resolve("p/b.profile"))
        .doesNotContain("no file " + folder.resolve("p/a.profile"));
  }

  @Test
  void check_profileOfFewRows_isAProblem() throws IOException {
    profile("credit", "c.profile", i -> "" + i, 20);

    assertThat(check("name: credit", "c.profile")).isEqualTo(1);
    assertThat(out.toString()).contains("has 20 rows; with fewer than 50 values");
  }

  @Test
  void check_categoriesThatLookLikeNumbers_areNoted() throws IOException {
    profile("credit", "c.profile", i -> "\"" + i + ",5\"", 100);

    assertThat(check("name: credit", "c.profile")).isZero();
    assertThat(out.toString())
        .contains("note: reference.file: " + folder.resolve("c.profile") + " holds [x]");
  }

  private void profile(String model, String file, IntFunction<String> row, int rows)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("x"));
    for (int i = 0; i < rows; i++) {
      lines.add(row.apply(i));
    }
    Path training = Files.write(folder.resolve("training.csv"), lines);
    String target = folder.resolve(file).toString();
    assertThat(run("profile", training.toString(), "--model", model, "-o", target)).isZero();
  }

  private int check(String name, String file) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("modelmon.yaml"),
            """
            file_format: "1"
            models:
              - %s
                predict: com.acme.Credit#predict
                reference: { file: "%s" }
            """
                .formatted(name, file));
    return run("check", config.toString());
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}

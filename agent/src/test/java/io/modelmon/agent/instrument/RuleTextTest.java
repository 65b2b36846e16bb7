package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "com/acme/Model, true",
    "com/acme/Outer$Inner, true",
    "other/Model, true",
    "com/acme/Other, false",
    "com/acme/Outer$Else, false",
    "com/acme/Other$1, false",
    "com/acme/Named$7, true",
    "Plain, true",
    "Unnamed, false",
    "com/acme/Scala$, true"
  })
  void couldMean_simpleName_isLookedFor(String internalName, boolean expected) {
    RuleText text =
        new RuleText(
            """
            models:
              - name: m1
                predict:
                  - com.acme.Model#predict(double[])
                  - com.acme.Outer.Inner#score
                  - com.acme.Named$7#score
                  - com.acme.Scala$#score
                  - Plain#score
            """);

    assertThat(text.couldMean(internalName)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict: [ com.acme.*Model#predict ]",
        "predict: [ { subtypes_of: com.acme.Model, method: score } ]",
        "predict: [ { annotated_with: com.acme.Predict } ]",
        "predict: [ ${CLASS}#score ]",
        "predict: [ \"com.acme.\\u004Dodel#score\" ]",
        "m\0o\0d\0e\0l\0s\0",
        "\uFFFD"
      })
  void couldMean_textThatMeansMoreThanItNames_isEveryClass(String text) {
    assertThat(new RuleText(text).couldMean("com/acme/Anything")).isTrue();
  }

  @Test
  void of_file_isRead() throws IOException {
    Path file = directory.resolve("modelmon.yaml");
    Files.writeString(file, "predict: [ com.acme.Größe#score ]");

    RuleText text = RuleText.of(file.toFile());

    assertThat(text.couldMean("com/acme/Größe")).isTrue();
    assertThat(text.couldMean("com/acme/Grosse")).isFalse();
  }

  @Test
  void of_fileLargerThanIsRead_meansEveryClass() throws IOException {
    Path file = directory.resolve("large.yaml");
    Files.writeString(file, "# " + "x".repeat(1 << 20));

    assertThat(RuleText.of(file.toFile()).couldMean("com/acme/Model")).isTrue();
  }

  @Test
  void of_noPlainFile_meansNothing() {
    assertThat(RuleText.of(directory.toFile()).couldMean("com/acme/Model")).isFalse();
    assertThat(RuleText.of(directory.resolve("none").toFile()).couldMean("none")).isFalse();
  }
}

package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EnvironmentValuesTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "NAME", "credit",
          "SECRET", "s3cr3t-Value",
          "ALPHA", "0.2",
          "EMPTY", "",
          "NESTED", "${SECRET}",
          "LONG", "x".repeat(100_000));

  @Test
  void parse_variables_arePutIntoValues() {
    ModelConfig model = model("    version: v-${NAME}-${MISSING:-7}\n");

    assertThat(model.version().literal()).isEqualTo("v-credit-7");
  }

  @Test
  void parse_variableInQuotes_mayBeANumber() {
    assertThat(model("    drift: { alpha: \"${ALPHA}\" }\n").drift().alpha()).isEqualTo(0.2);
  }

  @Test
  void parse_emptyVariable_countsAsMissing() {
    assertThat(model("    version: ${EMPTY:-1}\n").version().literal()).isEqualTo("1");
    assertThat(problems("    version: ${EMPTY}\n")).contains("EMPTY is not set or empty");
  }

  @Test
  void parse_variableThatHoldsAVariable_isNotSubstitutedAgain() {
    assertThat(model("    version: ${NESTED}\n").version().literal()).isEqualTo("${SECRET}");
  }

  @Test
  void parse_dollarInClassNames_survives() {
    ParsedConfig parsed =
        parse("file_format: \"1\"\nmodels: [{ name: a, predict: 'com.acme.Outer$Inner#go$x' }]\n");

    MethodRule rule = Objects.requireNonNull(parsed.config()).models().get(0).predict().get(0);
    assertThat(rule.type()).isEqualTo("com.acme.Outer$Inner");
    assertThat(rule.method()).isEqualTo("go$x");
  }

  @Test
  void parse_lowerCaseName_isRefused() {
    assertThat(problems("    version: ${name}\n")).contains("found '${name}'; write ${NAME}");
  }

  @Test
  void parse_unclosedVariable_isRefused() {
    assertThat(problems("    version: \"${NAME\"\n")).contains("found '${' without '}'");
  }

  @Test
  void parse_wrongValueFromVariable_isNeverShown() {
    String all =
        problems(
            """
                version: "this.${SECRET}("
                features: { from: "${SECRET}", types: { age: "${SECRET}" } }
                prediction: { threshold: "${SECRET}", type: "${SECRET}" }
                window: { predictions: "${SECRET}", max_age: "${SECRET}" }
                drift: "${SECRET}"
                detail: "${SECRET}"
                reference: { file: "${SECRET}{x}" }
            """);

    assertThat(all.lines()).hasSize(10);
    assertThat(all).contains("(value not shown)").doesNotContainIgnoringCase("s3cr3t");
  }

  @Test
  void parse_wrongRuleFromVariable_isNeverShown() {
    String yaml =
        """
        file_format: "1"
        models:
          - name: { from: "arg[0]", only: ["${SECRET}", "${SECRET}"] }
            predict: [ "${SECRET}.x", { subtypes_of: "${SECRET} x", method: "${SECRET}(" } ]
            features: { fields: { age: "arg[0]" }, sensitive: ["${SECRET}"] }
            overrides: { s3cr3t-Valu: {} }
        """;

    String all = parse(yaml).describeProblems().replace("s3cr3t-Valu:", "key:");

    assertThat(all).contains("(value not shown)").doesNotContain("s3cr3t-Value");
  }

  @Test
  void parse_manyLongVariables_areBounded() {
    String version = "    features: { names: [" + "\"${LONG}\", ".repeat(10) + "a] }\n";

    assertThat(problems(version)).contains("environment variables put in too much text");
  }

  private static ModelConfig model(String settings) {
    ParsedConfig parsed = parse(file(settings));
    return Objects.requireNonNull(parsed.config(), parsed.describeProblems()).models().get(0);
  }

  private static String problems(String settings) {
    return parse(file(settings)).describeProblems();
  }

  private static String file(String settings) {
    return "file_format: \"1\"\nmodels:\n  - name: ${NAME}\n    predict: com.acme.A#predict\n"
        + settings;
  }

  private static ParsedConfig parse(String yaml) {
    return ConfigParser.parse(yaml, Path.of("/etc/modelmon"), VARIABLES::get);
  }
}

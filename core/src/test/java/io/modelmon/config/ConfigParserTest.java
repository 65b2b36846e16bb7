package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DriftConfig.FeatureDrift;
import io.modelmon.config.MethodRule.Kind;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigParserTest {
  private static final Path BASE = Path.of("/etc/modelmon");

  @Test
  void parse_minimalFile_fillsInAllDefaults() {
    ModelConfig model = only("");

    assertThat(model.with(AlertsConfig.NONE))
        .isEqualTo(
            new ModelConfig(
                new ModelName("credit", null, Set.of(), 1),
                ModelVersion.UNKNOWN,
                List.of(
                    new MethodRule(
                        Kind.NAMED,
                        "com.acme.Credit",
                        "predict",
                        null,
                        "com.acme.Credit#predict",
                        4)),
                FeaturesConfig.DEFAULT,
                PredictionConfig.DEFAULT,
                ReferenceConfig.NONE,
                WindowConfig.DEFAULT,
                DriftConfig.DEFAULT,
                Detail.FEATURES,
                Map.of(),
                3));
  }

  @Test
  void parse_everyKey_readsEachValue() throws IOException {
    ModelmonConfig config = everyKey();
    ModelConfig credit = config.models().get(0);

    assertThat(config.events()).containsExactlyInAnyOrder(EventSignal.SPAN, EventSignal.LOG);
    assertThat(config.baseDirectory()).isEqualTo(BASE);
    assertThat(credit.version()).isEqualTo(new ModelVersion("7", null));
    assertThat(credit.features().from()).isEqualTo(ExpressionParser.parse("arg[0]"));
    assertThat(credit.features().names())
        .containsExactly("duration", "amount", "age", "purpose", "requestTime", "requestId");
    assertThat(credit.features().types())
        .isEqualTo(Map.of("purpose", FeatureType.CATEGORICAL, "age", FeatureType.NUMERIC));
    assertThat(credit.features().sensitive()).containsExactly("age");
    assertThat(credit.features().exclude()).containsExactly("requestTime");
    assertThat(credit.prediction())
        .isEqualTo(
            new PredictionConfig(
                ExpressionParser.parse("return"),
                null,
                null,
                TaskType.PROBABILITY,
                List.of(),
                "bad",
                0.5));
    assertThat(credit.reference()).isEqualTo(new ReferenceConfig("credit.profile", 0, null));
    assertThat(credit.window())
        .isEqualTo(new WindowConfig(1000, Duration.ofMinutes(1), Duration.ofHours(1)));
    assertThat(credit.drift())
        .isEqualTo(
            new DriftConfig(
                true,
                0.01,
                MultipleTests.HOLM,
                0.05,
                2,
                Duration.ofHours(6),
                Set.of(DescriptiveMeasure.PSI, DescriptiveMeasure.JS_DISTANCE),
                Map.of(
                    "age", new FeatureDrift(true, 0.1),
                    "requestId", new FeatureDrift(false, null),
                    "prediction", new FeatureDrift(true, 0.0)),
                List.of(RowComparison.MMD, RowComparison.CLASSIFIER),
                List.of("channel")));
    assertThat(credit.detail()).isEqualTo(Detail.FULL);
  }

  @Test
  void parse_everyKey_readsQuality() throws IOException {
    QualityConfig quality = everyKey().models().get(0).quality();

    assertThat(quality.enabled()).isTrue();
    assertThat(quality.margin()).isEqualTo(0.05);
    assertThat(quality.consecutive()).isEqualTo(2);
    assertThat(quality.watches("duplicate_rows")).isFalse();
    assertThat(quality.margin("age")).isZero();
    assertThat(quality.margin("amount")).isEqualTo(0.05);
    assertThat(quality.feature("age").min()).isZero();
    assertThat(quality.feature("age").max()).isEqualTo(120);
    assertThat(quality.watches("missing", "age")).isFalse();
    assertThat(quality.watches("missing", "amount")).isTrue();
    assertThat(quality.watches("out_of_range", "age")).isTrue();
    assertThat(quality.watches("out_of_range", "requestId")).isFalse();
    assertThat(everyKey().models().get(1).forName("fraud").quality().watches("missing", "age"))
        .isFalse();
  }

  @Test
  void parse_everyKey_readsLabels() throws IOException {
    LabelsConfig credit = everyKey().models().get(0).labels();
    ModelConfig registry = everyKey().models().get(1);

    assertThat(credit.id()).isEqualTo(new IdSource(ExpressionParser.parse("arg[1].requestId")));
    assertThat(credit.segments().keySet()).containsExactly("channel", "region");
    assertThat(credit.rules())
        .containsExactly(
            new LabelRule(
                new MethodRule(
                    Kind.NAMED,
                    "com.acme.Outcomes",
                    "record",
                    List.of("java.lang.String", "boolean"),
                    "com.acme.Outcomes#record(String,boolean)",
                    73),
                new IdSource(ExpressionParser.parse("arg[0]")),
                ExpressionParser.parse("arg[1]")));
    assertThat(credit.patience()).isEqualTo(Duration.ofMinutes(30));
    assertThat(credit.expire()).isEqualTo(Duration.ofDays(14));
    assertThat(credit.early()).isEqualTo(Duration.ofMinutes(1));
    assertThat(registry.labels().id()).isEqualTo(IdSource.TRACE);
    assertThat(registry.labels().rules().get(0).id().isReturned()).isTrue();
    assertThat(registry.labels().patience()).isZero();
    assertThat(registry.labels().store()).isEqualTo(new LabelStoreConfig("labels.db", 64L << 20));
    assertThat(credit.store()).isEqualTo(LabelStoreConfig.MEMORY);
  }

  @Test
  void parse_everyKey_readsPerformance() throws IOException {
    ModelmonConfig config = everyKey();

    assertThat(config.models().get(0).performance())
        .isEqualTo(new PerformanceConfig(true, 500, false));
    assertThat(config.models().get(1).performance())
        .isEqualTo(new PerformanceConfig(true, 100, true));
    assertThat(config.models().get(1).forName("fraud").performance().enabled()).isFalse();
  }

  @Test
  void parse_qualityInDefaults_isTheModelsExceptWhatItSaysItself() {
    String yaml =
        """
        file_format: "1"
        defaults: { quality: { for: 3, missing: off, features: { age: { max: 1 } } } }
        models:
          - name: credit
            predict: com.acme.Credit#predict
            quality: { margin: 0.1, features: { age: { missing: on } } }
        """;

    ModelmonConfig config = Objects.requireNonNull(ConfigParser.parse(yaml, BASE).config());
    QualityConfig quality = config.models().get(0).quality();

    assertThat(quality.consecutive()).isEqualTo(3);
    assertThat(quality.margin()).isEqualTo(0.1);
    assertThat(quality.watches("missing", "amount")).isFalse();
    assertThat(quality.watches("missing", "age")).isTrue();
    assertThat(quality.feature("age").max()).isEqualTo(1);
  }

  @Test
  void parse_allFormsOfRules_readsKindsAndTypes() throws IOException {
    List<MethodRule> rules = everyKey().models().get(0).predict();

    assertThat(rules)
        .containsExactly(
            new MethodRule(
                Kind.NAMED,
                "com.acme.CreditModel",
                "predict",
                List.of("double[]"),
                "com.acme.CreditModel#predict(double[])",
                14),
            new MethodRule(
                Kind.NAMED, "com.acme.*Model", "score*", null, "com.acme.*Model#score*", 15),
            new MethodRule(
                Kind.SUBTYPES_OF,
                "com.acme.Model",
                "score",
                List.of("java.util.Map", "java.lang.String[]"),
                "subtypes_of com.acme.Model#score(java.util.Map, String...)",
                16),
            new MethodRule(
                Kind.ANNOTATED_WITH,
                "com.acme.Predict",
                "*",
                null,
                "annotated_with com.acme.Predict",
                17));
  }

  @Test
  void parse_nameFromCall_readsExpressionAndOverrides() throws IOException {
    ModelConfig registry = everyKey().models().get(1);
    ModelConfig fraud = registry.forName("fraud");

    assertThat(registry.name())
        .isEqualTo(
            new ModelName(null, ExpressionParser.parse("arg[0]"), Set.of("fraud", "churn"), 100));
    assertThat(registry.version().from()).isEqualTo(ExpressionParser.parse("this.version"));
    assertThat(registry.features().fields().keySet()).containsExactly("age", "amount");
    assertThat(registry.prediction().threshold()).isEqualTo(0.5);
    assertThat(registry.drift().enabled()).isTrue();
    assertThat(registry.forName("churn")).isSameAs(registry);

    assertThat(fraud.name().literal()).isEqualTo("fraud");
    assertThat(fraud.version()).isEqualTo(new ModelVersion("8", null));
    assertThat(fraud.predict()).isEqualTo(registry.predict());
    assertThat(fraud.features().fields()).isEqualTo(registry.features().fields());
    assertThat(fraud.features().sensitive()).containsExactly("age");
    assertThat(fraud.prediction().threshold()).isEqualTo(0.7);
    assertThat(fraud.prediction().positiveClass()).isEqualTo("bad");
    assertThat(fraud.drift().enabled()).isFalse();
    assertThat(fraud.detail()).isEqualTo(Detail.FULL);
    assertThat(fraud.line()).isEqualTo(94);
  }

  @Test
  void parse_overrideOfExclusiveKey_replacesItsAlternative() throws IOException {
    ModelConfig registry = everyKey().models().get(1);

    // The defaults learn and save, the model names a file, the override learns again.
    assertThat(registry.reference())
        .isEqualTo(new ReferenceConfig("profiles/{name}.profile", 0, null));
    assertThat(registry.forName("fraud").reference())
        .isEqualTo(new ReferenceConfig(null, 500, null));
  }

  @Test
  void parse_windowWithPredictionsOnly_hasNoAges() {
    assertThat(only("    window: { predictions: 50 }\n").window())
        .isEqualTo(new WindowConfig(50, Duration.ZERO, null));
  }

  @Test
  void parse_windowWithMaxAgeOnly_keepsThousandPredictions() {
    assertThat(only("    window: { max_age: 90s }\n").window())
        .isEqualTo(new WindowConfig(1000, Duration.ZERO, Duration.ofSeconds(90)));
  }

  @Test
  void parse_defaults_applyBelowTheModel() {
    ModelConfig model =
        Objects.requireNonNull(
                ConfigParser.parse(
                        """
                        file_format: "1"
                        defaults:
                          window: { predictions: 10, max_age: 5m }
                          drift: { alpha: 0.2, features: { age: off } }
                          detail: full
                        models:
                          - name: credit
                            predict: com.acme.Credit#predict
                            window: { predictions: 20 }
                            drift: { for: 5, features: { amount: off } }
                        """,
                        BASE)
                    .config())
            .models()
            .get(0);

    assertThat(model.window())
        .isEqualTo(new WindowConfig(20, Duration.ZERO, Duration.ofMinutes(5)));
    assertThat(model.drift().alpha()).isEqualTo(0.2);
    assertThat(model.drift().consecutive()).isEqualTo(5);
    assertThat(model.drift().features().keySet()).containsExactlyInAnyOrder("age", "amount");
    assertThat(model.detail()).isEqualTo(Detail.FULL);
  }

  @Test
  void parse_problemInDefaults_isReportedOnceForAllModels() {
    ParsedConfig parsed =
        ConfigParser.parse(
            """
            file_format: "1"
            defaults: { drift: { alpha: 2 } }
            models:
              - { name: a, predict: "com.acme.A#predict" }
              - { name: b, predict: "com.acme.B#predict" }
            """,
            BASE);

    assertThat(parsed.problems())
        .singleElement()
        .extracting(ConfigProblem::path)
        .isEqualTo("defaults.drift.alpha");
  }

  @Test
  void parse_twoModelsThatSaveIntoOneFile_areRefused() {
    String yaml =
        """
        file_format: "1"
        defaults: { reference: { learn: 500, save: FILE } }
        models:
          - { name: a, predict: "com.acme.A#predict" }
          - { name: b, predict: "com.acme.B#predict" }
        """;

    assertThat(ConfigParser.parse(yaml.replace("FILE", "\"{name}.profile\""), BASE).problems())
        .isEmpty();
    assertThat(ConfigParser.parse(yaml.replace("FILE", "all.profile"), BASE).problems())
        .singleElement()
        .extracting(ConfigProblem::path)
        .isEqualTo("defaults.reference.save");
  }

  @Test
  void parse_namesInAnyScript_areAcceptedWithoutControls() {
    assertThat(only("    version: \"\u0633\u200c\ud83d\ude00\"\n").version().literal()).hasSize(4);
    assertThat(
            ConfigParser.parse("file_format: \"1\"\nmodels: [{ name: \"a\\nb\" }]", BASE)
                .describeProblems())
        .contains("models[0].name: found 'a\\u000ab'; a name of at most 128 characters");
  }

  @Test
  void parse_driftOff_acceptsOffAndFalse() {
    assertThat(only("    drift: off\n").drift().enabled()).isFalse();
    assertThat(only("    drift: false\n").drift().enabled()).isFalse();
    assertThat(only("    drift: {}\n").drift()).isEqualTo(DriftConfig.DEFAULT);
  }

  @Test
  void parse_classesWithoutType_areProbabilities() {
    assertThat(only("    prediction: { classes: [low, high] }\n").prediction().type())
        .isEqualTo(TaskType.PROBABILITIES);
  }

  @Test
  void parse_versionThatOnlyResemblesAnExpression_isLiteral() {
    assertThat(only("    version: thisOne\n").version().literal()).isEqualTo("thisOne");
    assertThat(only("    version: argument\n").version().literal()).isEqualTo("argument");
    assertThat(only("    version: this.model.version()\n").version().from()).isNotNull();
  }

  private static ModelmonConfig everyKey() throws IOException {
    Path file = Path.of("src/test/resources/config/good/every-key.yaml");
    ParsedConfig parsed = ConfigParser.parse(Files.readString(file), BASE);
    return Objects.requireNonNull(parsed.config(), parsed.describeProblems());
  }

  private static ModelConfig only(String settings) {
    ParsedConfig parsed =
        ConfigParser.parse(
            """
            file_format: "1"
            models:
              - name: credit
                predict: com.acme.Credit#predict
            """
                + settings,
            BASE);
    return Objects.requireNonNull(parsed.config(), parsed.describeProblems()).models().get(0);
  }
}

package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class ConfigSchemaTest {

  /** What a schema cannot see: names that refer to each other, order, the environment. */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "alert-estimate-without-reference",
          "alert-feature-unknown",
          "alert-for-twice",
          "alert-indicator-unknown",
          "alert-measure-not-computed",
          "alert-name-twice",
          "alert-of-defaults",
          "alert-of-defaults-fits-no-model",
          "alert-unit-missing",
          "alert-without-labels",
          "alias",
          "ages-in-wrong-order",
          "cpu-budget-zero",
          "drift-segment-unknown",
          "drift-segments-of-none",
          "duplicate-model",
          "duration-too-long",
          "environment-variable-missing",
          "environment-variable-recursive",
          "feature-not-among-names",
          "feature-unknown",
          "label-early-too-long",
          "labels-without-id",
          "labels-without-type",
          "log-keeps-too-little",
          "log-unknown-model",
          "many-models-save-to-one-file",
          "name-is-an-expression",
          "notify-link-local",
          "notify-loopback",
          "notify-name-twice",
          "notify-only-unknown",
          "override-not-in-only",
          "overrides-with-one-name",
          "positive-class-unknown",
          "quality-limits-in-wrong-order",
          "rule-twice",
          "sampling-hours-without-time",
          "sampling-zone-unknown");

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final JsonNode SCHEMA_TEXT = schemaText();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(SCHEMA_TEXT);

  static List<Path> good() {
    return ConfigCorpus.good();
  }

  static List<Path> broken() {
    return ConfigCorpus.broken();
  }

  @ParameterizedTest
  @MethodSource("good")
  void schema_goodFile_agreesWithParser(Path file) throws IOException {
    assertThat(errors(file)).contains(List.of());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void schema_brokenFile_agreesWithParserWhereItCan(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    Optional<List<String>> errors = errors(file);

    // Files that are not plain YAML never reach a schema.
    if (errors.isPresent()) {
      assertThat(errors.get().isEmpty())
          .as("accepted by the schema: %s", errors)
          .isEqualTo(BEYOND_A_SCHEMA.contains(name));
    }
  }

  @Test
  void schema_wholeFormat_isAccepted() throws IOException {
    assertThat(errors(ConfigCorpus.wholeFormat()).orElseThrow()).isEmpty();
  }

  @Test
  void schema_keys_areThoseOfTheParser() {
    Map<String, Section> sections = Section.all();

    for (Map.Entry<String, Section> entry : sections.entrySet()) {
      assertThat(keys(definition(entry.getKey())))
          .as(entry.getKey())
          .isEqualTo(new TreeSet<>(entry.getValue().allKeys()));
    }
  }

  @Test
  void schema_sections_areThoseOfTheParser() {
    Set<String> withKeys = new TreeSet<>(Set.of("root"));
    SCHEMA_TEXT
        .get("definitions")
        .propertyStream()
        .filter(entry -> entry.getValue().has("properties"))
        .forEach(entry -> withKeys.add(entry.getKey()));

    assertThat(withKeys).isEqualTo(Section.all().keySet());
  }

  @Test
  void schema_everyProperty_isDescribedAndClosed() {
    for (String id : Section.all().keySet()) {
      JsonNode definition = definition(id);
      assertThat(definition.get("additionalProperties").asBoolean(true)).as(id).isFalse();
      definition
          .get("properties")
          .propertyStream()
          .forEach(
              property ->
                  assertThat(described(property.getValue())).as(property.getKey()).isTrue());
    }
  }

  private static boolean described(JsonNode property) {
    return property.has("description")
        || (property.has("$ref")
            && definition(property.get("$ref").asString().replaceAll(".*/", ""))
                .has("description"));
  }

  private static JsonNode definition(String id) {
    return id.equals("root")
        ? SCHEMA_TEXT
        : Objects.requireNonNull(SCHEMA_TEXT.get("definitions").get(id), id);
  }

  private static Set<String> keys(JsonNode definition) {
    Set<String> keys = new TreeSet<>();
    definition.get("properties").propertyStream().forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  /** Returns the schema's errors, or nothing when the file cannot be read as plain YAML. */
  private static Optional<List<String>> errors(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object value;
    try {
      value = new Load(settings).loadFromString(Files.readString(file));
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
    String json = JSON.writeValueAsString(value);
    return Optional.of(
        SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList());
  }

  private static JsonNode schemaText() {
    try (InputStream in = ConfigParser.class.getResourceAsStream("modelmon.schema.json")) {
      return JSON.readTree(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

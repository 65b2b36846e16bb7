package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DriftConfig;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.QualityConfig;
import io.modelmon.config.QualityConfig.FeatureQuality;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.ModelSchema.LeftOut;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of the settings that a model does not have. */
class MonitorNamesTest {

  private static final List<Feature> FEATURES =
      List.of(MonitorFixture.feature("income"), MonitorFixture.feature("customer.age"));

  @TempDir Path folder;

  private static FeaturesConfig features(Set<String> sensitive, Set<String> exclude) {
    return new FeaturesConfig(
        null, Map.of(), List.of(), Map.of("incom", FeatureType.NUMERIC), sensitive, exclude);
  }

  private static List<String> lines(MonitorFixture fixture) {
    return fixture.log.stream().filter(line -> line.contains("the file names")).toList();
  }

  private static void call(MonitorFixture fixture, String version, Map<String, LeftOut> leftOut) {
    MonitorFixture.Writer writer =
        fixture.writer(
            version, new ModelSchema(FEATURES, Population.OUTPUTS, false, List.of(), leftOut));
    writer.call(null, new Object[] {1.0, 2.0, 0.5});
    writer.call(null, new Object[] {1.0, 2.0, 0.5});
  }

  @Test
  void start_namesTheModelDoesNotHave_areSaidOncePerVersion() {
    MonitorFixture.Settings settings =
        MonitorFixture.settings()
            .drift(
                Map.of(
                    "age", new DriftConfig.FeatureDrift(false, null),
                    "prediction", new DriftConfig.FeatureDrift(false, null),
                    "elsewhere", new DriftConfig.FeatureDrift(false, null, true)));
    settings.features = features(Set.of("incmoe"), Set.of("nothing"));
    settings.quality =
        new QualityConfig(
            true,
            0.05,
            2,
            Map.of(),
            Map.of("predictoin", new FeatureQuality(true, 0.0, null, null, Map.of())));
    MonitorFixture fixture = settings.start();

    call(fixture, "1", Map.of());
    call(fixture, "2", Map.of());

    assertThat(lines(fixture))
        .hasSize(2)
        .first()
        .isEqualTo(
            "model credit:1: the file names what the model does not have:"
                + " features.sensitive: 'incmoe' (did you mean 'income'?);"
                + " features.exclude: 'nothing';"
                + " features.types: 'incom' (did you mean 'income'?);"
                + " drift.features: 'age' (did you mean 'customer.age'?);"
                + " quality.features: 'predictoin' (did you mean 'prediction'?);"
                + " until that is mended all its features are kept as sensitive;"
                + " it has income, customer.age, prediction");
  }

  @Test
  void start_namesOfWhatIsLeftOut_areKnown() {
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.features =
        new FeaturesConfig(
            null, Map.of(), List.of(), Map.of(), Set.of("id", "customer"), Set.of("note"));
    MonitorFixture fixture = settings.start();

    call(fixture, "1", Map.of("id", LeftOut.ID, "note", LeftOut.EXCLUDED));

    assertThat(lines(fixture)).isEmpty();
  }

  @Test
  void start_referenceWithTheId_isNoChangeOfColumns() {
    Population.write(new Population(7).rows(1_000), folder.resolve("credit.profile"));
    for (Map<String, LeftOut> leftOut :
        List.of(Map.of("x", LeftOut.ID), Map.of("x", LeftOut.KIND))) {
      MonitorFixture fixture = MonitorFixture.settings().file(folder, "{name}.profile").start();
      fixture
          .writer(
              "1",
              new ModelSchema(
                  List.of(MonitorFixture.feature("c")),
                  Population.OUTPUTS,
                  true,
                  List.of(),
                  new HashMap<>(leftOut)))
          .call(null, new Object[] {"a", 0.5});

      assertThat(fixture.events().contains("SCHEMA_CHANGED"))
          .as(leftOut.toString())
          .isEqualTo(leftOut.containsValue(LeftOut.KIND));
      assertThat(fixture.log).noneMatch(line -> line.contains("does not know"));
    }
  }
}

package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallProblem;
import io.modelmon.config.QualityConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorSchemaTest {

  @TempDir Path folder;

  private static List<String> changes(MonitorFixture fixture) {
    return fixture.evaluations.stream()
        .flatMap(evaluation -> evaluation.events().stream())
        .filter(event -> event.kind() == ModelEvent.Kind.SCHEMA_CHANGED)
        .map(ModelEvent::detail)
        .toList();
  }

  private MonitorFixture.Settings settings() {
    Population.write(new Population(7).rows(1_000), folder.resolve("credit.profile"));
    return MonitorFixture.settings().file(folder, "{name}.profile");
  }

  @Test
  void start_columnsOfTheReference_saysNothing() {
    MonitorFixture fixture = settings().start();
    fixture.writer().call(null, new Object[] {0.0, "a", 0.5});

    assertThat(changes(fixture)).isEmpty();
  }

  @Test
  void start_otherColumnsThanTheReference_saysSoOnce() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer =
        fixture.writer(
            "1",
            List.of(MonitorFixture.feature("c"), MonitorFixture.feature("y")),
            Population.OUTPUTS);
    writer.call(null, new Object[] {"a", 1.0, 0.5});
    writer.call(null, new Object[] {"a", 1.0, 0.5});

    assertThat(changes(fixture)).containsExactly("against the reference: new (1): y; gone (1): x");
  }

  @Test
  void start_otherTypeThanTheReference_saysSo() {
    MonitorFixture fixture = settings().start();
    fixture
        .writer(
            "1",
            List.of(new Feature("x", FeatureType.CATEGORICAL, false), MonitorFixture.feature("c")),
            Population.OUTPUTS)
        .call(null, new Object[] {"a", "b", 0.5});

    assertThat(changes(fixture))
        .containsExactly("against the reference: of another type (1): x: numeric → categorical");
  }

  @Test
  void version_otherColumns_isComparedWithTheOneBefore() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    fixture.writer().call(null, new Object[] {0.0, "a", 0.5});
    fixture
        .writer(
            "2",
            List.of(
                MonitorFixture.feature("c"),
                MonitorFixture.feature("x"),
                MonitorFixture.feature("z")),
            Population.OUTPUTS)
        .call(null, new Object[] {"a", 0.0, 1.0, 0.5});

    assertThat(changes(fixture))
        .containsExactly("against version '1': new (1): z; in another order");
  }

  @Test
  void version_sameColumns_saysNothing() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    fixture.writer().call(null, new Object[] {0.0, "a", 0.5});
    fixture
        .writer("2", Population.FEATURES, Population.OUTPUTS)
        .call(null, new Object[] {0.0, "a", 0.5});

    assertThat(changes(fixture)).isEmpty();
    assertThat(fixture.events()).containsExactly("VERSION_CHANGED");
  }

  @Test
  void quality_off_saysNothing() {
    MonitorFixture.Settings settings = settings();
    settings.quality = new QualityConfig(false, 0.05, 2, Map.of(), Map.of());
    MonitorFixture fixture = settings.start();
    fixture
        .writer("1", List.of(MonitorFixture.feature("y")), Population.OUTPUTS)
        .call(null, new Object[] {1.0, 0.5});

    assertThat(changes(fixture)).isEmpty();
  }

  @Test
  void problems_ofCalls_areLoggedOnceEachAndThoseOfColumnsAreEvents() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.capture.problems().note(CallProblem.COLUMNS, "a row is a double[] with 4 value(s)");
    writer.capture.problems().note(CallProblem.COLUMNS, "another");
    writer.capture.problems().note(CallProblem.OUTPUT, "the prediction 'return.foo' …");
    for (int i = 0; i < 3; i++) {
      writer.call(null, new Object[] {0.0, "a", 0.5});
      fixture.advance(Duration.ofSeconds(2));
    }

    assertThat(fixture.log)
        .filteredOn(line -> line.startsWith("model credit:1: "))
        .containsExactly(
            "model credit:1: a row is a double[] with 4 value(s)",
            "model credit:1: the prediction 'return.foo' …");
    assertThat(changes(fixture)).containsExactly("a row is a double[] with 4 value(s)");
  }
}

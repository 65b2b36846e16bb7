package io.modelmon.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.ModelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TelemetryTableTest {

  @Test
  void render_documentation_equalsTheFile() throws IOException {
    // Run with -Dmodelmon.docs.rewrite=true to bring the file up to date.
    Path file = Path.of("..", "docs", "metrics.md");
    if (Boolean.getBoolean("modelmon.docs.rewrite")) {
      Files.createDirectories(file.getParent());
      TelemetryTable.main(new String[] {file.toString()});
    }

    assertThat(Files.readString(file)).isEqualTo(TelemetryTable.render());
  }

  @Test
  void metrics_names_followTheNamingRules() {
    assertThat(Metric.values())
        .allSatisfy(
            metric -> {
              assertThat(metric.metricName()).matches("modelmon(\\.[a-z][a-z_]*)+");
              assertThat(metric.metricName()).doesNotContain("total");
              assertThat(metric.unit()).matches("1|s|\\{[a-z]+\\}");
              assertThat(metric.description()).endsWith(".");
            });
    assertThat(Arrays.stream(Metric.values()).map(Metric::metricName)).doesNotHaveDuplicates();
  }

  @Test
  void events_kinds_areAllDescribed() {
    assertThat(Arrays.stream(Event.values()).map(Event::kind))
        .containsExactlyInAnyOrder(ModelEvent.Kind.values());
  }
}

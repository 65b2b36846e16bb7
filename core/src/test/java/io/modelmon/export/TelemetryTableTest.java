package io.modelmon.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.ModelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TelemetryTableTest {

  private static final String README_BEGIN = "<!-- metrics, from the code -->\n";
  private static final String README_END = "<!-- end of metrics -->\n";

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
  void render_metrics_standInTheReadme() throws IOException {
    Path file = Path.of("..", "README.md");
    String rendered = TelemetryTable.render();
    int begin = rendered.indexOf("| metric |");
    String table = rendered.substring(begin, rendered.indexOf("\n\n", begin) + 1);
    String readme = Files.readString(file);
    if (Boolean.getBoolean("modelmon.docs.rewrite")) {
      int start = readme.indexOf(README_BEGIN) + README_BEGIN.length();
      readme = readme.substring(0, start) + table + readme.substring(readme.indexOf(README_END));
      Files.writeString(file, readme);
    }

    assertThat(readme).contains(README_BEGIN + table + README_END);
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

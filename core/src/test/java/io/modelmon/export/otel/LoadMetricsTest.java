package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.AgentLoad;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadMetricsTest {

  private static Map<String, Double> gauges(AgentLoad load) {
    MetricPoints points = new MetricPoints(0);
    points.begin(Fixtures.NOW_NANOS);
    LoadMetrics.add(points, load);
    Map<String, Double> values = new HashMap<>();
    for (MetricData metric : points.end(Resource.empty())) {
      for (DoublePointData point : metric.getDoubleGaugeData().getPoints()) {
        String key = metric.getName() + List.copyOf(point.getAttributes().asMap().values());
        values.put(key, point.getValue());
      }
    }
    return values;
  }

  @Test
  void add_everything_isOneGaugeEach() {
    assertThat(gauges(Fixtures.load()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "modelmon.agent.overhead[threads]", 0.004,
                "modelmon.agent.overhead[calls]", 0.002,
                "modelmon.agent.sampling[credit, 7, payload]", 0.1,
                "modelmon.agent.sampling[credit, 7, timing]", 0.5,
                "modelmon.agent.breaker[heap]", 1.0,
                "modelmon.agent.breaker[credit, 7, full]", 0.25));
  }

  @Test
  void add_unknown_isNothing() {
    assertThat(gauges(AgentLoad.UNKNOWN)).isEmpty();
  }
}

package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.AgentLoad;
import io.modelmon.monitor.FailureSnapshot;
import io.modelmon.monitor.FailureSnapshot.Part;
import io.modelmon.monitor.LogSnapshot;
import io.modelmon.monitor.MonitorSnapshot;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureMetricsTest {

  @Test
  void produce_failures_areCountedByPartAtZeroAsWell() {
    MonitorSnapshot snapshot =
        new MonitorSnapshot(
            Fixtures.NOW_NANOS,
            List.of(),
            List.of(),
            0,
            0,
            AgentLoad.UNKNOWN,
            List.of(),
            LogSnapshot.NONE,
            List.of(
                new FailureSnapshot(Fixtures.CREDIT, Part.STATISTICS, 0),
                new FailureSnapshot(Fixtures.CREDIT, Part.ALERTS, 3),
                new FailureSnapshot(null, Part.THREADS, 2)));
    ModelMetricProducer producer = new ModelMetricProducer(() -> snapshot, () -> Fixtures.NOW);

    Map<List<Object>, Long> counts = new HashMap<>();
    for (MetricData metric : producer.produce(Resource.empty())) {
      if (metric.getName().equals("modelmon.agent.failures")) {
        assertThat(metric.getLongSumData().isMonotonic()).isTrue();
        for (LongPointData point : metric.getLongSumData().getPoints()) {
          counts.put(List.copyOf(point.getAttributes().asMap().values()), point.getValue());
        }
      }
    }

    assertThat(counts)
        .containsOnly(
            Map.entry(List.of("statistics", "credit", "7"), 0L),
            Map.entry(List.of("alerts", "credit", "7"), 3L),
            Map.entry(List.of("threads"), 2L));
  }
}

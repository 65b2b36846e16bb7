package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import io.modelmon.examples.receiver.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unmodified service that recommends lists, and learns by another method what was bought: how
 * good the lists are comes out over OTLP, in figures that follow from what the host does.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RankingIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: shop
          version: "1"
          predict: ["host.Shop$Recommender#recommend"]
          features: { fields: { country: "arg[0].country" } }
          prediction: { type: ranking, items: "return[*].number", k: 5 }
          id: "arg[0].id"
          segments: { country: "arg[0].country" }
          labels:
            from: { method: "host.Shop$Sales#bought", id: "arg[0]", label: "arg[1]" }
            early: 1s
          window: { predictions: 500 }
      """;

  private static final Map<String, String> MODEL = Map.of("modelmon.model.name", "shop");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Gains of places 2 and 4, and the best that two items can have. */
  private static final double SECOND = Math.log(2) / Math.log(3);

  private static final double FOURTH = Math.log(2) / Math.log(5);
  private static final double BEST = 1 + SECOND;

  private final OtlpReceiver receiver = OtlpReceiver.start(0);

  @TempDir static Path directory;

  private HostResult watched;

  @BeforeAll
  void run() {
    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(Configurations.write(directory, CONFIGURATION))
            .collector(receiver)
            .main("host.Shop")
            .start()) {
      host.send("visit 1000");
      host.send("buy 1000");
      host.send("visit 500");
      await().atMost(PATIENCE).until(() -> figure("modelmon.performance", "map", "").isPresent());
      watched = host.finish();
    }
  }

  @Test
  void lists_withLabelsByMethodCall_haveTheirFigures() {
    assertThat(watched.exitCode()).isZero();
    assertThat(watched.stdout()).endsWith("sold 1500");
    double gains = 1 + (SECOND + FOURTH) / BEST + 0 + 1 / BEST;
    assertThat(figure("modelmon.performance", "ndcg_at_k", "").orElseThrow())
        .isCloseTo(gains / 4, within(1e-9));
    assertThat(figure("modelmon.performance", "map", "")).hasValue((1 + 0.5 + 0 + 0.5) / 4);
    assertThat(figure("modelmon.performance", "hit_rate", "")).hasValue(0.75);
    for (String metric : new String[] {"ndcg_at_k", "map", "hit_rate"}) {
      double value = figure("modelmon.performance", metric, "").orElseThrow();
      assertThat(figure("modelmon.performance.n", metric, "")).hasValue(500);
      assertThat(figure("modelmon.performance.lower", metric, "").orElseThrow())
          .isBetween(value - 0.06, value - 0.01);
      assertThat(figure("modelmon.performance.upper", metric, "").orElseThrow())
          .isBetween(value + 0.01, value + 0.06);
    }
    assertThat(
            receiver.sum(
                "modelmon.labels",
                Map.of("modelmon.model.name", "shop", "modelmon.outcome", "joined")))
        .isEqualTo(1000);
  }

  @Test
  void lists_bySegment_haveFiguresOfTheirOwn() {
    assertThat(figure("modelmon.performance", "hit_rate", "ch")).hasValue(0.5);
    assertThat(figure("modelmon.performance", "hit_rate", "fr")).hasValue(1);
    assertThat(figure("modelmon.performance", "ndcg_at_k", "fr").orElseThrow())
        .isCloseTo((SECOND + FOURTH + 1) / BEST / 2, within(1e-9));
    assertThat(figure("modelmon.performance.worst", "hit_rate", "ch").orElseThrow())
        .isCloseTo(-0.25, within(1e-9));
  }

  private OptionalDouble figure(String name, String metric, String country) {
    return receiver.series(name, MODEL).stream()
        .filter(series -> series.attribute("modelmon.metric").equals(metric))
        .filter(series -> series.attribute("modelmon.segment.value").equals(country))
        .mapToDouble(Series::value)
        .findFirst();
  }
}

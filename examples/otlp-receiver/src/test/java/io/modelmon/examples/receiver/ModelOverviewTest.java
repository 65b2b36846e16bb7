package io.modelmon.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelOverviewTest {

  private final ReceiverFixture fixture = new ReceiverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void of_callsAndErrors_areAddedUp() throws Exception {
    fixture.calls();

    ModelOverview model = ModelOverview.of(fixture.receiver).get(0);

    assertThat(model.name()).isEqualTo("credit");
    assertThat(model.version()).isEqualTo("1");
    assertThat(model.calls()).isEqualTo(10);
    assertThat(model.errors()).isEqualTo(1);
    assertThat(model.predictions()).isEqualTo(10);
    assertThat(model.windows()).isEqualTo(Map.of("stable", 2L));
    assertThat(model.duration().orElseThrow().bucketCounts()).containsExactly(8L, 2L, 0L);
    assertThat(model.features()).isEmpty();
  }

  @Test
  void of_categoricalFeature_takesEffectFromTvAndSignificanceFromChi2() throws Exception {
    fixture.calls();
    Map<String, Object> tv =
        ReceiverFixture.model("modelmon.feature.name", "purpose", "modelmon.drift.measure", "tv");
    Map<String, Object> chi2 =
        ReceiverFixture.model("modelmon.feature.name", "purpose", "modelmon.drift.measure", "chi2");
    fixture.metrics(
        Messages.gauge("modelmon.drift.statistic", 0.3, 5, tv),
        Messages.gauge("modelmon.drift.noise", 0.2, 5, tv),
        Messages.gauge("modelmon.drift.statistic", 90, 5, chi2),
        Messages.gauge("modelmon.drift.p_value", 0.001, 5, chi2));

    assertThat(ModelOverview.of(fixture.receiver).get(0).features())
        .containsExactly(new FeatureOverview("purpose", "tv", 0.3, 0.001, 0.2, false));
  }

  @Test
  void of_metricsWithoutAModel_showNoModel() throws Exception {
    fixture.metrics(Messages.counter("http.server.requests", 3, 5, Map.of()));

    assertThat(ModelOverview.of(fixture.receiver)).isEmpty();
  }

  @Test
  void of_twoVersions_areTwoModels() throws Exception {
    fixture.calls();
    Map<String, Object> second = ReceiverFixture.model();
    second.put("modelmon.model.version", "2");
    fixture.metrics(
        Messages.histogram("modelmon.predict.duration", List.of(0.001), List.of(4L, 0L), second));

    assertThat(ModelOverview.of(fixture.receiver))
        .extracting(ModelOverview::version, ModelOverview::calls)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", 10L),
            org.assertj.core.groups.Tuple.tuple("2", 4L));
  }
}

package io.modelmon.export.otel;

import static io.modelmon.export.otel.OtlpReceiver.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.Counts;
import io.modelmon.drift.KolmogorovSmirnov;
import io.modelmon.drift.Measure;
import io.modelmon.drift.Wasserstein;
import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.ModelSnapshot;
import io.modelmon.monitor.WindowSnapshot;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What of a comparison is sent, where the measure cannot tell all digits of its p-value. */
@NullUnmarked // maps of expected keys; a null fails the test anyway
class DriftExportTest {

  private static final AttributeKey<String> MEASURE =
      AttributeKey.stringKey("modelmon.drift.measure");

  private static final Counts REFERENCE = Counts.independent(new long[] {990, 10});
  private static final Counts CURRENT = Counts.independent(new long[] {50, 50});
  private static final Measure KS = KolmogorovSmirnov.compare(REFERENCE, CURRENT);
  private static final Measure FAR = Wasserstein.compare(REFERENCE, CURRENT, new double[] {0, 5});
  private static final Measure NEAR =
      Wasserstein.compare(REFERENCE, Counts.independent(new long[] {97, 3}), new double[] {0, 5});

  @Test
  void produce_pValueBelowTheResolution_sendsTheResolution() {
    Map<String, Double> sent = pValues(drift(KS, FAR, Wasserstein.scaled(FAR, 2)));

    assertThat(KS.pValue()).isLessThan(1e-9);
    assertThat(FAR.pValue()).isLessThan(1e-9);
    assertThat(sent)
        .containsEntry("ks", KS.pValue())
        .containsEntry("wasserstein", 0.001)
        .containsEntry("wasserstein_scaled", 0.001);
  }

  @Test
  void produce_pValueAboveTheResolution_sendsIt() {
    assertThat(NEAR.pValue()).isBetween(0.002, 0.9);
    assertThat(pValues(drift(KS, NEAR))).containsEntry("wasserstein", NEAR.pValue());
  }

  @Test
  void flush_eventOfAMeasureWithAResolution_saysNoLess() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.evaluations.add(Fixtures.evaluation(detected(drift(FAR)), detected(drift(KS))));

      assertThat(setup.start().close(Duration.ofSeconds(20))).isTrue();

      assertThat(plain(receiver.logs().get(0).getAttributesList()))
          .containsEntry("modelmon.drift.p_value", 0.001);
      assertThat(plain(receiver.logs().get(1).getAttributesList()))
          .containsEntry("modelmon.drift.p_value", KS.pValue());
    }
  }

  private static FeatureDrift drift(Measure primary, Measure... others) {
    return new FeatureDrift("age", primary, 100, 100, 1000, 0.05, true, true, List.of(others));
  }

  private static ModelEvent detected(FeatureDrift drift) {
    WindowSnapshot window = Fixtures.window(List.of(drift));
    return new ModelEvent(
        ModelEvent.Kind.DRIFT_DETECTED, Fixtures.WINDOW_END, "", window, drift, null);
  }

  private static Map<String, Double> pValues(FeatureDrift drift) {
    ModelSnapshot model = Fixtures.model(true);
    ModelSnapshot with =
        new ModelSnapshot(
            model.id(),
            model.startEpochNanos(),
            model.referenceId(),
            model.durations(),
            model.predictions(),
            model.calls(),
            model.rows(),
            model.features(),
            model.windowsByVerdict(),
            Fixtures.window(List.of(drift)),
            model.queueDepth(),
            model.full());
    Map<String, Double> sent = new TreeMap<>();
    new ModelMetricProducer(() -> Fixtures.snapshot(with), () -> Fixtures.NOW)
        .produce(Resource.empty()).stream()
            .filter(metric -> metric.getName().equals("modelmon.drift.p_value"))
            .flatMap(metric -> metric.getDoubleGaugeData().getPoints().stream())
            .forEach(point -> sent.put(point.getAttributes().get(MEASURE), point.getValue()));
    return sent;
  }
}

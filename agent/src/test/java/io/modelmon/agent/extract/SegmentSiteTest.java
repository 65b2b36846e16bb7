package io.modelmon.agent.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CaptureRegistry;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.Evaluation;
import io.modelmon.monitor.FeatureDrift;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.Monitor;
import io.modelmon.monitor.SegmentValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Segments of a model without ids and labels, from the woven method to the monitor's event. */
class SegmentSiteTest {

  /** What a call brings beside its features. */
  public record Request(String channel) {}

  private static final String YAML =
      """
      file_format: "1"
      models:
        - name: m
          predict: com.acme.Model#predict
          features: { from: "arg[0]" }
          segments: { channel: "arg[1].channel" }
          drift: { segments: true }
          window: { predictions: 2000 }
          reference: { learn: 10000 }
          quality: off
      """;

  private final CaptureRegistry registry = new CaptureRegistry();
  private final List<ModelEvent> events = new ArrayList<>();
  private final Random random = new Random(11);

  @Test
  void predict_driftOfOneChannel_isAnEventThatNamesIt() throws Throwable {
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(YAML, Path.of(".")).config(), YAML);
    Extraction extraction =
        new Extraction(
            config,
            registry,
            type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup()),
            id -> List.of());
    SiteMethod method =
        new SiteMethod(
            "com.acme.Model",
            "predict",
            List.of(),
            List.of("double[]", "com.acme.Request"),
            "double",
            true);
    SiteShape shape = SiteShape.of(config.models().get(0), method);
    SiteHandles handles = extraction.site(0, method, shape, MethodHandles.lookup());
    MethodHandle enter =
        handles.enter(MethodType.methodType(long.class, Object.class, Object.class));
    MethodHandle exit =
        handles.exit(MethodType.methodType(void.class, long.class, double.class, Object.class));
    Monitor monitor =
        new Monitor(registry, config, Instant::now, System::nanoTime, List::of, line -> {});

    for (int call = 0; call < 18_000; call++) {
      boolean mobile = call % 10 == 3;
      double moved = mobile && call >= 12_000 ? 1.5 : 0;
      Object features = new double[] {random.nextGaussian() + moved, random.nextGaussian()};
      long ticket =
          (long) enter.invokeExact(features, (Object) new Request(mobile ? "mobile" : "web"));
      exit.invokeExact(ticket, random.nextDouble(), (Object) null);
      if (call % 50 == 49) {
        poll(monitor);
      }
    }
    poll(monitor);

    assertThat(events).hasSize(1);
    FeatureDrift drift = Objects.requireNonNull(events.get(0).drift());
    assertThat(drift.segment()).isEqualTo(new SegmentValue("channel", "mobile"));
    assertThat(drift.n()).isEqualTo(200);
  }

  private void poll(Monitor monitor) {
    monitor.poll();
    for (Evaluation next = monitor.pollEvaluation();
        next != null;
        next = monitor.pollEvaluation()) {
      events.addAll(next.events());
    }
  }
}

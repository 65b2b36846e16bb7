package io.modelmon.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.AgentLoad;
import io.modelmon.schema.ModelId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SamplingControlTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double CLOCK_NANOS = 25;

  private final CaptureRegistry registry = new CaptureRegistry();
  private final List<String> lines = new ArrayList<>();
  private Instant wall = Instant.parse("2026-01-05T06:00:00Z");
  private long nanoTime = 1;
  private long cpuNanos;
  private long captured;
  private double heapUsed = 0.3;
  private boolean collecting;

  private SamplingControl control(String sampling) {
    ModelmonConfig config =
        Objects.requireNonNull(
            ConfigParser.parse(
                    "file_format: \"1\"\nmodels: [{ name: m, predict: com.acme.Model#predict }]\n"
                        + sampling,
                    Path.of("."))
                .config());
    return new SamplingControl(
        registry,
        config,
        index -> captured,
        new SamplingControl.Surroundings(() -> cpuNanos, () -> nanoTime, () -> wall, 2),
        lines::add,
        new HeapPressure(() -> heapUsed),
        new CallCosts(CLOCK_NANOS));
  }

  private ModelCapture model() {
    return registry.register(new ModelId("m", ""), 0);
  }

  private void second(SamplingControl control) {
    nanoTime += SECOND;
    wall = wall.plusSeconds(1);
    if (collecting) {
      // An unreachable object, and a collection that finds it: what the gauge listens for.
      System.gc();
    }
    control.poll();
  }

  @Test
  void rateAndTiming_areSetAndReported() {
    ModelCapture model = model();
    SamplingControl control = control("sampling: { rate: 0.2, timing: 0.5 }");

    control.poll();
    second(control);

    assertThat(model.gate().payloadRate()).isCloseTo(0.2, within(1e-8));
    AgentLoad load = control.load();
    assertThat(load.sampling())
        .singleElement()
        .satisfies(
            sampling -> {
              assertThat(sampling.payloadRate()).isCloseTo(0.2, within(1e-8));
              assertThat(sampling.timingRate()).isCloseTo(0.6, within(1e-8));
            });
    assertThat(load.breakers())
        .extracting(AgentLoad.Breaking::reason)
        .containsExactly("heap", "cost", "full");
  }

  @Test
  void schedule_changesTheRateWhenItsTimeComes() {
    ModelCapture model = model();
    SamplingControl control =
        control(
            "sampling: { rate: 0.1, schedule:"
                + " [{ hours: \"08:00-18:00\", zone: UTC, rate: 1.0 }] }");
    control.poll();
    second(control);
    assertThat(model.gate().payloadRate()).isCloseTo(0.1, within(1e-8));

    wall = Instant.parse("2026-01-05T08:00:00Z");
    second(control);

    assertThat(model.gate().isOpen()).isTrue();
  }

  @Test
  void overhead_isTheShareOfAllCores() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();

    cpuNanos += SECOND / 10;
    captured += 100_000;
    for (int i = 0; i < 50_000; i++) {
      model.counters().count(CallOutcome.SAMPLED_OUT, 1, 100, null);
    }
    second(control);

    assertThat(control.load().threadShare()).isCloseTo(0.05, within(1e-9));
    double perCaptured = 40 + 2 * CLOCK_NANOS + 15;
    double expected =
        100_000 * perCaptured + 50_000 * 2 * CLOCK_NANOS + 150_000 * CallCosts.COUNT_NANOS;
    assertThat(control.load().callShare()).isCloseTo(expected / (2 * SECOND), within(1e-9));
  }

  /** A hundredth of a million calls a second, and a hundredth of one percent. */
  @Test
  void budget_tooSmallForTheTraffic_givesUpPayloadsThenTiming() {
    ModelCapture model = model();
    SamplingControl control = control("sampling: { cpu_budget: 0.01% }");
    control.poll();
    assertThat(model.gate().isOpen()).isFalse();
    assertThat(model.gate().payloadRate()).isOne();
    double used = 0;

    for (int second = 0; second < 300; second++) {
      int taken = (int) (10_000 * model.gate().payloadRate());
      captured += taken;
      cpuNanos += 30_000 + taken * 600L;
      for (int i = taken; i < 10_000; i++) {
        model.counters().count(CallOutcome.SAMPLED_OUT, 1, -1, null);
      }
      second(control);
      used += second < 100 ? 0 : control.load().threadShare() + control.load().callShare();
    }

    assertThat(used / 200).isBetween(0.00006, 0.00012);
    assertThat(model.gate().payloadRate()).isLessThan(0.003);
    assertThat(model.gate().timingRate()).isLessThan(0.5);
    assertThat(lines).isEmpty();
  }

  @Test
  void overflow_threeSecondsInARow_stepsThatModelDownAndSaysSoOnce() {
    ModelCapture model = model();
    ModelCapture other = registry.register(new ModelId("m", "2"), 0);
    SamplingControl control = control("");
    control.poll();

    for (int second = 0; second < 12; second++) {
      captured += 500;
      for (int i = 0; i < 500; i++) {
        model.counters().count(CallOutcome.DROPPED_FULL, 1, 100, null);
      }
      second(control);
    }

    assertThat(model.gate().payloadRate()).isCloseTo(1 / 64.0, within(1e-8));
    assertThat(other.gate().isOpen()).isTrue();
    assertThat(lines).singleElement().asString().contains("model m", "25 %");
    assertThat(control.load().breakers())
        .contains(new AgentLoad.Breaking(model.id(), "full", 1 / 64.0));
  }

  @Test
  void overflow_over_stepsUpAgain() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();
    for (int second = 0; second < 3; second++) {
      captured += 500;
      for (int i = 0; i < 500; i++) {
        model.counters().count(CallOutcome.DROPPED_FULL, 1, 100, null);
      }
      second(control);
    }
    assertThat(model.gate().payloadRate()).isCloseTo(0.25, within(1e-8));

    for (int second = 0; second < 40; second++) {
      captured += 500;
      second(control);
    }

    assertThat(model.gate().isOpen()).isTrue();
  }

  @Test
  void fullHeap_stopsCapturingUntilThereIsRoom() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();
    heapUsed = 0.97;
    collecting = true;
    for (int second = 0; second < HeapPressure.LOOKS + 12; second++) {
      second(control);
    }
    assertThat(model.gate().payloadRate()).isZero();
    assertThat(lines).singleElement().asString().contains("heap");

    heapUsed = 0.5;
    collecting = false;
    for (int second = 0; second < 70; second++) {
      second(control);
    }

    assertThat(model.gate().isOpen()).isTrue();
  }

  @Test
  void fullHeap_thatSettlesBelowTheMark_isCapturedAgain() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();
    fillHeap(control);
    assertThat(model.gate().payloadRate()).isZero();

    // What lives fills 85 %, and garbage comes and goes above it.
    for (int second = 0; second < 70; second++) {
      heapUsed = second % 7 == 0 ? 0.85 : 0.98;
      collecting = second % 7 == 0;
      second(control);
    }

    assertThat(model.gate().isOpen()).isTrue();
  }

  @Test
  void fullHeap_thatSettlesBetweenTheMarks_isCapturedInPart() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();
    fillHeap(control);

    heapUsed = 0.92;
    collecting = false;
    for (int second = 0; second < 600; second++) {
      second(control);
    }
    assertThat(model.gate().payloadRate()).isCloseTo(0.25, within(1e-8));

    fillHeap(control);
    assertThat(model.gate().payloadRate()).isZero();
  }

  private void fillHeap(SamplingControl control) {
    heapUsed = 0.97;
    collecting = true;
    for (int second = 0; second < HeapPressure.LOOKS + 12; second++) {
      second(control);
    }
  }

  @Test
  void greatCost_withoutABudget_stepsDown() {
    ModelCapture model = model();
    SamplingControl control = control("");
    control.poll();

    for (int second = 0; second < 11; second++) {
      cpuNanos += 6 * SECOND / 10;
      second(control);
    }

    assertThat(model.gate().payloadRate()).isCloseTo(0.25, within(1e-8));
  }

  @Test
  void breakersOff_nothingStepsDown() {
    ModelCapture model = model();
    SamplingControl control = control("sampling: { breakers: off }");
    control.poll();

    for (int second = 0; second < 60; second++) {
      cpuNanos += 6 * SECOND / 10;
      model.counters().count(CallOutcome.DROPPED_FULL, 1, 100, null);
      second(control);
    }

    assertThat(model.gate().isOpen()).isTrue();
    assertThat(control.load().breakers()).isEmpty();
  }

  @Test
  void nothingNew_isNotReportedBeforeTenSeconds() {
    ModelCapture unused = model();
    SamplingControl control = control("");
    control.poll();
    second(control);
    AgentLoad first = control.load();

    for (int second = 0; second < 9; second++) {
      second(control);
      assertThat(control.load()).isSameAs(first);
    }
    second(control);

    assertThat(control.load()).isNotSameAs(first);
  }
}

package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CellValues;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorAccountingTest {

  private static final Object[] ROW = {1.0, "a", 0.5};

  @Test
  void outcomes_everyKindOfCall_sumToCallsAndRows() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, ROW);
    writer.call(null, ROW, ROW, ROW);
    writer.call("java.lang.IllegalStateException", ROW, ROW);
    writer.call(null);
    Object[][] large =
        Collections.nCopies(writer.ring.maxRowsPerCall() + 10, ROW).toArray(Object[][]::new);
    writer.call(null, large);
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 4, 2_000, null);
    writer.capture.counters().count(CallOutcome.DROPPED_FULL, 5, 2_000, "x.E");
    writer.capture.counters().count(CallOutcome.DROPPED_WARMING, 1, -1, null);

    ModelSnapshot model = fixture.model();

    assertThat(model.calls())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                CallOutcome.CAPTURED, 4L,
                CallOutcome.PARTIAL, 1L,
                CallOutcome.SAMPLED_OUT, 1L,
                CallOutcome.DROPPED_FULL, 1L,
                CallOutcome.DROPPED_WARMING, 1L));
    long held = writer.ring.maxRowsPerCall();
    assertThat(model.rows())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                CallOutcome.CAPTURED,
                6L + held,
                CallOutcome.SAMPLED_OUT,
                4L,
                CallOutcome.DROPPED_FULL,
                10L + 5,
                CallOutcome.DROPPED_WARMING,
                1L));
    assertThat(model.predictions()).isEqualTo(1 + 3 + held + 10 + 4 + 1);
  }

  @Test
  void batch_capturedInPart_isSaidOnceWithRowsAndRemedy() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    int most = writer.ring.maxRowsPerCall();
    Object[][] large = Collections.nCopies(5 * most, ROW).toArray(Object[][]::new);
    writer.call(null, Arrays.copyOf(large, most));
    assertThat(fixture.log).noneMatch(line -> line.contains("batch"));

    writer.call(null, large);
    writer.call(null, large);

    assertThat(fixture.log)
        .filteredOn(line -> line.contains("batch"))
        .singleElement()
        .asString()
        .startsWith("model credit:1: of a batch of 5120 rows 1024 were captured, at even distances")
        .contains("Batches of at most 1024 rows are captured whole");
  }

  @Test
  void batch_inANearlyFullRing_isSaidToLackRoom() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    int most = writer.ring.maxRowsPerCall();
    Object[][] batch = Collections.nCopies(most, ROW).toArray(Object[][]::new);
    for (int i = 0; i < 3; i++) {
      writer.publish(null, batch);
    }
    writer.publish(null, ROW);
    writer.call(null, batch);

    assertThat(fixture.log)
        .filteredOn(line -> line.contains("batch"))
        .singleElement()
        .asString()
        .containsPattern("of a batch of 1024 rows [1-9]\\d* were captured")
        .contains("the ring of 4096 rows was nearly full");
  }

  @Test
  void busySlots_areAnEighthOfTheSmallestRing() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    assertThat(fixture.monitor.busySlots()).isEqualTo(Monitor.BUSY_SLOTS);

    CaptureBuffer large =
        fixture.registry.register(new ModelId("large", "1"), 0).open(schema(), 10_000);
    assertThat(fixture.monitor.busySlots())
        .isGreaterThan(Monitor.BUSY_SLOTS)
        .isEqualTo(large.slots() / 8);

    fixture.registry.registerLabels(0, null);
    assertThat(fixture.monitor.busySlots()).isEqualTo(Monitor.BUSY_SLOTS);
  }

  @Test
  void busySlots_smallerRingBesideALargeOne_followIt() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    fixture.registry.register(new ModelId("large", "1"), 0).open(schema(), 10_000);

    fixture.writer();

    assertThat(fixture.monitor.busySlots()).isEqualTo(Monitor.BUSY_SLOTS);
  }

  @Test
  void durations_ringAndCounters_areOneHistogramPerErrorType() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, ROW);
    writer.call("x.E", ROW);
    writer.call("y.F", ROW);
    writer.capture.counters().count(CallOutcome.DROPPED_FULL, 1, 700, null);
    writer.capture.counters().count(CallOutcome.DROPPED_FULL, 1, 40_000, "x.E");

    List<DurationSnapshot> durations = fixture.model().durations();

    assertThat(durations)
        .extracting(DurationSnapshot::errorType)
        .containsExactly(null, "x.E", "y.F");
    assertThat(durations).extracting(DurationSnapshot::count).containsExactly(2L, 2L, 1L);
    assertThat(durations)
        .extracting(DurationSnapshot::sumNanos)
        .containsExactly(2_200L, 41_500L, 1_500L);
    assertThat(durations.get(0).buckets()[0]).isEqualTo(1);
    assertThat(durations.get(0).buckets()[1]).isEqualTo(1);
  }

  @Test
  void untimedErrors_areKnownBesideTheTimedOnes() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call("x.E", ROW);
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, 700, "x.E");
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, -1, "x.E");

    DurationSnapshot errors = fixture.model().durations().get(1);

    assertThat(errors.count()).isEqualTo(2);
    assertThat(errors.untimed()).isOne();
  }

  @Test
  void throwingCalls_countFeaturesAndNoPrediction() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, ROW);
    writer.call("x.E", new Object[] {Double.NaN, "a"});

    ModelSnapshot model = fixture.model();

    assertThat(model.predictions()).isEqualTo(1);
    assertThat(model.features()).extracting(FeatureSnapshot::missing).containsExactly(1L, 0L, 0L);
  }

  @Test
  void features_everyKindOfCell_isCountedApart() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer =
        fixture.writer(
            "1",
            List.of(
                new Feature("x", FeatureType.NUMERIC, false),
                new Feature("c", FeatureType.CATEGORICAL, false)),
            List.of());
    writer.call(null, new Object[] {1, "a"});
    writer.call(null, new Object[] {"2.5", 3.0});
    writer.call(null, new Object[] {"two", Double.NEGATIVE_INFINITY});
    writer.call(null, new Object[] {Double.POSITIVE_INFINITY, CellValues.WRONG_TYPE});
    writer.call(null, new Object[] {CellValues.MISSING, CellValues.MISSING});
    writer.call(null, new Object[] {CellValues.WRONG_TYPE, ""});

    List<FeatureSnapshot> features = fixture.model().features();

    assertThat(features.get(0).missing()).isEqualTo(1);
    assertThat(features.get(0).invalid())
        .isEqualTo(Map.of("infinite", 1L, "unparsable", 1L, "wrong_type", 1L));
    assertThat(features.get(1).missing()).isEqualTo(2);
    assertThat(features.get(1).invalid()).isEqualTo(Map.of("infinite", 1L, "wrong_type", 1L));
  }

  @Test
  void types_undeclared_areKnownFromTheFirstValueOn() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, new Object[] {Double.NaN, Double.NaN, 0.1});
    assertThat(fixture.model().features())
        .extracting(FeatureSnapshot::type)
        .containsExactly(null, null, FeatureType.NUMERIC);
    writer.call(null, new Object[] {5, "b", 0.1});
    writer.call(null, new Object[] {"words", 7, 0.1});

    List<FeatureSnapshot> features = fixture.model().features();

    assertThat(features)
        .extracting(FeatureSnapshot::type)
        .containsExactly(FeatureType.NUMERIC, FeatureType.CATEGORICAL, FeatureType.NUMERIC);
    assertThat(features.get(0).invalid()).isEqualTo(Map.of("unparsable", 1L));
    assertThat(features.get(0).missing()).isEqualTo(1);
    assertThat(features.get(1).invalid()).isEmpty();
  }

  @Test
  void snapshot_laterCalls_doNotChangeIt() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.call(null, ROW);
    ModelSnapshot before = fixture.model();
    long bucket = before.durations().get(0).buckets()[1];

    writer.call(null, ROW);
    fixture.model();

    assertThat(before.predictions()).isEqualTo(1);
    assertThat(before.durations().get(0).buckets()[1]).isEqualTo(bucket).isEqualTo(1);
    assertThatThrownBy(() -> before.calls().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void poll_afterAnEvent_publishesWithinASecond() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    fixture.advance(Duration.ofMillis(10));
    writer.publish(null, ROW);
    long called = fixture.nanos;

    while (fixture.monitor.snapshot().models().stream().noneMatch(m -> m.predictions() == 1)) {
      fixture.advance(Duration.ofMillis(10));
      assertThat(fixture.nanos - called).isLessThanOrEqualTo(1_000_000_000L);
    }
  }

  @Test
  void capturedCalls_betweenSnapshots_isUpToDate() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    fixture.advance(Duration.ofMillis(10));
    writer.publish(null, ROW);
    writer.publish(null, ROW);
    fixture.advance(Duration.ofMillis(10));

    assertThat(fixture.monitor.capturedCalls(0)).isEqualTo(2);
    assertThat(fixture.monitor.capturedCalls(1)).isZero();
    assertThat(fixture.monitor.snapshot().models()).noneMatch(model -> model.predictions() > 0);
  }

  @Test
  void poll_callsOnlyCounted_publishesToo() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    fixture.advance(Duration.ofSeconds(1));
    writer.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, 5, null);

    fixture.advance(Duration.ofSeconds(1));

    assertThat(fixture.monitor.snapshot().models().get(0).predictions()).isEqualTo(1);
  }

  @Test
  void poll_ruleStateChanged_publishesIt() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    fixture.rules = List.of(new RuleStatus("credit", "a.B#c", RuleStatus.State.MATCHED, ""));

    fixture.advance(Duration.ofSeconds(1));

    assertThat(fixture.monitor.snapshot().rules()).isEqualTo(fixture.rules);
  }

  @Test
  void snapshot_waitingCalls_showLagAndDepth() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    writer.publish(null, ROW);
    fixture.nanos += 40_000_000;
    int held = writer.ring.claim(2, fixture.nanos);

    ModelSnapshot model = fixture.model();

    assertThat(fixture.monitor.snapshot().lagNanos()).isEqualTo(40_000_000 - 1_500);
    assertThat(model.queueDepth()).isEqualTo(2);
    writer.ring.abandon(held);
  }

  private static ModelSchema schema() {
    return new ModelSchema(List.of(MonitorFixture.feature("x")), List.of());
  }
}

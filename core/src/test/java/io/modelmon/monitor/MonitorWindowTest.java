package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.schema.Feature;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MonitorWindowTest {

  private static final Object[] ROW = {1.0, "a", 0.5};

  @Test
  void window_rowsReached_closesAtOnceAndStartsWithTheNextCall() {
    MonitorFixture fixture = MonitorFixture.settings().window(100, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    long start = fixture.nanos + 1_000_000; // the first call comes a millisecond later
    calls(fixture, writer, 100);
    WindowSnapshot first = fixture.window();
    fixture.advance(Duration.ofHours(5));
    calls(fixture, writer, 100);
    WindowSnapshot second = fixture.window();

    assertThat(first.number()).isEqualTo(1);
    assertThat(first.predictions()).isEqualTo(100);
    assertThat(first.startEpochNanos()).isEqualTo(1_700_000_000_000_000_000L + start);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.endEpochNanos() - second.startEpochNanos())
        .isLessThan(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void window_minAge_isWaitedForEvenWithoutACall() {
    MonitorFixture fixture =
        MonitorFixture.settings().window(100, Duration.ofMinutes(10), null).start();
    MonitorFixture.Writer writer = fixture.writer();
    calls(fixture, writer, 150);
    assertThat(fixture.model().lastWindow()).isNull();

    fixture.advance(Duration.ofMinutes(10));

    assertThat(fixture.window().predictions()).isEqualTo(150);
  }

  @Test
  void window_maxAgeWithoutACall_closesWhenSufficient() {
    MonitorFixture fixture =
        MonitorFixture.settings().window(1000, Duration.ZERO, Duration.ofHours(1)).start();
    calls(fixture, fixture.writer(), 120);

    fixture.advance(Duration.ofMinutes(59));
    assertThat(fixture.model().lastWindow()).isNull();
    fixture.advance(Duration.ofMinutes(1));

    assertThat(fixture.window().predictions()).isEqualTo(120);
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);
    assertThat(fixture.window().driftShare()).isNaN();
  }

  @Test
  void window_tooFewRows_isExtendedThenInsufficient() {
    MonitorFixture fixture =
        MonitorFixture.settings().window(1000, Duration.ZERO, Duration.ofHours(1)).start();
    calls(fixture, fixture.writer(), 99);

    fixture.advance(Duration.ofMinutes(24 * 60 - 1));
    assertThat(fixture.model().lastWindow()).isNull();
    fixture.advance(Duration.ofMinutes(1));

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.INSUFFICIENT);
    assertThat(fixture.model().windowsByVerdict())
        .isEqualTo(Map.of(WindowVerdict.INSUFFICIENT, 1L));
  }

  @Test
  void window_extended_closesAsSoonAsItIsSufficient() {
    MonitorFixture fixture =
        MonitorFixture.settings().window(1000, Duration.ZERO, Duration.ofHours(1)).start();
    MonitorFixture.Writer writer = fixture.writer();
    calls(fixture, writer, 99);
    fixture.advance(Duration.ofHours(3));
    assertThat(fixture.model().lastWindow()).isNull();

    calls(fixture, writer, 1);

    assertThat(fixture.window().predictions()).isEqualTo(100);
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);
  }

  @Test
  void window_batch_isNeverSplit() {
    MonitorFixture fixture = MonitorFixture.settings().window(100, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    calls(fixture, writer, 99);

    writer.call(null, Collections.nCopies(70, ROW).toArray(Object[][]::new));

    assertThat(fixture.window().predictions()).isEqualTo(169);
  }

  @Test
  void window_severalInOneDrain_closeOneByOne() {
    MonitorFixture fixture = MonitorFixture.settings().window(100, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 350; i++) {
      writer.publish(null, ROW);
    }

    fixture.poll();

    assertThat(fixture.window().number()).isEqualTo(3);
    assertThat(fixture.window().predictions()).isEqualTo(100);
  }

  @Test
  void window_noTraffic_neverOpens() {
    MonitorFixture fixture =
        MonitorFixture.settings().window(100, Duration.ZERO, Duration.ofHours(1)).start();
    fixture.writer();

    fixture.advance(Duration.ofDays(30));

    assertThat(fixture.model().lastWindow()).isNull();
  }

  @Test
  void window_onlyThrowingCalls_closesOnTheirFeatures() {
    MonitorFixture fixture = MonitorFixture.settings().window(100, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 100; i++) {
      writer.call("x.E", new Object[] {1.0, "a"});
    }

    assertThat(fixture.window().predictions()).isEqualTo(100);
    assertThat(fixture.model().predictions()).isZero();
  }

  @Test
  void window_strongDependence_isInsufficientUntilWorthFifty() {
    // A feature that steps slowly through its range: lag-1 correlation near 1.
    MonitorFixture fixture =
        MonitorFixture.settings()
            .learn(2_000, null)
            .window(100_000, Duration.ZERO, Duration.ofHours(1))
            .start();
    List<Feature> features = List.of(MonitorFixture.feature("x"));
    MonitorFixture.Writer writer = fixture.writer("1", features, List.of());
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      writer.call(null, new Object[] {random.nextGaussian()});
    }
    double value = 0;
    for (int i = 0; i < 400; i++) {
      value = 0.99 * value + Math.sqrt(1 - 0.99 * 0.99) * random.nextGaussian();
      writer.call(null, new Object[] {value});
    }
    fixture.advance(Duration.ofHours(2));
    // The first 2,000 rows were learned from: what is left in the window is worth about two rows.
    assertThat(fixture.model().lastWindow()).isNull();

    fixture.advance(Duration.ofHours(22));

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.INSUFFICIENT);
    assertThat(fixture.window().effectiveN()).isLessThan(50);
  }

  private static void calls(MonitorFixture fixture, MonitorFixture.Writer writer, int count) {
    for (int i = 0; i < count; i++) {
      fixture.nanos += 1_000_000;
      writer.call(null, ROW);
    }
  }
}

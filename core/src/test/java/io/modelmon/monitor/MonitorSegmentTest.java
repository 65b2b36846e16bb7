package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.calibration.Notes;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.MultipleTests;
import io.modelmon.drift.DriftStatus;
import io.modelmon.monitor.SegmentedService.Setting;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SegmentReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds are fixed: no test can fail by chance. */
class MonitorSegmentTest {

  private static final int REFERENCE = 20_000;

  @TempDir Path folder;

  @Test
  void window_driftInOneValueOnly_isFoundThereAndNamedAlone() throws IOException {
    SegmentedService service = SegmentedService.trained(1, REFERENCE, 2_000, folder);
    service.serve(4_000);
    assertThat(service.alerts()).isEmpty();

    service.shiftMobile(4, 1.2);
    service.serve(4_000);

    assertThat(service.alerts()).containsExactly("f4 channel=mobile");
    WindowSnapshot window = service.fixture.window();
    assertThat(window.verdict()).isEqualTo(WindowVerdict.DRIFT);
    assertThat(window.driftShare()).isZero();
    assertThat(window.drift()).noneMatch(FeatureDrift::flagged);
    assertThat(window.segments().drifted()).isEqualTo(1);
  }

  @Test
  void window_sameDriftWithoutSegments_isNotSeen() throws IOException {
    SegmentedService ignored = SegmentedService.trained(1, REFERENCE, 2_000, folder);
    SegmentedService service = new SegmentedService(1, new Setting(false, 2_000, folder, 0));
    service.serve(4_000);
    service.shiftMobile(4, 1.2);
    service.serve(4_000);

    assertThat(ignored.alerts()).isEmpty();
    assertThat(service.alerts()).isEmpty();
    assertThat(service.fixture.window().segments()).isEqualTo(SegmentDrift.NONE);
  }

  @Test
  void window_driftOfOneValueThatEnds_isResolved() throws IOException {
    SegmentedService service = SegmentedService.trained(2, REFERENCE, 2_000, folder);
    service.shiftMobile(1, 1.5);
    service.serve(4_000);
    service.shiftMobile(1, 0);
    service.serve(4_000);

    assertThat(service.fixture.events())
        .containsExactly("DRIFT_DETECTED f1 ks", "DRIFT_RESOLVED f1 ks");
    assertThat(service.fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);
  }

  @Test
  void window_valueWithFewRows_isNotJudgedAndSaysSo() throws IOException {
    SegmentedService service = SegmentedService.trained(3, REFERENCE, 2_000, folder);
    service.serve(2_000);

    List<SegmentDrift.Rows> values = service.fixture.window().segments().values();

    assertThat(values.stream().filter(SegmentDrift.Rows::judged).map(rows -> rows.value().value()))
        .containsExactlyInAnyOrder("web", "app", "mobile");
    assertThat(values.stream().filter(rows -> !rows.judged()).map(rows -> rows.value().value()))
        .containsExactlyInAnyOrder("phone", "_missing");
    assertThat(values.stream().mapToLong(SegmentDrift.Rows::rows).sum()).isEqualTo(2_000);
    assertThat(service.fixture.window().segments().compared())
        .noneMatch(drift -> drift.primary().status() == DriftStatus.TOO_FEW_SAMPLES);
  }

  @Test
  void start_referenceWithFewRowsOfAValue_isLogged() throws IOException {
    SegmentedService service = SegmentedService.trained(4, 5_000, 500, folder);
    service.serve(500);

    assertThat(service.fixture.log)
        .anyMatch(
            line -> line.contains("fewer than 100 values") && line.contains("[_missing, phone]"));
  }

  @Test
  void start_referenceWithoutSegments_isLoggedAndComparesWholeColumns() throws IOException {
    SegmentedService.trained(5, REFERENCE, 1_000, folder).serve(1);
    Path file = folder.resolve("m5.profile");
    ReferenceProfile divided = ProfileCodec.read(file);
    ReferenceProfile plain =
        ReferenceProfile.of(divided.model(), divided.created(), divided.rows(), divided.columns());
    ProfileCodec.write(plain, file);

    SegmentedService service = new SegmentedService(5, new Setting(true, 1_000, folder, 0));
    service.serve(1_000);

    assertThat(service.fixture.log).anyMatch(line -> line.contains("not divided by segment"));
    assertThat(service.fixture.window().segments().compared()).isEmpty();
    assertThat(service.fixture.window().segments().values()).noneMatch(SegmentDrift.Rows::judged);
    assertThat(service.fixture.window().drift()).isNotEmpty();
  }

  @Test
  void learned_reference_isDividedAndFindsDriftInOneValue() {
    SegmentedService service = new SegmentedService(6, new Setting(true, 2_000, null, 20_000));
    service.serve(20_000);
    service.serve(4_000);
    assertThat(service.alerts()).isEmpty();

    service.shiftMobile(8, 1.5);
    service.serve(6_000);

    assertThat(service.alerts()).containsExactly("f8 channel=mobile");
  }

  @Test
  void learned_valueOfFewRows_isNotJudged() {
    SegmentedService service = new SegmentedService(7, new Setting(true, 2_000, null, 5_000));
    service.serve(10_000);

    assertThat(service.fixture.window().segments().values())
        .filteredOn(rows -> !rows.judged())
        .extracting(rows -> rows.value().value())
        .contains("phone", "_missing");
    assertThat(service.fixture.log).anyMatch(line -> line.contains("fewer than 100 values"));
  }

  @Test
  void learned_reference_isSavedWithItsSegments() throws IOException {
    MonitorFixture.Settings settings = MonitorFixture.settings().learn(500, "learned.profile");
    settings.base = folder;
    settings.drift =
        new DriftConfig(
            true,
            0.01,
            MultipleTests.BENJAMINI_HOCHBERG,
            0.05,
            2,
            Duration.ofHours(24),
            null,
            Map.of(),
            List.of(),
            List.of("channel"));
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer =
        fixture.writer(List.of(MonitorFixture.feature("x")), List.of(), List.of("channel"));
    for (int i = 0; i < 600; i++) {
      int slot = writer.ring.claim(1, fixture.nanos);
      writer.ring.number(slot, 0, i * 0.7 % 5);
      Objects.requireNonNull(writer.ring.keys()).segment(slot, 0, i % 2 == 0 ? "web" : "app");
      writer.ring.publish(slot, 1, null);
      fixture.poll();
    }
    fixture.model();

    ReferenceProfile saved = ProfileCodec.read(folder.resolve("learned.profile"));

    SegmentReference channel = Objects.requireNonNull(saved.segment("channel"));
    assertThat(channel.values()).containsExactly("_missing", "_other", "web", "app");
    assertThat(Objects.requireNonNull(channel.columns().get("x")).counts().rows())
        .containsExactly(0, 0, 250, 250);
  }

  @Test
  void window_ofThrownAndBatchCalls_countsEveryRowOnce() throws IOException {
    SegmentedService.trained(8, REFERENCE, 500, folder).serve(1);
    SegmentedService service = new SegmentedService(8, new Setting(true, 500, folder, 0));
    MonitorFixture.Writer writer =
        service.fixture.writer(
            IntStream.range(0, SegmentedService.FEATURES)
                .mapToObj(i -> MonitorFixture.feature("f" + i))
                .toList(),
            List.of(),
            List.of("region", "channel"));
    for (int call = 0; call < 100; call++) {
      int rows = 5;
      int lead = writer.ring.claim(rows, service.fixture.nanos);
      int slot = lead;
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < SegmentedService.FEATURES; i++) {
          writer.ring.number(slot, i, row);
        }
        slot = writer.ring.next(slot);
      }
      Objects.requireNonNull(writer.ring.keys()).segment(lead, 1, call % 2 == 0 ? "web" : "mobile");
      writer.ring.publish(lead, 1, call % 10 == 1 ? "java.lang.IllegalStateException" : null);
    }
    service.fixture.poll();
    service.fixture.advance(Duration.ofMinutes(2));

    assertThat(service.fixture.window().segments().values())
        .containsExactlyInAnyOrder(
            new SegmentDrift.Rows(new SegmentValue("channel", "web"), 250, true),
            new SegmentDrift.Rows(new SegmentValue("channel", "mobile"), 250, true));
    assertThat(service.fixture.window().segments().compared())
        .allMatch(drift -> drift.n() <= 250)
        .anyMatch(drift -> drift.n() == 250);
  }

  @Test
  void stationary_withSegments_raisesNoAlert() {
    assertThat(alerts("trained", 2, 60, 0)).isZero();
    assertThat(alerts("mobile AR(0.9)", 2, 60, 0.9)).isZero();
  }

  @Test
  @Tag("calibration")
  void stationary_monthsWithSegments_staysInsideTheBudget() {
    int months = Integer.getInteger("modelmon.calibration.months", 40);

    assertThat(upperBound(alerts("trained", months, 720, 0)) / months).isLessThan(0.3);
    assertThat(upperBound(alerts("mobile AR(0.9)", months, 720, 0.9)) / months).isLessThan(0.3);
  }

  private int alerts(String what, int months, int hours, double phi) {
    int alerts =
        LongStream.range(0, months)
            .parallel()
            .mapToInt(
                month -> {
                  SegmentedService service = trained(1_000 + month);
                  service.dependOnMobile(phi);
                  service.serve(hours * SegmentedService.HOUR);
                  return service.alerts().size();
                })
            .sum();
    try {
      Notes.add("segments.md", "| %s | %d | %d | %d |", what, months, hours, alerts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return alerts;
  }

  private SegmentedService trained(long seed) {
    try {
      return SegmentedService.trained(seed, REFERENCE, SegmentedService.HOUR, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the 99 % upper bound of a Poisson mean. */
  private static double upperBound(int count) {
    return new GammaDistribution(null, count + 1.0, 1).inverseCumulativeProbability(0.99);
  }
}

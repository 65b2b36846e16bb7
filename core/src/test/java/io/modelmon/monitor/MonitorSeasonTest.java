package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DriftConfig;
import io.modelmon.config.MultipleTests;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.Season;
import io.modelmon.profile.Seasonality;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traffic whose number, category and missing share follow the hour of the day. All seeds are fixed:
 * no test can fail by chance.
 */
class MonitorSeasonTest {

  private static final int ROWS_PER_HOUR = 240;
  private static final Seasonality HOURS = new Seasonality(Season.HOUR_OF_DAY, ZoneOffset.UTC);
  private static final List<Feature> FEATURES =
      List.of(MonitorFixture.feature("x"), MonitorFixture.feature("c"));
  private static final List<Feature> OUTPUTS = List.of(MonitorFixture.feature("prediction"));

  @TempDir Path folder;
  private final Random random = new Random(17);
  private double shift;

  private Object[] row(Instant time) {
    double phase = 2 * Math.PI * time.atZone(ZoneOffset.UTC).getHour() / 24;
    double x = 2 * Math.sin(phase) + random.nextGaussian() + shift;
    boolean missing = random.nextDouble() < 0.15 * (1 + Math.cos(phase));
    String c = random.nextDouble() < 0.3 + 0.2 * Math.sin(phase) ? "a" : "b";
    return new Object[] {missing ? Double.NaN : x, c, random.nextDouble()};
  }

  private MonitorFixture start(@Nullable Seasonality seasonality, Duration coolDown)
      throws IOException {
    return start(seasonality, coolDown, 0, 24);
  }

  /** Returns a monitor whose reference has four weeks of rows at some hours of the day. */
  private MonitorFixture start(
      @Nullable Seasonality seasonality, Duration coolDown, int fromHour, int toHour)
      throws IOException {
    List<Feature> columns = List.of(FEATURES.get(0), FEATURES.get(1), OUTPUTS.get(0));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns, seasonality);
    for (int pass = 0; pass < 2; pass++) {
      random.setSeed(5);
      for (int hour = 0; hour < 24 * 28; hour++) {
        Instant time = Instant.EPOCH.plus(Duration.ofHours(hour));
        boolean open = hour % 24 >= fromHour && hour % 24 < toHour;
        for (int i = 0; open && i < 40; i++) {
          add(builder, pass, time, row(time));
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    random.setSeed(18);
    ReferenceProfile profile = builder.build(new ModelId("credit", "1"), Instant.EPOCH);
    ProfileCodec.write(profile, folder.resolve("credit.profile"));
    MonitorFixture.Settings settings = MonitorFixture.settings().file(folder, "credit.profile");
    settings.drift =
        new DriftConfig(
            true,
            0.01,
            MultipleTests.BENJAMINI_HOCHBERG,
            0.05,
            2,
            coolDown,
            null,
            Map.of(),
            List.of());
    MonitorFixture fixture = settings.start();
    long hour = Duration.ofHours(1).toNanos();
    fixture.nanos += hour - (1_700_000_000_000_000_000L + fixture.nanos) % hour;
    return fixture;
  }

  private static void add(ReferenceProfileBuilder builder, int pass, Instant time, Object[] row) {
    double[] numbers = {(Double) row[0], Double.NaN, (Double) row[2]};
    @Nullable String[] texts = {null, (String) row[1], null};
    if (pass == 0) {
      builder.observe(numbers, texts);
    } else {
      builder.count(time, numbers, texts);
    }
  }

  /** Serves traffic by the clock of the fixture and returns how many windows had flags. */
  private int serve(MonitorFixture fixture, MonitorFixture.Writer writer, int hours) {
    long step = Duration.ofHours(1).toNanos() / ROWS_PER_HOUR;
    int flagged = 0;
    long seen = 0;
    for (int i = 0; i < hours * ROWS_PER_HOUR; i++) {
      writer.call(null, row(Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + fixture.nanos)));
      fixture.nanos += step;
      WindowSnapshot window = fixture.monitor.snapshot().models().get(0).lastWindow();
      if (window != null && window.number() > seen) {
        seen = window.number();
        flagged += window.drift().stream().anyMatch(FeatureDrift::flagged) ? 1 : 0;
      }
    }
    return flagged;
  }

  @Test
  void dailyTraffic_againstSeasons_isNoDrift() throws IOException {
    MonitorFixture fixture = start(HOURS, Duration.ZERO);

    int flagged = serve(fixture, fixture.writer(), 24 * 14);

    assertThat(fixture.window().number()).isGreaterThan(150);
    assertThat(flagged).isLessThanOrEqualTo(1);
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void dailyTraffic_againstTheWhole_isDriftOnMostWindows() throws IOException {
    MonitorFixture fixture = start(null, Duration.ZERO);

    int flagged = serve(fixture, fixture.writer(), 24 * 14);

    assertThat(flagged).isGreaterThan((int) (0.7 * fixture.window().number()));
    assertThat(fixture.events()).hasSizeGreaterThan(30);
    assertThat(fixture.log)
        .singleElement()
        .asString()
        .contains("drifts and returns at the same hours of the day", "--time-column");
  }

  @Test
  void dailyDrift_withCoolDown_isAnEventADayAndCounted() throws IOException {
    MonitorFixture all = start(null, Duration.ZERO);
    serve(all, all.writer(), 24 * 7);
    MonitorFixture fixture = start(null, Duration.ofHours(24));

    serve(fixture, fixture.writer(), 24 * 7);

    for (String feature : List.of("x", "c")) {
      long detected = count(fixture, "DRIFT_DETECTED " + feature);
      long resolved = count(fixture, "DRIFT_RESOLVED " + feature);
      assertThat(detected).isBetween(1L, 7L);
      assertThat(detected - resolved).isBetween(0L, 1L);
    }
    long suppressed =
        fixture.model().features().stream().mapToLong(FeatureSnapshot::suppressed).sum();
    assertThat(suppressed).isPositive();
    assertThat(all.model().features()).allMatch(feature -> feature.suppressed() == 0);
    // A drift that lasts is reported late: it counts as suppressed and as an event.
    assertThat(suppressed + fixture.events().size()).isGreaterThanOrEqualTo(all.events().size());
    assertThat(fixture.evaluations)
        .flatExtracting(Evaluation::events)
        .extracting(ModelEvent::detail)
        .anyMatch(detail -> detail.contains("transitions since the last event"));
    assertThat(fixture.model().windowsByVerdict()).isEqualTo(all.model().windowsByVerdict());
  }

  private static long count(MonitorFixture fixture, String start) {
    return fixture.events().stream().filter(event -> event.startsWith(start)).count();
  }

  @Test
  void shift_againstSeasons_isFoundInTwoWindows() throws IOException {
    MonitorFixture fixture = start(HOURS, Duration.ZERO);
    MonitorFixture.Writer writer = fixture.writer();
    serve(fixture, writer, 50);
    long before = fixture.window().number();

    shift = 0.7;
    serve(fixture, writer, 24);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
    ModelEvent event = fixture.evaluations.get(0).events().get(0);
    // The first window wholly after the change is the second that ends after it.
    assertThat(java.util.Objects.requireNonNull(event.window()).number())
        .isLessThanOrEqualTo(before + 3);
  }

  @Test
  void expectedSide_isStatedWithItsOwnSize() throws IOException {
    MonitorFixture fixture = start(HOURS, Duration.ZERO);
    serve(fixture, fixture.writer(), 4);

    FeatureDrift x = fixture.window().drift().get(0);

    // 500 rows are two hours and a bit; an hour has 28 days of 40 rows, some missing.
    assertThat(x.referenceN()).isBetween(1_500L, 3_200L);
    assertThat(x.primary().sizes().referenceN()).isEqualTo(x.referenceN());
    assertThat(x.primary().sizes().referenceEffectiveN())
        .isLessThanOrEqualTo((double) x.referenceN())
        .isGreaterThan(1_000);
    assertThat(x.others()).extracting(Measure::status).containsOnly(DriftStatus.OK).hasSize(8);
    Map<String, Double> statistics = new java.util.HashMap<>();
    x.others().forEach(measure -> statistics.put(measure.name(), measure.statistic()));
    assertThat(statistics.get("psi")).isLessThan(0.2);
    assertThat(statistics.get("wasserstein")).isLessThan(0.4);
  }

  @Test
  void hoursTheReferenceDoesNotKnow_areComparedWithTheWhole() throws IOException {
    MonitorFixture fixture = start(HOURS, Duration.ZERO, 8, 18);
    assertThat(fixture.log).isEmpty();

    serve(fixture, fixture.writer(), 48);

    assertThat(fixture.log)
        .singleElement()
        .asString()
        .contains("fewer than 100 values", "[0, 1, 2, 3, 4, 5, 6, 7, 18,");
    assertThat(fixture.monitor.failures()).isZero();
    assertThat(fixture.window().drift().get(0).primary().status()).isEqualTo(DriftStatus.OK);
  }

  @Test
  void zone_ofTheReference_decidesTheHour() throws IOException {
    Seasonality tokyo = new Seasonality(Season.HOUR_OF_DAY, ZoneId.of("Asia/Tokyo"));
    MonitorFixture fixture = start(tokyo, Duration.ZERO);

    int flagged = serve(fixture, fixture.writer(), 72);

    assertThat(flagged).isZero();
  }

  @Test
  void daysOfTheWeek_doNotExplainHours() throws IOException {
    Seasonality days = new Seasonality(Season.DAY_OF_WEEK, ZoneOffset.UTC);
    MonitorFixture fixture = start(days, Duration.ZERO);
    MonitorFixture.Writer writer = fixture.writer();

    serve(fixture, writer, 48);

    assertThat(fixture.events()).isNotEmpty();
    assertThat(fixture.monitor.failures()).isZero();
  }
}

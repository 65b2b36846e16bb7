package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CellValues;
import io.modelmon.config.Detail;
import io.modelmon.config.QualityConfig;
import io.modelmon.config.QualityConfig.FeatureQuality;
import io.modelmon.quality.QualityRule;
import io.modelmon.quality.QualityStatus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each rule from the ring to the event, in windows of 500 rows with two in a row. All seeds are
 * fixed: no test can fail by chance.
 */
class MonitorQualityTest {

  @TempDir Path folder;
  private final Population population = new Population(42);
  private final Random random = new Random(5);

  @BeforeEach
  void writeReference() {
    Population.write(new Population(7).rows(20_000), folder.resolve("credit.profile"));
  }

  private MonitorFixture.Settings settings() {
    MonitorFixture.Settings settings = MonitorFixture.settings().file(folder, "{name}.profile");
    settings.detail = Detail.FEATURES;
    return settings;
  }

  /** Serves rows, each changed before it is. */
  private void serve(
      MonitorFixture fixture,
      MonitorFixture.Writer writer,
      int rows,
      UnaryOperator<Object[]> change) {
    for (int i = 0; i < rows; i++) {
      writer.publish(null, change.apply(population.row()));
      if (i % 100 == 99) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  /** Asserts that a change is detected once, in the second window, and resolved once. */
  private void assertDetectedAndResolved(UnaryOperator<Object[]> change, String... issues) {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 2_000);
    assertThat(fixture.qualityEvents()).isEmpty();

    serve(fixture, writer, 500, change);
    assertThat(fixture.qualityEvents()).isEmpty();
    serve(fixture, writer, 500, change);
    String[] detected =
        Arrays.stream(issues).map("QUALITY_DETECTED "::concat).toArray(String[]::new);
    assertThat(fixture.qualityEvents()).containsExactly(detected);
    serve(fixture, writer, 1_500, change);
    assertThat(fixture.qualityEvents()).containsExactly(detected);

    population.serve(fixture, writer, 2_000);
    assertThat(fixture.qualityEvents())
        .hasSize(2 * issues.length)
        .endsWith(Arrays.stream(issues).map("QUALITY_RESOLVED "::concat).toArray(String[]::new));
    assertThat(fixture.monitor.failures()).isZero();
  }

  private UnaryOperator<Object[]> sometimes(double share, int column, Object value) {
    return row -> {
      if (random.nextDouble() < share) {
        row[column] = value;
      }
      return row;
    };
  }

  private static UnaryOperator<Object[]> always(int column, Object value) {
    return row -> {
      row[column] = value;
      return row;
    };
  }

  @Test
  void nonFinite_isDetectedAndResolved() {
    assertDetectedAndResolved(sometimes(0.2, 0, Double.POSITIVE_INFINITY), "x non_finite");
  }

  @Test
  void wrongType_text_isDetectedAndResolved() {
    assertDetectedAndResolved(sometimes(0.2, 0, "twelve"), "x wrong_type");
  }

  @Test
  void wrongType_object_isDetectedAndResolved() {
    assertDetectedAndResolved(sometimes(0.2, 0, CellValues.WRONG_TYPE), "x wrong_type");
  }

  @Test
  void outOfRange_isDetectedAndResolved() {
    assertDetectedAndResolved(sometimes(0.2, 0, 1e6), "x out_of_range");
  }

  @Test
  void unseen_isDetectedAndResolved() {
    assertDetectedAndResolved(sometimes(0.2, 1, "new"), "c unseen");
  }

  @Test
  void constant_isDetectedWithStuck() {
    assertDetectedAndResolved(always(0, 0.25), "x constant", "x stuck");
  }

  /** As a day of the week does: constant from the first row on, then another value for as long. */
  @Test
  void frequentCategory_standsStillByNature_isNoIssue() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();

    serve(fixture, writer, 2_100, always(1, "a"));
    serve(fixture, writer, 2_100, always(1, "b"));
    serve(fixture, writer, 2_100, always(1, "d"));

    assertThat(fixture.qualityEvents()).isEmpty();
  }

  @Test
  void cardinality_isDetectedWithUnseen() {
    assertDetectedAndResolved(
        row -> {
          row[1] = "id" + random.nextLong();
          return row;
        },
        "c unseen",
        "c cardinality");
  }

  @Test
  void stuck_withinAWindow_isDetectedAtItsEnd() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 900);
    serve(fixture, writer, 100, always(0, 0.25));
    assertThat(fixture.qualityEvents()).isEmpty();

    serve(fixture, writer, 500, always(0, 0.25));

    assertThat(fixture.qualityEvents()).containsExactly("QUALITY_DETECTED x stuck");
  }

  @Test
  void duplicateRows_isDetectedAndResolved() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 6_000);
    Object[][] last = {population.row()};
    UnaryOperator<Object[]> repeat =
        row -> {
          last[0] = random.nextDouble() < 0.3 ? last[0] : row;
          return last[0];
        };

    serve(fixture, writer, 1_500, repeat);
    assertThat(fixture.qualityEvents()).containsExactly("QUALITY_DETECTED  duplicate_rows");
    population.serve(fixture, writer, 1_500);

    assertThat(fixture.qualityEvents())
        .containsExactly("QUALITY_DETECTED  duplicate_rows", "QUALITY_RESOLVED  duplicate_rows");
    assertThat(fixture.events()).isEmpty();
  }

  @Test
  void missing_watchedForDrift_isReportedAsDriftAlone() {
    MonitorFixture fixture = settings().start();
    population.missing = 0.25;
    population.serve(fixture, fixture.writer(), 2_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x missing");
    assertThat(fixture.qualityEvents()).isEmpty();
    io.modelmon.monitor.FeatureQuality missing = fixture.window().quality().get(0);
    assertThat(missing.result().rule()).isEqualTo(QualityRule.MISSING);
    assertThat(missing.detected()).isTrue();
    assertThat(missing.result().interval().lower()).isBetween(0.15, 0.25);
    assertThat(missing.result().interval().upper()).isBetween(0.25, 0.35);
  }

  @Test
  void missing_notWatchedForDrift_hasItsOwnEvent() {
    MonitorFixture fixture =
        settings()
            .drift(Map.of("x", new io.modelmon.config.DriftConfig.FeatureDrift(false, null)))
            .start();
    population.missing = 0.25;
    population.serve(fixture, fixture.writer(), 2_000);

    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.qualityEvents()).containsExactly("QUALITY_DETECTED x missing");
  }

  @Test
  void declaredLimits_withoutReference_areHeld() {
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.quality = quality(Map.of("x", new FeatureQuality(true, -10.0, 0.5, null, Map.of())));
    MonitorFixture fixture = settings.start();
    population.serve(fixture, fixture.writer(), 2_000);

    // A third of a standard normal is above 0.5.
    assertThat(fixture.qualityEvents()).containsExactly("QUALITY_DETECTED x out_of_range");
    assertThat(fixture.window().quality())
        .filteredOn(quality -> quality.result().rule() == QualityRule.OUT_OF_RANGE)
        .singleElement()
        .satisfies(quality -> assertThat(quality.result().rate().share()).isBetween(0.2, 0.4));
  }

  @Test
  void declaredLimits_widerThanTheReference_allowMore() {
    MonitorFixture.Settings settings = settings();
    settings.quality = quality(Map.of("x", new FeatureQuality(true, null, 1e9, null, Map.of())));
    MonitorFixture fixture = settings.start();
    serve(fixture, fixture.writer(), 2_000, sometimes(0.2, 0, 1e6));

    assertThat(fixture.qualityEvents()).isEmpty();
  }

  @Test
  void settings_offOrLargerMargin_areObeyed() {
    QualityConfig.FeatureQuality none = new FeatureQuality(false, null, null, null, Map.of());
    QualityConfig.FeatureQuality noUnseen =
        new FeatureQuality(true, null, null, null, Map.of("unseen", false));
    QualityConfig.FeatureQuality tolerant = new FeatureQuality(true, null, null, 0.5, Map.of());
    for (QualityConfig config :
        List.of(
            new QualityConfig(false, 0.05, 2, Map.of(), Map.of()),
            new QualityConfig(true, 0.05, 2, Map.of("unseen", false), Map.of()),
            quality(Map.of("c", none)),
            quality(Map.of("c", noUnseen)),
            quality(Map.of("c", tolerant)))) {
      MonitorFixture.Settings settings = settings();
      settings.quality = config;
      MonitorFixture fixture = settings.start();
      serve(fixture, fixture.writer(), 2_000, sometimes(0.2, 1, "new"));

      assertThat(fixture.qualityEvents()).as("%s", config).isEmpty();
      assertThat(fixture.events()).containsExactly("DRIFT_DETECTED c tv");
    }
  }

  @Test
  void window_nothingToSay_showsNothingUnlessAsked() {
    MonitorFixture brief = settings().start();
    population.serve(brief, brief.writer(), 500);
    MonitorFixture.Settings describing = settings();
    describing.detail = Detail.FULL;
    MonitorFixture full = describing.start();
    population.serve(full, full.writer(), 500);

    assertThat(brief.window().quality()).isEmpty();
    // Six rules about a number, seven about a category, six about the output, and the rows.
    assertThat(full.window().quality())
        .hasSize(6 + 7 + 6 + 1)
        .allSatisfy(
            quality -> assertThat(quality.result().status()).isNotEqualTo(QualityStatus.ISSUE));
  }

  @Test
  void insufficientWindow_neitherAddsNorResets() {
    MonitorFixture.Settings settings = settings().window(500, java.time.Duration.ZERO, null);
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer = fixture.writer();
    serve(fixture, writer, 500, sometimes(0.2, 1, "new"));
    serve(fixture, writer, 50, sometimes(0, 1, "new"));
    MonitorFixture.Writer other = fixture.writer("2", Population.FEATURES, Population.OUTPUTS);
    other.call(null, population.row());
    assertThat(fixture.window().predictions()).as("closed by the other version").isEqualTo(50);

    serve(fixture, writer, 500, sometimes(0.2, 1, "new"));

    assertThat(fixture.qualityEvents()).containsExactly("QUALITY_DETECTED c unseen");
  }

  private static QualityConfig quality(Map<String, FeatureQuality> features) {
    return new QualityConfig(true, 0.05, 2, Map.of(), features);
  }
}

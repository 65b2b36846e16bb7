package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DescriptiveMeasure;
import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.MultipleTests;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All seeds are fixed: no test can fail by chance. */
class MonitorDriftTest {

  @TempDir Path folder;
  private final Population population = new Population(42);

  @BeforeEach
  void writeReference() {
    Population.write(new Population(7).rows(20_000), folder.resolve("credit.profile"));
  }

  private MonitorFixture.Settings settings() {
    return MonitorFixture.settings().file(folder, "{name}.profile");
  }

  @Test
  void drift_ofOneFeature_isDetectedOnceAndResolvedOnce() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 5_000);
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.qualityEvents()).isEmpty();
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);

    population.shift = 0.5;
    population.serve(fixture, writer, 500);
    assertThat(fixture.events()).isEmpty();
    population.serve(fixture, writer, 500);
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
    population.serve(fixture, writer, 3_000);
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.DRIFT);
    assertThat(fixture.window().driftShare()).isEqualTo(1.0 / 3);

    population.shift = 0;
    population.serve(fixture, writer, 3_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks", "DRIFT_RESOLVED x ks");
    assertThat(fixture.log).isEmpty();
    assertThat(fixture.model().windowsByVerdict())
        .isEqualTo(Map.of(WindowVerdict.STABLE, 10L + 1 + 5, WindowVerdict.DRIFT, 8L));
  }

  @Test
  void event_detected_carriesTheNumbersBehindIt() {
    MonitorFixture fixture = settings().start();
    population.shift = 1;
    population.serve(fixture, fixture.writer(), 1_000);

    Evaluation evaluation = fixture.evaluations.get(0);
    ModelEvent event = evaluation.events().get(0);

    assertThat(requireNonNull(event.window()).number()).isEqualTo(2);
    FeatureDrift drift = requireNonNull(event.drift());
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.flagged()).isTrue();
    assertThat(drift.n()).isEqualTo(500);
    assertThat(drift.effectiveN()).isBetween(350.0, 500.0);
    assertThat(drift.referenceN()).isEqualTo(20_000);
    // Shift of one sigma: D = 2 Phi(0.5) - 1 = 0.383.
    assertThat(drift.primary().statistic()).isBetween(0.3, 0.47);
    assertThat(drift.primary().pValue()).isLessThan(1e-9);
    Map<String, Measure> others = new java.util.HashMap<>();
    drift.others().forEach(measure -> others.put(measure.name(), measure));
    assertThat(others)
        .containsOnlyKeys(
            "psi",
            "js",
            "js_distance",
            "kl",
            "hellinger",
            "tv",
            "wasserstein",
            "wasserstein_scaled");
    assertThat(requireNonNull(others.get("wasserstein")).statistic()).isBetween(0.8, 1.2);
    assertThat(requireNonNull(others.get("wasserstein_scaled")).statistic()).isBetween(0.8, 1.2);
  }

  @Test
  void drift_withoutDetail_decidesTheSameAndDescribesNothing() {
    MonitorFixture.Settings plain = settings();
    plain.detail = Detail.FEATURES;
    MonitorFixture fixture = plain.start();
    population.shift = 0.5;
    population.serve(fixture, fixture.writer(), 1_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
    assertThat(fixture.window().drift()).allSatisfy(drift -> assertThat(drift.others()).isEmpty());
  }

  @Test
  void drift_withListedMeasures_computesThoseThatFitWhateverTheDetail() {
    MonitorFixture.Settings plain = settings();
    plain.detail = Detail.FEATURES;
    plain.drift =
        new DriftConfig(
            true,
            0.01,
            MultipleTests.HOLM,
            0.05,
            2,
            DriftConfig.DEFAULT.coolDown(),
            EnumSet.of(DescriptiveMeasure.PSI, DescriptiveMeasure.G),
            Map.of(),
            List.of());
    MonitorFixture fixture = plain.start();
    population.shift = 0.5;
    population.serve(fixture, fixture.writer(), 1_000);

    FeatureDrift number = fixture.window().drift().get(0);
    assertThat(number.others()).extracting(Measure::name).containsExactly("psi");
    assertThat(number.others().get(0).sizes().currentN()).isEqualTo(number.n());
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
  }

  /**
   * A shift of 0.15 sigma gives p-values around alpha; those between a third of it and alpha are
   * flagged only without a correction for the three features.
   */
  @Test
  void correction_ofTheConfiguration_isTheOneThatDecides() {
    assertThat(flaggedWith(MultipleTests.NONE))
        .isGreaterThan(flaggedWith(MultipleTests.BONFERRONI));
  }

  private int flaggedWith(MultipleTests correction) {
    MonitorFixture.Settings settings = settings();
    settings.drift =
        new DriftConfig(
            true,
            0.01,
            correction,
            0,
            1,
            DriftConfig.DEFAULT.coolDown(),
            Set.of(),
            Map.of(),
            List.of());
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer = fixture.writer();
    Population own = new Population(77);
    int flagged = 0;
    for (int window = 0; window < 40; window++) {
      own.shift = 0.15;
      own.serve(fixture, writer, 500);
      flagged += (int) fixture.window().drift().stream().filter(FeatureDrift::flagged).count();
    }
    return flagged;
  }

  @Test
  void wasserstein_farBeyondTheReference_measuresTheDistance() {
    MonitorFixture fixture = settings().start();
    population.shift = 1_000;
    population.serve(fixture, fixture.writer(), 500);

    FeatureDrift drift = fixture.window().drift().get(0);

    assertThat(drift.others().get(6).name()).isEqualTo("wasserstein");
    assertThat(drift.others().get(6).statistic()).isBetween(999.0, 1_001.0);
  }

  @Test
  void drift_ofMissingShare_isItsOwnTest() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.missing = 0.25;
    population.serve(fixture, writer, 2_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x missing");
    assertThat(fixture.window().drift())
        .extracting(drift -> drift.feature() + " " + drift.primary().name())
        .containsExactly("x ks", "x missing", "c tv", "prediction ks");
    population.missing = 0;
    population.serve(fixture, writer, 2_000);
    assertThat(fixture.events())
        .containsExactly("DRIFT_DETECTED x missing", "DRIFT_RESOLVED x missing");
    assertThat(fixture.window().drift()).hasSize(3);
  }

  @Test
  void drift_ofValuesAndMissingShare_isOneTransitionOfTheFeature() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.missing = 0.3;
    population.shift = 1;
    population.serve(fixture, writer, 2_000);
    population.missing = 0;
    population.serve(fixture, writer, 2_000);
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");

    population.shift = 0;
    population.serve(fixture, writer, 2_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks", "DRIFT_RESOLVED x ks");
  }

  @Test
  void drift_allMissing_isFound() {
    MonitorFixture fixture = settings().start();
    population.missing = 1;
    population.serve(fixture, fixture.writer(), 1_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x missing");
  }

  @Test
  void drift_ofCategories_isFoundByUnseenOnes() {
    MonitorFixture fixture = settings().start();
    population.newCategory = true;
    population.serve(fixture, fixture.writer(), 1_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED c tv");
    FeatureDrift drift = fixture.window().drift().get(1);
    assertThat(drift.primary().statistic()).isBetween(0.2, 0.4);
    assertThat(drift.primary().pValue()).isEqualTo(drift.others().get(0).pValue());
    assertThat(drift.others())
        .extracting(Measure::name)
        .containsExactly("chi2", "g", "psi", "js", "js_distance", "kl", "hellinger", "l_infinity");
    assertThat(fixture.model().features().get(1).categories().get("_unseen")).isBetween(220L, 380L);
  }

  @Test
  void insufficientWindow_neitherAddsNorResets() {
    MonitorFixture fixture = settings().window(500, Duration.ZERO, Duration.ofHours(1)).start();
    MonitorFixture.Writer writer = fixture.writer();
    population.shift = 1;
    population.serve(fixture, writer, 500);
    population.serve(fixture, writer, 50);
    fixture.advance(Duration.ofDays(1));
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.INSUFFICIENT);
    assertThat(fixture.window().drift()).noneMatch(FeatureDrift::flagged);
    assertThat(fixture.events()).isEmpty();

    population.serve(fixture, writer, 500);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
  }

  @Test
  void settings_perFeature_switchOffAndRaiseTheEffect() {
    MonitorFixture fixture =
        settings()
            .drift(
                Map.of(
                    "x", new DriftConfig.FeatureDrift(false, null),
                    "c", new DriftConfig.FeatureDrift(true, 0.9)))
            .start();
    population.shift = 3;
    population.newCategory = true;
    population.serve(fixture, fixture.writer(), 2_000);

    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.window().drift())
        .extracting(FeatureDrift::feature)
        .containsExactly("c", "prediction");
    assertThat(fixture.window().drift().get(0).effect()).isEqualTo(0.9);
  }

  @Test
  void throwingCalls_leaveOutputsAlone() {
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 2_000; i++) {
      Object[] row = population.row();
      if (i % 2 == 0) {
        writer.publish("x.E", new Object[] {row[0], row[1]});
      } else {
        writer.publish(null, row);
      }
      fixture.poll();
    }

    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.window().drift().get(2).n()).isEqualTo(250);
    assertThat(fixture.model().features().get(2).missing()).isZero();
  }

  @Test
  void decimals_servedAsFloat_areNoDrift() {
    List<Object[]> training = new ArrayList<>();
    Population other = new Population(3);
    for (int i = 0; i < 12_000; i++) {
      Object[] row = other.row();
      row[0] = (i % 11) / 10.0;
      training.add(row);
    }
    Population.write(training, folder.resolve("credit.profile"));
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 550 * 4; i++) {
      Object[] row = population.row();
      row[0] = (float) (((i * 7) % 11) / 10.0);
      writer.call(null, row);
    }

    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.window().drift().get(0).primary().statistic()).isLessThan(0.01);
  }

  @Test
  void constantReference_hasTwoLevels() {
    Population constant = new Population(9);
    constant.constant = 0.1;
    Population.write(constant.rows(10_000), folder.resolve("credit.profile"));
    MonitorFixture fixture = settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.constant = (double) 0.1f;
    population.serve(fixture, writer, 1_000);
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.window().drift().get(0).primary().status())
        .isEqualTo(DriftStatus.NOT_APPLICABLE);

    population.constant = 0.2;
    population.serve(fixture, writer, 1_000);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x tv");
  }

  @Test
  void batches_ofOneHundredRows_areComparedToo() {
    MonitorFixture fixture = settings().window(1_000, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 100; i++) {
      writer.call(null, population.rows(100).toArray(Object[][]::new));
    }
    assertThat(fixture.events()).isEmpty();
    population.shift = 0.6;
    for (int i = 0; i < 20; i++) {
      writer.call(null, population.rows(100).toArray(Object[][]::new));
    }

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
  }

  @Test
  void batches_ofEqualRows_areWorthOneRowEach() {
    MonitorFixture fixture = settings().window(12 * 600, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 12; i++) {
      writer.call(null, Collections.nCopies(600, population.row()).toArray(Object[][]::new));
    }
    fixture.poll();
    assertThat(fixture.model().lastWindow()).isNull();
    for (int i = 12; i < 200; i++) {
      writer.call(null, Collections.nCopies(600, population.row()).toArray(Object[][]::new));
    }

    // The window waits until it is worth fifty rows, which takes about as many calls; their
    // correlation is noisy.
    assertThat(fixture.window().number()).isBetween(1L, 5L);
    assertThat(fixture.window().predictions()).isBetween(30L * 600, 160L * 600);
    assertThat(fixture.window().effectiveN()).isBetween(10.0, 200.0);
    assertThat(fixture.events()).isEmpty();
  }

  @Test
  void dependentTraffic_withoutDrift_raisesNoEvent() {
    MonitorFixture fixture = settings().window(1_000, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer();
    java.util.Random random = new java.util.Random(5);
    double x = 0;
    for (int i = 0; i < 200_000; i++) {
      x = 0.9 * x + Math.sqrt(1 - 0.81) * random.nextGaussian();
      Object[] row = population.row();
      row[0] = x;
      writer.publish(null, row);
      if (i % 200 == 0) {
        fixture.poll();
      }
    }

    assertThat(fixture.window().number()).isEqualTo(200);
    assertThat(fixture.events()).isEmpty();
  }
}

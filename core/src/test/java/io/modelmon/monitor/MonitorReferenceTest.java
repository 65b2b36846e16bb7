package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.ReferenceConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorReferenceTest {

  @TempDir Path folder;
  private final Population population = new Population(42);

  @Test
  void learned_sameRows_judgesLikeTheFile() {
    List<Object[]> first = new Population(7).rows(8_000);
    Population.write(first, folder.resolve("credit.profile"));
    MonitorFixture fromFile = MonitorFixture.settings().file(folder, "credit.profile").start();
    MonitorFixture learned = MonitorFixture.settings().learn(8_000, null).start();
    MonitorFixture.Writer fileWriter = fromFile.writer();
    MonitorFixture.Writer learnWriter = learned.writer();
    for (Object[] row : first) {
      learnWriter.call(null, row);
    }
    // The last of the rows that were learned from closed a window: both start a fresh one here.
    population.shift = 0.4;
    for (int i = 0; i < 1_000; i++) {
      Object[] row = population.row();
      fileWriter.call(null, row);
      learnWriter.call(null, row);
    }

    for (int i = 0; i < 3; i++) {
      FeatureDrift expected = fromFile.window().drift().get(i);
      FeatureDrift actual = learned.window().drift().get(i);
      assertThat(actual.n()).isEqualTo(expected.n());
      assertThat(actual.referenceN()).isEqualTo(8_000);
      assertThat(actual.flagged()).isEqualTo(expected.flagged());
      // Cells found in the first 5,000 rows differ from cells found in all.
      assertThat(Math.abs(actual.primary().statistic() - expected.primary().statistic()))
          .isLessThan(0.003);
    }
    assertThat(learned.events())
        .isEqualTo(fromFile.events())
        .containsExactly("DRIFT_DETECTED x ks");
  }

  @Test
  void learned_totals_includeTheRowsLearnedFrom() {
    MonitorFixture fixture = MonitorFixture.settings().learn(600, null).start();
    population.serve(fixture, fixture.writer(), 1_000);

    List<FeatureSnapshot> features = fixture.model().features();

    assertThat(Arrays.stream(requireNonNull(features.get(0).histogram()).counts()).sum())
        .isEqualTo(1_000);
    assertThat(features.get(1).categories().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1_000);
    assertThat(fixture.model().referenceId()).isNotNull();
  }

  @Test
  void learned_withSave_isWrittenOnceAndReadable() throws IOException {
    MonitorFixture.Settings settings = MonitorFixture.settings().learn(300, "deep/{name}.profile");
    settings.base = folder;
    MonitorFixture fixture = settings.start();
    population.serve(fixture, fixture.writer(), 2_000);

    ReferenceProfile saved = ProfileCodec.read(folder.resolve("deep/credit.profile"));

    assertThat(saved.id()).isEqualTo(fixture.model().referenceId());
    assertThat(saved.rows()).isEqualTo(300);
    assertThat(saved.model()).isEqualTo(new ModelId("credit", "1"));
    assertThat(fixture.log).singleElement().asString().contains("300 rows").contains("saved");
  }

  @Test
  void learned_cannotBeSaved_isOneLineAndDriftGoesOn() throws IOException {
    Files.writeString(folder.resolve("file"), "not a folder");
    MonitorFixture.Settings settings = MonitorFixture.settings().learn(5_000, "file/x.profile");
    settings.base = folder;
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 5_000);
    population.shift = 1;
    population.serve(fixture, writer, 2_000);

    assertThat(fixture.log).singleElement().asString().contains("cannot be saved");
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
  }

  @Test
  void outputs_withoutReference_learnTheirsFromFirstPredictions() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    population.serve(fixture, writer, 4_999);
    assertThat(fixture.model().referenceId()).isNull();
    population.serve(fixture, writer, 1);
    assertThat(fixture.model().referenceId()).isNotNull();
    for (int i = 0; i < 1_500; i++) {
      writer.call(null, new Object[] {100.0, "new", 0.9});
    }

    assertThat(fixture.window().drift())
        .extracting(FeatureDrift::feature)
        .containsExactly("prediction");
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED prediction ks");
  }

  @Test
  void file_missingOrDamaged_runsWithoutDriftAndSaysSoOnce() throws IOException {
    Files.writeString(folder.resolve("bad.profile"), "MODELMON but not really a profile at all");
    for (String file : List.of("none.profile", "bad.profile", "\0")) {
      MonitorFixture fixture = MonitorFixture.settings().file(folder, file).start();
      population.serve(fixture, fixture.writer(), 6_000);

      assertThat(fixture.log)
          .as(file)
          .singleElement()
          .asString()
          .startsWith("model credit:1 runs without drift");
      assertThat(fixture.window().drift()).isEmpty();
      assertThat(fixture.window().driftShare()).isNaN();
      assertThat(fixture.model().predictions()).isEqualTo(6_000);
    }
  }

  @Test
  void file_ofAnotherVersion_isUsedWithALine() {
    Population.write(new Population(7).rows(6_000), folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    MonitorFixture.Writer writer = fixture.writer("2", Population.FEATURES, Population.OUTPUTS);
    population.shift = 1;
    population.serve(fixture, writer, 1_000);

    assertThat(fixture.log).singleElement().asString().contains("was made for credit:1");
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED x ks");
  }

  @Test
  void file_otherTypeOrUnknownColumn_leavesThemOutWithALine() {
    Population.write(new Population(7).rows(6_000), folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    MonitorFixture.Writer writer =
        fixture.writer(
            "1",
            List.of(
                new Feature("x", FeatureType.CATEGORICAL, false),
                new Feature("extra", null, false)),
            List.of());
    for (int i = 0; i < 600; i++) {
      writer.call(null, new Object[] {1, 2});
    }

    assertThat(fixture.log)
        .hasSize(2)
        .anyMatch(line -> line.contains("'x' is configured CATEGORICAL"))
        .anyMatch(line -> line.contains("[extra]"));
    assertThat(fixture.window().drift()).isEmpty();
  }

  @Test
  void file_fewRows_isNotedOnce() {
    Population.write(new Population(7).rows(600), folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    population.serve(fixture, fixture.writer(), 2_000);

    assertThat(fixture.log).singleElement().asString().contains("600 rows").contains("ten windows");
  }

  @Test
  void resolve_nameFromACall_cannotLeaveTheFolder() {
    ReferenceStore store = new ReferenceStore(folder, line -> {});

    assertThat(store.resolve("p/{name}.profile", new ModelId("../../etc/passwd", "")))
        .isEqualTo(folder.resolve("p/%2e.%2f..%2fetc%2fpasswd.profile"));
    assertThat(store.resolve("p/{name}.profile", new ModelId("fraud-v1.2", "")))
        .isEqualTo(folder.resolve("p/fraud-v1.2.profile"));
    assertThat(store.resolve("p/{name}.profile", new ModelId("a/b", "")))
        .isNotEqualTo(store.resolve("p/{name}.profile", new ModelId("a_b", "")))
        .isNotEqualTo(store.resolve("p/{name}.profile", new ModelId("a%2fb", "")));
  }

  @Test
  void fileMissing_withLearn_learns() {
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.base = folder;
    settings.reference = new ReferenceConfig("none.profile", 500, null);
    MonitorFixture fixture = settings.start();
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.window().drift()).hasSize(3);
  }

  @Test
  void sensitiveFeature_learned_isSensitiveInTheSavedProfile() throws IOException {
    MonitorFixture.Settings settings = MonitorFixture.settings().learn(200, "saved");
    settings.base = folder;
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer =
        fixture.writer(
            "1", List.of(new Feature("c", null, true), new Feature("d", null, false)), List.of());
    for (int i = 0; i < 400; i++) {
      writer.call(null, new Object[] {i % 2 == 0 ? "ill" : "well", 1.0 * i});
    }

    String id = fixture.model().referenceId();
    ReferenceProfile saved = ProfileCodec.read(folder.resolve("saved"));
    assertThat(saved.sensitive()).containsExactly("c");
    assertThat(saved.id()).isEqualTo(id);
  }

  @Test
  void sensitiveFeature_showsNoCategories() {
    MonitorFixture fixture = MonitorFixture.settings().learn(200, null).start();
    MonitorFixture.Writer writer =
        fixture.writer("1", List.of(new Feature("c", null, true)), List.of());
    for (int i = 0; i < 400; i++) {
      writer.call(null, new Object[] {i % 2 == 0 ? "ill" : "well"});
    }

    assertThat(fixture.model().features().get(0).categories()).isEmpty();
  }
}

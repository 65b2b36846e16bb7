package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DriftConfig;
import io.modelmon.config.MultipleTests;
import io.modelmon.config.RowComparison;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.SampledRows;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All seeds are fixed: no test can fail by chance. */
class MonitorMultivariateTest {

  private static final List<Feature> FEATURES =
      List.of(
          MonitorFixture.feature("a"),
          MonitorFixture.feature("b"),
          MonitorFixture.feature("c"),
          new Feature("secret", null, true));
  private static final List<Feature> OUTPUTS = List.of(MonitorFixture.feature("prediction"));

  @TempDir Path folder;
  private final Random random = new Random(3);

  /** Of a and b, and of b and c; the margins stay what they are. */
  private double correlation;

  private double previous;
  private double dependence;

  private Object[] row() {
    previous =
        dependence * previous + Math.sqrt(1 - dependence * dependence) * random.nextGaussian();
    double a = previous;
    double b = correlation * a + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
    boolean car = correlation > 0 ? b > 0 : random.nextBoolean();
    return new Object[] {a, b, car ? "car" : "house", random.nextGaussian(), a};
  }

  private void serve(MonitorFixture fixture, MonitorFixture.Writer writer, int rows) {
    for (int i = 0; i < rows; i++) {
      writer.publish(i % 10 == 9 ? "java.io.IOException" : null, row());
      if (i % 50 == 49) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  private void writeProfile(boolean sampled) throws IOException {
    List<Feature> columns = new java.util.ArrayList<>(FEATURES);
    columns.addAll(OUTPUTS);
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    List<Object[]> rows = java.util.stream.Stream.generate(this::row).limit(10_000).toList();
    rows.forEach(row -> builder.observe(numbers(row), texts(row)));
    builder.freeze();
    if (sampled) {
      builder.sampleRows(List.of(0, 1, 2));
    }
    rows.forEach(row -> builder.count(numbers(row), texts(row)));
    ProfileCodec.write(
        builder.build(new ModelId("credit", "1"), Instant.EPOCH), folder.resolve("p"));
  }

  private static double[] numbers(Object[] row) {
    double[] numbers = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      numbers[i] = row[i] instanceof Double number ? number : Double.NaN;
    }
    return numbers;
  }

  private static @Nullable String[] texts(Object[] row) {
    @Nullable String[] texts = new @Nullable String[row.length];
    texts[2] = (String) row[2];
    return texts;
  }

  private static MonitorFixture.Settings settings(RowComparison... comparisons) {
    MonitorFixture.Settings settings = MonitorFixture.settings();
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
            List.of(comparisons));
    return settings;
  }

  private static MonitorFixture.Writer writer(MonitorFixture fixture) {
    return fixture.writer("1", FEATURES, OUTPUTS);
  }

  private static MultivariateSnapshot state(MonitorFixture fixture) {
    return requireNonNull(fixture.model().multivariate());
  }

  @Test
  void correlationAlone_isDetectedOnceAndResolvedOnce() throws IOException {
    writeProfile(true);
    MonitorFixture fixture =
        settings(RowComparison.MMD, RowComparison.CLASSIFIER).file(folder, "p").start();
    fixture.monitor.compareRowsOn(Runnable::run);
    MonitorFixture.Writer writer = writer(fixture);
    serve(fixture, writer, 5_000);
    assertThat(fixture.events()).isEmpty();
    assertThat(state(fixture).windows()).isEqualTo(Map.of("evaluated", 10L));

    correlation = 0.9;
    serve(fixture, writer, 500);
    assertThat(fixture.events()).isEmpty();
    serve(fixture, writer, 1_500);
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED  classifier_auc");
    FeatureDrift drift = requireNonNull(state(fixture).drift());
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.others()).extracting(Measure::name).containsExactly("mmd");
    // Of single features nothing is to be seen.
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);

    correlation = 0;
    serve(fixture, writer, 1_500);
    assertThat(fixture.events()).hasSize(2).element(1).asString().startsWith("DRIFT_RESOLVED  ");
    assertThat(requireNonNull(state(fixture).drift()).drifted()).isFalse();
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void event_detected_carriesTheWindowAndTheRowsBehindIt() throws IOException {
    writeProfile(true);
    MonitorFixture fixture = settings(RowComparison.ENERGY).file(folder, "p").start();
    fixture.monitor.compareRowsOn(Runnable::run);
    correlation = 0.95;
    serve(fixture, writer(fixture), 1_000);

    ModelEvent event = fixture.evaluations.get(0).events().get(0);

    assertThat(event.kind()).isEqualTo(ModelEvent.Kind.DRIFT_DETECTED);
    assertThat(requireNonNull(event.window()).number()).isEqualTo(2);
    FeatureDrift drift = requireNonNull(event.drift());
    assertThat(drift.feature()).isEqualTo(FeatureDrift.ALL_FEATURES);
    assertThat(drift.referenceN()).isEqualTo(MultivariateTask.MAX_PAIRED);
    assertThat(drift.n()).isBetween(150L, 500L); // thinned, as a's effective size is estimated
    assertThat(drift.primary().pValue()).isEqualTo(1 / 500.0);
    assertThat(drift.primary().statistic()).isGreaterThan(drift.primary().noise());
  }

  @Test
  void comparison_whileOneIsUnderWay_isLeftOutAndCounted() throws IOException {
    writeProfile(true);
    MonitorFixture fixture = settings(RowComparison.PCA).file(folder, "p").start();
    Deque<Runnable> tasks = new ArrayDeque<>();
    fixture.monitor.compareRowsOn(tasks::add);
    MonitorFixture.Writer writer = writer(fixture);
    serve(fixture, writer, 1_500);

    assertThat(tasks).hasSize(1);
    assertThat(state(fixture).windows()).isEqualTo(Map.of("busy", 2L));
    assertThat(state(fixture).drift()).isNull();

    tasks.remove().run();
    long before = fixture.monitor.snapshot().epochNanos();
    fixture.nanos++;
    fixture.poll();

    assertThat(fixture.monitor.snapshot().epochNanos()).isGreaterThan(before);
    assertThat(state(fixture).windows()).isEqualTo(Map.of("busy", 2L, "evaluated", 1L));
    assertThat(requireNonNull(state(fixture).window()).number()).isEqualTo(1);
    assertThat(requireNonNull(state(fixture).drift()).primary().status()).isEqualTo(DriftStatus.OK);
    serve(fixture, writer, 500);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void comparison_workerRefusesOrIsMissing_isCounted() throws IOException {
    writeProfile(true);
    MonitorFixture refused = settings(RowComparison.MMD).file(folder, "p").start();
    refused.monitor.compareRowsOn(
        task -> {
          throw new RejectedExecutionException();
        });
    serve(refused, writer(refused), 1_000);
    MonitorFixture missing = settings(RowComparison.MMD).file(folder, "p").start();
    serve(missing, writer(missing), 1_000);

    assertThat(state(refused).windows()).isEqualTo(Map.of("busy", 2L));
    assertThat(state(missing).windows()).isEqualTo(Map.of("busy", 2L));
  }

  @Test
  void task_thatFails_saysSoInItsResult() {
    RowEncoder encoder = new RowEncoder(List.of());
    var result =
        new java.util.concurrent.atomic.AtomicReference<MultivariateTask.@Nullable Result>();
    WindowSnapshot window = new WindowSnapshot(1, 0, 1, 10, 10, WindowVerdict.STABLE, 0, List.of());
    var rows = new io.modelmon.sketch.RowReservoir(1, 5, 1);
    var reference = new io.modelmon.sketch.RowSample(new double[0][], new long[0], 0);
    // A share that is none stands for any mistake.
    var input = new MultivariateTask.Input(window, rows, reference, 0, encoder);

    new MultivariateTask(input, List.of(RowComparison.MMD), 99, result).run();

    assertThat(requireNonNull(result.get()).failure()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void learnedReference_isComparedAndSavedWithoutSensitiveColumns() throws IOException {
    MonitorFixture.Settings settings = settings(RowComparison.MMD_RFF).learn(2_000, "saved");
    settings.base = folder;
    MonitorFixture fixture = settings.start();
    fixture.monitor.compareRowsOn(Runnable::run);
    MonitorFixture.Writer writer = writer(fixture);
    // One call in ten throws and has no output, whose learning ends last.
    serve(fixture, writer, 2_500);
    ReferenceProfile saved = ProfileCodec.read(folder.resolve("saved"));
    SampledRows rows = requireNonNull(saved.sampledRows());
    assertThat(rows.columns()).containsExactly("a", "b", "c");
    assertThat(rows.sample().streamRows()).isBetween(2_000L, 2_500L);

    serve(fixture, writer, 3_000);
    assertThat(fixture.events()).isEmpty();
    correlation = 0.9;
    serve(fixture, writer, 1_500);

    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED  mmd_rff");
  }

  @Test
  void reference_withoutSampledRows_isLoggedOnce() throws IOException {
    writeProfile(false);
    MonitorFixture fixture = settings(RowComparison.MMD).file(folder, "p").start();
    fixture.monitor.compareRowsOn(Runnable::run);
    serve(fixture, writer(fixture), 1_000);

    assertThat(fixture.model().multivariate()).isNull();
    assertThat(fixture.log)
        .containsExactly(
            "model credit:1: no multivariate drift: the reference has no sampled rows;"
                + " make it anew with profile --config");
  }

  @Test
  void comparison_switchedOff_leavesNoTrace() throws IOException {
    writeProfile(true);
    MonitorFixture fixture = settings().file(folder, "p").start();
    fixture.monitor.compareRowsOn(
        task -> {
          throw new AssertionError("nothing was asked for");
        });
    serve(fixture, writer(fixture), 1_000);

    assertThat(fixture.model().multivariate()).isNull();
    assertThat(fixture.log).isEmpty();
  }

  /** Without thinning, dependent rows would be told apart in most windows. */
  @Test
  void dependentTraffic_withoutDrift_isNotFlagged() throws IOException {
    writeProfile(true);
    MonitorFixture fixture =
        settings(RowComparison.MMD, RowComparison.ENERGY).file(folder, "p").start();
    fixture.monitor.compareRowsOn(Runnable::run);
    dependence = 0.8;
    MonitorFixture.Writer writer = writer(fixture);
    int flagged = 0;
    for (int window = 0; window < 40; window++) {
      serve(fixture, writer, 500);
      FeatureDrift drift = state(fixture).drift();
      flagged += drift != null && drift.flagged() ? 1 : 0;
    }

    // At most one in a hundred is expected: three of forty has probability 0.008 at that rate.
    assertThat(flagged).isLessThanOrEqualTo(2);
    assertThat(fixture.events()).isEmpty();
    assertThat(requireNonNull(state(fixture).drift()).n()).isLessThan(60);
  }
}

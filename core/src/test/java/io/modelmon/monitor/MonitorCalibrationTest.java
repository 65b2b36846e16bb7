package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * False and true alarms of the whole pipeline, from the ring to the event, over stationary traffic
 * of many kinds. All seeds are fixed: no test can fail by chance.
 */
class MonitorCalibrationTest {

  private static final int FEATURES = 12;
  private static final int WINDOW = 1_000;
  private static final List<Feature> COLUMNS =
      IntStream.range(0, FEATURES).mapToObj(i -> MonitorFixture.feature("f" + i)).toList();

  @TempDir Path folder;
  private final Random random = new Random(20);

  /** A source of values that remembers: one value per feature and row. */
  private interface Traffic {

    /** Begins the next call. */
    default void call() {}

    /** Returns a number, or a text. */
    Object value(int feature);
  }

  private Traffic independent() {
    return feature ->
        switch (feature % 4) {
          case 0 -> random.nextGaussian();
          case 1 -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
          case 2 -> random.nextDouble() < 0.8 ? 0.0 : Math.exp(random.nextGaussian());
          default -> (double) Math.min(3, (int) -Math.log(random.nextDouble()));
        };
  }

  private Traffic autoregressive(double phi) {
    double[] state = new double[FEATURES];
    double rest = Math.sqrt(1 - phi * phi);
    return feature -> {
      state[feature] = phi * state[feature] + rest * random.nextGaussian();
      return state[feature];
    };
  }

  /** Rows of a call share a part of their variance. */
  private Traffic alike(double share) {
    double[] common = new double[FEATURES];
    return new Traffic() {
      @Override
      public void call() {
        for (int i = 0; i < FEATURES; i++) {
          common[i] = Math.sqrt(share) * random.nextGaussian();
        }
      }

      @Override
      public Object value(int feature) {
        return common[feature] + Math.sqrt(1 - share) * random.nextGaussian();
      }
    };
  }

  /** Texts of which the n-th is n times rarer than the first. */
  private Traffic longTail(int categories) {
    double whole = Math.log(categories + 0.5) - Math.log(0.5);
    return feature -> "c" + Math.round(0.5 * Math.exp(whole * random.nextDouble()));
  }

  private MonitorFixture fixture(Traffic training) throws IOException {
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(COLUMNS);
    List<Object[]> rows =
        IntStream.range(0, 20_000).mapToObj(unused -> row(training, true)).toList();
    rows.forEach(row -> builder.observe(numbers(row), texts(row)));
    builder.freeze();
    rows.forEach(row -> builder.count(numbers(row), texts(row)));
    ProfileCodec.write(
        builder.build(new ModelId("credit", "1"), Instant.EPOCH), folder.resolve("m.profile"));
    return MonitorFixture.settings()
        .file(folder, "m.profile")
        .window(WINDOW, Duration.ZERO, null)
        .start();
  }

  private static double[] numbers(Object[] row) {
    double[] numbers = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      numbers[i] = row[i] instanceof Double number ? number : Double.NaN;
    }
    return numbers;
  }

  @SuppressWarnings("NullAway") // texts are null where a number is
  private static String[] texts(Object[] row) {
    String[] texts = new String[row.length];
    for (int i = 0; i < row.length; i++) {
      texts[i] = row[i] instanceof String text ? text : null;
    }
    return texts;
  }

  private static Object[] row(Traffic traffic, boolean ownCall) {
    if (ownCall) {
      traffic.call();
    }
    Object[] row = new Object[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      row[i] = traffic.value(i);
    }
    return row;
  }

  private static void serve(
      MonitorFixture fixture, MonitorFixture.Writer writer, Traffic traffic, int calls, int batch) {
    Object[][] rows = new Object[batch][];
    for (int call = 1; call <= calls; call++) {
      traffic.call();
      for (int i = 0; i < batch; i++) {
        rows[i] = row(traffic, false);
      }
      writer.publish(null, rows);
      if (call % Math.max(1, 50 / batch) == 0) {
        fixture.poll();
      }
    }
  }

  private void assertQuiet(Traffic training, Traffic traffic, int batch, int windows)
      throws IOException {
    MonitorFixture fixture = fixture(training);
    MonitorFixture.Writer writer = fixture.writer("1", COLUMNS, List.of());
    serve(fixture, writer, traffic, windows * WINDOW / batch, batch);

    // Windows of dependent rows wait until they are worth fifty independent ones.
    assertThat(fixture.window().number()).isBetween(windows / 3L, (long) windows);
    assertThat(fixture.monitor.failures()).isZero();
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.qualityEvents()).isEmpty();
  }

  @Test
  void stationary_independentRowsOfManyShapes_noEvent() throws IOException {
    assertQuiet(independent(), independent(), 1, 40);
  }

  @Test
  void stationary_autoregressiveRows_noEvent() throws IOException {
    assertQuiet(autoregressive(0), autoregressive(0.9), 1, 40);
  }

  @Test
  void stationary_rowsOfACallAlike_noEvent() throws IOException {
    assertQuiet(alike(0.2), alike(0.2), 50, 40);
  }

  @Test
  void stationary_fewLargeCallsPerWindow_noEvent() throws IOException {
    assertQuiet(alike(0.2), alike(0.2), 200, 40);
  }

  @Test
  void stationary_fourLargeCallsPerWindow_noEvent() throws IOException {
    assertQuiet(alike(0.2), alike(0.2), 250, 40);
  }

  @Test
  void stationary_longTailOfCategories_noEvent() throws IOException {
    assertQuiet(longTail(100_000), longTail(100_000), 1, 10);
  }

  @Test
  void learned_longTailOfCategories_noEvent() {
    MonitorFixture fixture =
        MonitorFixture.settings().learn(8_000, null).window(WINDOW, Duration.ZERO, null).start();
    MonitorFixture.Writer writer = fixture.writer("1", COLUMNS, List.of());
    serve(fixture, writer, longTail(5_000), 18_000, 1);

    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.qualityEvents()).isEmpty();
    assertThat(fixture.window().drift()).hasSize(FEATURES);
    FeatureSnapshot feature = fixture.model().features().get(0);
    assertThat(feature.categories().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(18_000);
  }

  @Test
  void shift_ofHalfASigma_isFoundInTwoWindowsAndAlone() throws IOException {
    for (int batch : new int[] {1, 50, 200}) {
      MonitorFixture fixture = fixture(alike(0));
      MonitorFixture.Writer writer = fixture.writer("1", COLUMNS, List.of());
      Traffic traffic = alike(0);
      serve(fixture, writer, traffic, 3 * WINDOW / batch, batch);
      Traffic shifted = feature -> (Double) traffic.value(feature) + (feature == 3 ? 0.5 : 0.0);
      serve(fixture, writer, shifted, 2 * WINDOW / batch, batch);
      fixture.poll();

      assertThat(fixture.events()).as("batch %d", batch).containsExactly("DRIFT_DETECTED f3 ks");
      assertThat(fixture.qualityEvents()).as("batch %d", batch).isEmpty();
    }
  }
}

package io.modelmon.export.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CellValues;
import io.modelmon.config.LogConfig;
import io.modelmon.math.Interval;
import io.modelmon.monitor.LoggedLabel;
import io.modelmon.monitor.LoggedPerformance;
import io.modelmon.monitor.LoggedPrediction;
import io.modelmon.monitor.PerformanceSnapshot;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictionLogTest {

  private static final ModelSchema SCHEMA =
      new ModelSchema(
          List.of(
              new Feature("age", null, true),
              new Feature("amount", null, false),
              new Feature("purpose \"x\"", null, false)),
          List.of(new Feature("prediction", null, false)),
          true,
          List.of("channel"));

  @TempDir private Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();

  private static LogConfig config(long maxBytes, Duration maxAge, long keepBytes) {
    return new LogConfig("log", null, List.of("credit"), maxBytes, maxAge, keepBytes, false);
  }

  private static LoggedPrediction row(double amount, String purpose, String error) {
    return new LoggedPrediction(
        new ModelId("credit", "7"),
        SCHEMA,
        1_714_568_400_000L,
        3,
        "00ff",
        new double[] {44, amount, CellValues.MISSING, 0.25},
        new String[] {null, null, purpose, null},
        new String[] {"web"},
        error);
  }

  /** Reads all files of the folder with a JSON parser that is not ours, oldest first. */
  private List<JsonNode> read() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    JsonMapper mapper = JsonMapper.builder().build();
    for (Path file : files()) {
      try (InputStream in = Files.newInputStream(file);
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(
                      file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                      StandardCharsets.UTF_8))) {
        lines.lines().forEach(line -> records.add(mapper.readTree(line)));
      }
    }
    return records;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void log_everyKindOfValue_isReadBackAndRedacted() throws IOException {
    PredictionLog started =
        PredictionLog.start(config(1 << 20, Duration.ofHours(1), 1 << 20), folder, log::add);
    started.predicted(row(12.5, "\u00fcber \ud83d\ude00\n\\", null));
    started.predicted(row(Double.POSITIVE_INFINITY, null, null));
    started.predicted(row(CellValues.WRONG_TYPE, "", "java.lang.IllegalStateException"));
    started.predicted(row(-7, "\ud800", null));
    started.labelled(new LoggedLabel("credit", 5, "00ff", Double.NaN, "bad", "joined"));
    started.labelled(new LoggedLabel("credit", 5, "00ff", 1e300, null, null));
    started.evaluated(new LoggedPerformance(new ModelId("credit", "7"), performance()));
    started.close(10_000);

    List<JsonNode> records = read();
    assertThat(records).hasSize(7);
    assertThat(records.get(6).toString())
        .isEqualTo(
            "{\"kind\":\"performance\",\"model\":\"credit\",\"version\":\"7\","
                + "\"time\":\"1970-01-01T00:00:05Z\",\"window\":3,\"labels\":8,\"predictions\":10,"
                + "\"metrics\":{\"accuracy\":{\"value\":0.875,\"lower\":0.5,\"upper\":null,\"n\":8}},"
                + "\"estimated\":{}}");
    JsonNode first = records.get(0);
    assertThat(first.get("kind").asString()).isEqualTo("prediction");
    assertThat(first.get("model").asString()).isEqualTo("credit");
    assertThat(first.get("version").asString()).isEqualTo("7");
    assertThat(first.get("time").asString()).isEqualTo("2024-05-01T13:00:00Z");
    assertThat(first.get("window").asLong()).isEqualTo(3);
    assertThat(first.get("id").asString()).isEqualTo("00ff");
    assertThat(first.get("features").propertyNames()).containsExactly("amount", "purpose \"x\"");
    assertThat(first.get("features").get("amount").asDouble()).isEqualTo(12.5);
    assertThat(first.get("features").get("purpose \"x\"").asString())
        .isEqualTo("\u00fcber \ud83d\ude00\n\\");
    assertThat(first.get("prediction").get("prediction").asDouble()).isEqualTo(0.25);
    assertThat(first.get("segments").get("channel").asString()).isEqualTo("web");
    assertThat(records.get(1).get("features").get("amount").asString()).isEqualTo("Infinity");
    assertThat(records.get(1).get("features").get("purpose \"x\"").isNull()).isTrue();
    assertThat(records.get(2).get("features").get("amount").asString()).isEqualTo("wrong_type");
    assertThat(records.get(2).get("error").asString()).endsWith("IllegalStateException");
    assertThat(records.get(2).has("prediction")).isFalse();
    assertThat(records.get(3).get("features").get("amount").asInt()).isEqualTo(-7);
    assertThat(records.get(4).toString())
        .isEqualTo(
            "{\"kind\":\"label\",\"model\":\"credit\",\"time\":\"1970-01-01T00:00:00.005Z\","
                + "\"id\":\"00ff\",\"label\":\"bad\",\"outcome\":\"joined\"}");
    assertThat(records.get(5).get("label").asDouble()).isEqualTo(1e300);
    assertThat(records.get(5).get("outcome").asString()).isEqualTo("open");
    assertThat(started.records()).containsEntry("written", 7L).containsEntry("dropped", 0L);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
        .isEqualTo("rw-------");
    assertThat(log).isEmpty();
  }

  private static PerformanceSnapshot performance() {
    return new PerformanceSnapshot(
        3,
        1,
        2,
        5_000_000_000L,
        8,
        10,
        List.of(
            new PerformanceMetric(
                MetricName.ACCURACY,
                0.875,
                new Interval(0.5, Double.NaN, 0.95),
                8,
                MetricStatus.KNOWN),
            PerformanceMetric.undefined(MetricName.F1, 8, MetricStatus.NO_POSITIVE_LABEL)),
        List.of());
  }

  @Test
  void log_filesThatAreLargeEnough_areCompressedAndTheOldestDeleted() throws IOException {
    LogConfig small = config(2_000, Duration.ofHours(1), 1_500);
    PredictionLog started = start(small, new LogFiles(folder.resolve("log"), small, clock()), 64);
    long count = 0;
    for (int i = 0; i < 400; i++) {
      started.predicted(row(i, "x", null));
      count++;
      while (started.records().get("written") < count) {
        Thread.onSpinWait();
      }
    }
    started.close(10_000);

    List<JsonNode> records = read();
    long size = 0;
    for (Path file : files()) {
      size += Files.size(file);
    }
    assertThat(files().subList(0, files().size() - 1))
        .allMatch(file -> file.toString().endsWith(".gz"));
    assertThat(size).isLessThan(1_500 + 2_500);
    assertThat(records).hasSizeBetween(10, 399);
    int last = records.get(records.size() - 1).get("features").get("amount").asInt();
    int first = records.get(0).get("features").get("amount").asInt();
    assertThat(last).isEqualTo(399);
    assertThat(last - first).as("without gaps").isEqualTo(records.size() - 1);
  }

  /** A clock of its own for every file, since names are in the order of seconds. */
  private static InstantSource clock() {
    long[] seconds = {1_714_568_400L};
    return () -> java.time.Instant.ofEpochSecond(seconds[0]++);
  }

  @Test
  void log_fileThatIsOldEnough_isCompressedWithoutFurtherRecords() throws Exception {
    LogConfig brief = config(1 << 20, Duration.ofMillis(20), 1 << 20);
    PredictionLog started =
        start(brief, new LogFiles(folder.resolve("log"), brief, InstantSource.system()), 64);
    started.predicted(row(1, "x", null));

    for (int i = 0; i < 2000 && !isPacked(); i++) {
      Thread.sleep(5);
    }
    assertThat(isPacked()).isTrue();
    assertThat(read()).hasSize(1);
    started.close(1_000);
  }

  private boolean isPacked() throws IOException {
    return Files.exists(folder.resolve("log"))
        && files().size() == 1
        && files().get(0).toString().endsWith(".gz");
  }

  /** Files on a disk that has room for so many bytes more, until it is given some. */
  private static final class Full extends LogFiles {
    private final AtomicLong room = new AtomicLong();

    Full(Path folder, LogConfig config, long room) {
      super(folder, config, InstantSource.system());
      this.room.set(room);
    }

    @Override
    void write(FileChannel open, ByteBuffer lines) throws IOException {
      int some = (int) Math.min(room.get(), lines.remaining());
      if (some > 0) {
        ByteBuffer part = lines.slice(lines.position(), some);
        super.write(open, part);
        lines.position(lines.position() + some);
        room.addAndGet(-some);
      } else {
        throw new IOException("No space left on device");
      }
    }
  }

  private PredictionLog start(LogConfig config, LogFiles files, int capacity) {
    PredictionLog started = new PredictionLog(config, files, log::add, capacity, 1_000_000);
    started.start();
    return started;
  }

  @Test
  void log_fullDisk_restsAndGoesOnWithWholeLines() throws Exception {
    LogConfig config = config(1 << 20, Duration.ofHours(1), 1 << 20);
    Full files = new Full(folder.resolve("log"), config, 1_000);
    PredictionLog started = start(config, files, 1024);
    for (int i = 0; i < 100; i++) {
      started.predicted(row(i, "x", null));
      Thread.sleep(1);
    }
    while (started.records().get("written") + started.records().get("failed") < 100) {
      Thread.sleep(1);
    }
    assertThat(started.records().get("failed")).isPositive();
    assertThat(log).singleElement().asString().contains("No space left");

    files.room.set(1 << 20);
    Thread.sleep(5);
    started.predicted(row(1_000, "x", null));
    started.close(10_000);

    assertThat(log).hasSize(2).last().asString().contains("written again");
    List<JsonNode> records = read();
    assertThat(records).hasSize((int) (long) started.records().get("written"));
    assertThat(records.get(records.size() - 1).get("features").get("amount").asInt())
        .isEqualTo(1_000);
  }

  @Test
  void log_writerThatHangs_neverBlocksAndCountsWhatIsDropped() throws Exception {
    LogConfig config = config(1 << 20, Duration.ofHours(1), 1 << 20);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LogFiles hanging =
        new LogFiles(folder.resolve("log"), config, InstantSource.system()) {
          @Override
          void append(ByteBuffer lines) throws IOException {
            hangs.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            super.append(lines);
          }
        };
    PredictionLog started = start(config, hanging, 16);

    try {
      started.predicted(row(0, "x", null));
      assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
      long begin = System.nanoTime();
      for (int i = 1; i < 10_000; i++) {
        started.predicted(row(i, "x", null));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      assertThat(started.records().get("dropped")).isEqualTo(10_000 - 1 - 16);
    } finally {
      go.countDown();
      started.close(10_000);
    }

    assertThat(started.records().get("written")).isEqualTo(1 + 16);
    assertThat(started.records().get("dropped")).isEqualTo(10_000 - 1 - 16);
    assertThat(read()).hasSize(1 + 16);
  }

  @Test
  void log_folderThatCannotBe_isSaidOnce() throws IOException {
    Files.writeString(folder.resolve("log"), "a file");
    PredictionLog started =
        PredictionLog.start(config(1 << 20, Duration.ofHours(1), 1 << 20), folder, log::add);
    started.predicted(row(1, "x", null));
    started.close(10_000);

    assertThat(log).singleElement().asString().contains("cannot be written");
    assertThat(started.records()).containsEntry("failed", 1L);
  }

  @Test
  void includes_onlyNamedModels() {
    LogConfig config = config(1, Duration.ofHours(1), 1);

    assertThat(config.includes("credit")).isTrue();
    assertThat(config.includes("churn")).isFalse();
    assertThat(new LogConfig("x", null, List.of(), 1, Duration.ZERO, 1, true).includes("churn"))
        .isTrue();
  }
}

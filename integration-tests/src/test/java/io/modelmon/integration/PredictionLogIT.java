package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The prediction log of an unmodified service, read back by a JSON parser that is not ours. */
class PredictionLogIT {

  private static final int LOANS = 1200;
  private static final int OUTCOMES = 700;
  private static final int MANY_LOANS = 4000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: lending
          version: "1"
          predict: ["host.Lending$Model#score"]
          features:
            fields: { loan: "arg[0].id", income: "arg[0].income", channel: "arg[0].channel" }
            sensitive: [income]
          prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
          id: "arg[0].id"
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
          window: { predictions: 500 }
      log: { to: "TO", max_mb: 1, max_age: 1s }
      """;

  @TempDir private Path directory;

  private HostResult run(String to, String outcome) {
    return runWith(CONFIGURATION.replace("TO", to), outcome);
  }

  private HostResult runWith(String text, String outcome) {
    Path configuration = Configurations.write(directory, text);
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost host =
            HostRun.on(Jdk.building())
                .agent(configuration)
                .collector(receiver)
                .main("host.Lending")
                .start()) {
      host.send("lend " + LOANS);
      host.send("outcomes " + OUTCOMES + " 1");
      // Evaluations of windows are records as well.
      await().atMost(PATIENCE).until(() -> records(receiver, outcome) >= LOANS + OUTCOMES);
      return host.finish();
    }
  }

  private static long records(OtlpReceiver receiver, String outcome) {
    return receiver.sum("modelmon.log.records", Map.of("modelmon.outcome", outcome));
  }

  @Test
  void log_ofAService_isCompleteAndRedacted() throws IOException {
    HostResult result = run("log", "written");

    assertThat(result.exitCode()).isZero();
    List<JsonNode> records = read();
    Map<String, JsonNode> predictions =
        records.stream()
            .filter(line -> line.get("kind").asString().equals("prediction"))
            .collect(Collectors.toMap(line -> line.get("id").asString(), Function.identity()));
    List<JsonNode> labels =
        records.stream().filter(line -> line.get("kind").asString().equals("label")).toList();
    assertThat(predictions).hasSize(LOANS);
    assertThat(labels).hasSize(OUTCOMES);
    Set<Integer> loans = new TreeSet<>();
    predictions
        .values()
        .forEach(
            line -> {
              assertThat(line.get("features").propertyNames()).containsExactly("loan", "channel");
              assertThat(line.get("prediction").get("prediction").asDouble()).isBetween(0.0, 1.0);
              loans.add(line.get("features").get("loan").asInt());
            });
    assertThat(loans).hasSize(LOANS).contains(0, LOANS - 1);
    assertThat(labels).allMatch(label -> label.get("outcome").asString().equals("joined"));
    for (JsonNode label : labels) {
      JsonNode prediction = predictions.get(label.get("id").asString());
      int loan = prediction.get("features").get("loan").asInt();
      boolean positive = prediction.get("prediction").get("prediction").asDouble() >= 0.5;
      boolean wrong = loan * 7 % 10 < 1;
      assertThat(label.get("label").asString())
          .as("loan %s", loan)
          .isEqualTo(positive ^ wrong ? "positive" : "negative");
    }
  }

  @Test
  void log_idInTheInputs_isNotAmongTheFeatures() throws IOException {
    HostResult result = runWith(withFeatures(""), "written");

    assertThat(result.exitCode()).isZero();
    List<JsonNode> predictions = predictions();
    assertThat(predictions).hasSize(LOANS);
    for (JsonNode line : predictions) {
      assertThat(line.get("features").propertyNames()).containsExactly("channel", "income");
      assertThat(line.get("id").asString()).hasSize(32);
    }
    assertThat(result.stderr()).noneMatch(line -> line.contains("does not have"));
  }

  @Test
  void log_misspeltSensitiveName_holdsNoFeatureAndIsSaid() throws IOException {
    HostResult result = runWith(withFeatures("features: { sensitive: [incmoe] }"), "written");

    assertThat(result.exitCode()).isZero();
    List<JsonNode> predictions = predictions();
    assertThat(predictions).hasSize(LOANS);
    assertThat(predictions).allMatch(line -> line.get("features").isEmpty());
    assertThat(result.stderr())
        .filteredOn(line -> line.contains("does not have"))
        .singleElement()
        .asString()
        .contains("features.sensitive: 'incmoe' (did you mean 'income'?)");
  }

  private static String withFeatures(String section) {
    int begin = CONFIGURATION.indexOf("features:");
    int end = CONFIGURATION.indexOf("prediction:");
    return (CONFIGURATION.substring(0, begin) + section + "\n    " + CONFIGURATION.substring(end))
        .replace("TO", "log");
  }

  private List<JsonNode> predictions() throws IOException {
    return read().stream()
        .filter(line -> line.get("kind").asString().equals("prediction"))
        .toList();
  }

  @Test
  void log_thatCannotBeWritten_restsAndHarmsNobody() throws IOException {
    Files.writeString(directory.resolve("taken"), "this is no folder");
    HostResult result = run("taken", "failed");

    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout().get(result.stdout().size() - 1)).startsWith("received ");
    assertThat(result.stderr())
        .filteredOn(line -> line.contains("prediction log"))
        .singleElement()
        .asString()
        .contains("cannot be written");
  }

  /** The disk is a file system of 256 KiB, which a quarter of the records fills. */
  @Test
  void log_diskThatIsReallyFull_stopsAndTheServiceGoesOn() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    mountSmall(disk);
    try (OtlpReceiver receiver = OtlpReceiver.start(0)) {
      Path configuration =
          Configurations.write(
              directory, CONFIGURATION.replace("TO", "disk/log").replace(", max_age: 1s", ""));
      HostResult bare = lend(HostRun.on(Jdk.building()), null);
      HostResult watched =
          lend(HostRun.on(Jdk.building()).agent(configuration).collector(receiver), receiver);

      assertThat(watched.stdout()).isEqualTo(bare.stdout());
      assertThat(watched.exitCode()).isZero();
      assertThat(watched.stderr())
          .filteredOn(line -> line.contains("prediction log"))
          .singleElement()
          .asString()
          .contains("cannot be written", "No space left on device");
      assertThat(Files.getFileStore(disk).getUsableSpace()).isLessThan(128 << 10);
      List<JsonNode> kept = read(disk.resolve("log"));
      assertThat(kept).isNotEmpty().allMatch(line -> line.get("prediction") != null);
      assertThat(records(receiver, "written")).isEqualTo(kept.size());
      assertThat(records(receiver, "dropped")).isZero();
      assertThat(records(receiver, "failed")).isEqualTo(MANY_LOANS - kept.size());
      assertThat(receiver.sum("modelmon.predictions", Map.of())).isEqualTo(MANY_LOANS);
    } finally {
      execute("umount", disk.toString());
    }
  }

  private static HostResult lend(HostRun run, @Nullable OtlpReceiver receiver) {
    try (RunningHost host = run.main("host.Lending").start()) {
      host.send("lend " + MANY_LOANS);
      if (receiver != null) {
        await()
            .atMost(PATIENCE)
            .until(() -> records(receiver, "written") + records(receiver, "failed") >= MANY_LOANS);
      }
      return host.finish();
    }
  }

  private static void mountSmall(Path folder) throws Exception {
    boolean mounted;
    try {
      mounted = execute("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString());
    } catch (IOException e) {
      mounted = false;
    }
    assumeTrue(mounted, "no file system can be mounted here: this needs Linux and its root");
  }

  private static boolean execute(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private List<JsonNode> read() throws IOException {
    return read(directory.resolve("log"));
  }

  private static List<JsonNode> read(Path folder) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = Files.newInputStream(file);
            BufferedReader lines =
                new BufferedReader(
                    new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                        StandardCharsets.UTF_8))) {
          lines.lines().forEach(line -> records.add(mapper.readTree(line)));
        }
      }
    }
    return records;
  }
}

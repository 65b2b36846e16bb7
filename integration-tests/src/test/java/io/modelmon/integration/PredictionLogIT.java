package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The prediction log of an unmodified service, read back by a JSON parser that is not ours. */
class PredictionLogIT {

  private static final int LOANS = 1200;
  private static final int OUTCOMES = 700;
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
    Path configuration = Configurations.write(directory, CONFIGURATION.replace("TO", to));
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
    for (JsonNode label : labels) {
      assertThat(label.get("outcome").asString()).isEqualTo("joined");
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

  private List<JsonNode> read() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try (Stream<Path> files = Files.list(directory.resolve("log"))) {
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

package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is killed while its predictions wait, and whose labels come to its successor: by
 * method calls, and by files that a script puts into a folder.
 */
class LabelRestartIT {

  private static final int LOANS = 900;
  private static final int BY_METHOD = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> MODEL = Map.of("modelmon.model.name", "lending");

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: lending
          version: "1"
          predict: ["host.Lending$Model#score"]
          features: { fields: { income: "arg[0].income" } }
          prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
          id: "arg[0].id"
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
            folder: in
            store: { file: state/labels.db }
          window: { predictions: 200 }
      """;

  @TempDir private Path directory;

  private Path configuration;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    configuration = Configurations.write(directory, CONFIGURATION);
  }

  private RunningHost start(OtlpReceiver receiver) {
    return HostRun.on(Jdk.building())
        .agent(configuration)
        .collector(receiver)
        .main("host.Lending")
        .start();
  }

  @Test
  void predictions_acknowledgedAsStored_surviveKillAndAreJoined() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost killed = start(receiver)) {
      killed.send("lend " + LOANS);
      await().atMost(PATIENCE).until(() -> stored(receiver) == LOANS);
      assertThat(receiver.latest("modelmon.labels.store.queued", MODEL)).hasValue(0);
      killed.kill();
    }

    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost successor = start(receiver)) {
      successor.send("outcomes " + BY_METHOD + " 1");
      label("--id", Integer.toString(BY_METHOD), "--label", "bad");
      label(file("rest.csv", "id,label\n", BY_METHOD + 1, LOANS).toString());
      label(file("again.csv", "id,label\n", LOANS - 5, LOANS).toString());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                // Those that came before the file had been read are early ones.
                assertThat(labels(receiver, "joined") + labels(receiver, "early")).isEqualTo(LOANS);
                assertThat(labels(receiver, "duplicate")).isEqualTo(5);
              });
      // A file is noted as read a moment after its labels have been joined.
      await().atMost(PATIENCE).until(() -> read().size() == 3);
      HostResult result = successor.finish();

      assertThat(result.exitCode()).isZero();
      assertThat(receiver.sum("modelmon.labels", MODEL)).isEqualTo(LOANS + 5L);
      assertThat(receiver.sum("modelmon.labels.predictions", MODEL)).isEqualTo(LOANS);
      assertThat(receiver.latest("modelmon.labels.waiting", MODEL)).hasValue(0);
      assertThat(receiver.series("modelmon.labels.lost", MODEL)).isEmpty();
      assertThat(receiver.sum("modelmon.labels.delay", MODEL)).as("judged").isEqualTo(LOANS);
    }

    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost third = start(receiver)) {
      third.send("lend 1");
      label("--id", "0", "--label", "bad");
      await().atMost(PATIENCE).until(() -> labels(receiver, "joined") == 1);
      HostResult result = third.finish();

      assertThat(result.exitCode()).isZero();
      assertThat(receiver.sum("modelmon.labels", MODEL))
          .as("files that had been read are not read again")
          .isEqualTo(1);
    }
  }

  private List<String> read() throws IOException {
    Path state = directory.resolve("in").resolve(".modelmon-labels-read");
    return Files.exists(state) ? Files.readAllLines(state) : List.of();
  }

  private static long stored(OtlpReceiver receiver) {
    return receiver.sum(
        "modelmon.labels.store.changes",
        Map.of("modelmon.model.name", "lending", "modelmon.outcome", "stored"));
  }

  private static long labels(OtlpReceiver receiver, String outcome) {
    return receiver.sum(
        "modelmon.labels", Map.of("modelmon.model.name", "lending", "modelmon.outcome", outcome));
  }

  private Path file(String name, String header, int from, int to) throws IOException {
    StringBuilder text = new StringBuilder(header);
    for (int id = from; id < to; id++) {
      text.append(id).append(",good\n");
    }
    return Files.writeString(directory.resolve(name), text);
  }

  /** Runs the command {@code label}. */
  private void label(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdk.building().tool("java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-jar", Artifacts.modelmon().toString(), "label"));
    command.addAll(List.of("--folder", directory.resolve("in").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = output(process);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains(" in " + directory.resolve("in"));
  }

  private static String output(Process process) {
    try (var in = process.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service under a steady load, captured whole, in part, and within a budget. */
class SamplingIT {

  private static final String MODEL =
      """
      file_format: "1"
      models:
        - name: load
          predict: ["host.Load$Model#predict(double[])"]
          features: { from: "arg[0]" }
      """;

  @TempDir Path directory;

  private final OtlpReceiver receiver = OtlpReceiver.start(0);

  private HostResult run(String sampling, int callsPerSecond, int seconds) {
    HostResult result =
        HostRun.on(Jdk.building())
            .agent(Configurations.write(directory, MODEL + sampling))
            .collector(receiver)
            .main("host.Load", Integer.toString(callsPerSecond / 2), Integer.toString(seconds))
            .run();
    assertThat(result.exitCode()).as(result.stderr().toString()).isZero();
    return result;
  }

  private long calls(String outcome) {
    return receiver.sum("modelmon.agent.calls", Map.of("modelmon.outcome", outcome));
  }

  private void assertErrors(HostResult result) {
    long errors =
        result.stdout().stream()
            .filter(line -> line.startsWith("errors "))
            .mapToLong(line -> Long.parseLong(line.substring("errors ".length())))
            .sum();
    assertThat(
            receiver.sum(
                "modelmon.predict.errors", Map.of("error.type", "java.lang.IllegalStateException")))
        .isEqualTo(errors)
        .isPositive();
  }

  @Test
  void steadyLoad_isCapturedWholeInAFlatHeap() {
    HostResult result = run("", 20_000, 10);

    result.expectations().forEach(expectation -> expectation.assertReportedTo(receiver));
    assertErrors(result);
    assertThat(calls("captured") + calls("dropped")).isEqualTo(200_000);
    assertThat(calls("dropped")).isLessThan(2_000);
    String[] heap =
        result.stderr().stream()
            .filter(line -> line.startsWith("heap "))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    assertThat(Long.parseLong(heap[2]) - Long.parseLong(heap[1])).isLessThan(4 << 20);
  }

  @Test
  void sampledLoad_countsEachCallRowAndError() {
    HostResult result = run("sampling: { rate: 0.1, timing: 0.5 }\n", 20_000, 4);

    assertErrors(result);
    long all = 80_000;
    assertThat(receiver.sum("modelmon.agent.calls", Map.of())).isEqualTo(all);
    assertThat(receiver.sum("modelmon.agent.rows", Map.of())).isEqualTo(all);
    assertThat(receiver.sum("modelmon.predictions", Map.of())).isEqualTo(all - all / 1000);
    long sampledOut = calls("sampled_out");
    // Binomial(80,000, 0.9): 6 standard deviations, 2e-9 false failures; a few calls come first.
    assertThat(sampledOut).isBetween(72_000L - 510 - 50, 72_000L + 510);
    long timed = receiver.sum("modelmon.predict.duration", Map.of());
    assertThat(timed - (all - sampledOut)).isBetween(36_000L - 1_200, 36_000L + 1_200);
    assertThat(share("payload")).isCloseTo(0.1, within(1e-6));
    assertThat(share("timing")).isCloseTo(0.55, within(1e-6));
  }

  private double share(String stage) {
    return receiver
        .latest("modelmon.agent.sampling", Map.of("modelmon.sampling.stage", stage))
        .orElseThrow();
  }

  @Test
  void tinyBudget_lowersPayloadsAndCountsEachCall() {
    HostResult result = run("sampling: { cpu_budget: 0.05% }\n", 20_000, 8);

    assertErrors(result);
    assertThat(receiver.sum("modelmon.agent.calls", Map.of())).isEqualTo(160_000);
    assertThat(receiver.sum("modelmon.agent.rows", Map.of())).isEqualTo(160_000);
    assertThat(calls("sampled_out")).isPositive();
    assertThat(share("payload")).isLessThan(0.5);
    assertThat(
            receiver
                .latest("modelmon.agent.overhead", Map.of("modelmon.overhead.part", "threads"))
                .orElseThrow())
        .isPositive();
  }
}

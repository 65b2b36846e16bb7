package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Settings of OpenTelemetry that are meant for the application, and those that are meant for us.
 */
class EnvironmentIT {

  /**
   * Milliseconds in which a busy machine can start an exporter; what is tested here is not speed.
   */
  private static final String LINGER = "1500";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_PROPAGATORS, b3",
    "OTEL_METRICS_EXPORTER, prometheus",
    "OTEL_LOGS_EXPORTER, console",
    "OTEL_TRACES_SAMPLER, always_off",
    "OTEL_CONFIG_FILE, x",
    "OTEL_EXPERIMENTAL_CONFIG_FILE, x",
    "OTEL_TRACES_EXPORTER, zipkin",
    "OTEL_JAVAAGENT_ENABLED, nonsense",
  })
  void setting_forTheApplication_leavesTheAgentReporting(String name, String value) {
    Path configuration = Configurations.write(directory, Configurations.HELLO);

    Differential runs =
        Differential.of(
            () -> HostRun.on(Jdk.building()).environment(name, value).main("host.Hello", LINGER),
            configuration);

    runs.assertSame();
    runs.assertCounted();
  }

  @Test
  void resource_namedByTheEnvironment_isReported() {
    Differential runs =
        Differential.of(
            () ->
                HostRun.on(Jdk.building())
                    .environment("OTEL_SERVICE_NAME", "scoring")
                    .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
                    .main("host.Hello", LINGER),
            Configurations.write(directory, Configurations.HELLO));

    Map<String, Object> resource =
        runs.receiver().series("modelmon.agent.calls").get(0).metric().resource();
    assertThat(resource)
        .containsEntry("service.name", "scoring")
        .containsEntry("deployment.environment.name", "test")
        .containsKey("service.instance.id");
  }

  @Test
  void sdkDisabled_byTheEnvironment_sendsNothing() {
    Differential runs =
        Differential.of(
            () ->
                HostRun.on(Jdk.building())
                    .environment("OTEL_SDK_DISABLED", "true")
                    .main("host.Hello", LINGER),
            Configurations.write(directory, Configurations.HELLO));

    runs.assertSame();
    assertThat(runs.receiver().requests()).isEmpty();
  }

  @Test
  void configuration_namedByPropertyOrVariable_isFound() {
    Path configuration = Configurations.write(directory, Configurations.HELLO);
    List<HostRun> starts =
        List.of(
            HostRun.on(Jdk.building()).jvm("-Dmodelmon.config=" + configuration),
            HostRun.on(Jdk.building()).environment("MODELMON_CONFIG", configuration.toString()));

    for (HostRun start : starts) {
      OtlpReceiver receiver = OtlpReceiver.start(0);
      HostResult result =
          start
              .jvm("-javaagent:" + Artifacts.modelmon())
              .main("host.Hello", LINGER)
              .collector(receiver)
              .run();
      assertThat(result.expectations()).hasSize(1);
      result.expectations().get(0).assertReportedTo(receiver);
    }
  }
}

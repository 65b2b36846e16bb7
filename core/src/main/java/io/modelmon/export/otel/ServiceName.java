package io.modelmon.export.otel;

import java.util.Map;

/** The name of the service that this process is, by the standard settings. */
public final class ServiceName {

  private static final String UNKNOWN = "unknown_service:java";

  private ServiceName() {}

  /**
   * Returns the name.
   *
   * @param environment environment variables
   * @param properties system properties, which come first
   */
  public static String of(Map<String, String> environment, Map<String, String> properties) {
    LimitedLog silent = new LimitedLog(line -> {}, System::nanoTime);
    OtelSettings settings = new OtelSettings(environment, properties, silent);
    String name = settings.text("otel.service.name");
    if (name == null) {
      name = settings.pairs("otel.resource.attributes").get("service.name");
    }
    return name == null || name.isBlank() ? UNKNOWN : TelemetryText.clean(name);
  }

  /** Returns the name of this process. */
  public static String ofProcess() {
    return of(System.getenv(), Surroundings.systemProperties());
  }
}

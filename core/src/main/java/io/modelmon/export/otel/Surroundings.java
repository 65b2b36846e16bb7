package io.modelmon.export.otel;

import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the process provides.
 *
 * @param environment environment variables
 * @param properties system properties
 * @param componentLoader where the SDK looks for its parts
 * @param retryPolicy the pauses between attempts
 * @param clock the time of metric points
 */
record Surroundings(
    Map<String, String> environment,
    Map<String, String> properties,
    ClassLoader componentLoader,
    RetryPolicy retryPolicy,
    InstantSource clock) {

  /** Returns those of this process. */
  static Surroundings ofProcess(ClassLoader componentLoader) {
    return new Surroundings(
        System.getenv(),
        systemProperties(),
        componentLoader,
        RetryPolicy.getDefault(),
        InstantSource.system());
  }

  static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> copy = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      if (value != null) {
        copy.put(name, value);
      }
    }
    return copy;
  }
}

package io.modelmon.export.otel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The standard OpenTelemetry settings of the process that concern us, and no others: those that an
 * application makes for its own SDK (exporters, propagators, samplers, a configuration file) would
 * otherwise switch us off.
 *
 * <p>System properties win over environment variables. What cannot be read is reported and treated
 * as absent. <b>Threads:</b> immutable but for the log.
 */
final class OtelSettings {

  private static final Set<String> NAMES =
      Set.of(
          "otel.service.name",
          "otel.resource.attributes",
          "otel.metric.export.interval",
          "otel.sdk.disabled");
  private static final Set<String> PREFIXES =
      Set.of("otel.exporter.otlp.", "otel.bsp.", "otel.blrp.");

  private final Map<String, String> values = new HashMap<>();
  private final LimitedLog log;

  /**
   * Reads the settings.
   *
   * @param environment environment variables
   * @param properties system properties
   */
  OtelSettings(Map<String, String> environment, Map<String, String> properties, LimitedLog log) {
    this.log = log;
    environment.forEach((name, value) -> add(name.replace('_', '.'), value));
    properties.forEach((name, value) -> add(name.replace('-', '.'), value));
  }

  private void add(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (NAMES.contains(key) || PREFIXES.stream().anyMatch(key::startsWith)) {
      values.put(key, value.trim());
    }
  }

  /** Returns a value, or null when it is absent or blank. */
  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Returns whether a value is {@code true}. */
  boolean isTrue(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** Returns a positive duration; without a unit, milliseconds. */
  Duration duration(String name, Duration otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    int digits = 0;
    while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
      digits++;
    }
    TimeUnit unit = unit(value.substring(digits).trim());
    try {
      if (unit != null) {
        long nanos = unit.toNanos(Long.parseLong(value.substring(0, digits)));
        if (nanos > 0) {
          return Duration.ofNanos(nanos);
        }
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    ignored(name, "a positive duration", otherwise.toMillis() + " ms");
    return otherwise;
  }

  /** Returns a positive whole number. */
  int number(String name, int otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    ignored(name, "a positive number", Integer.toString(otherwise));
    return otherwise;
  }

  /** Returns {@code key=value} pairs, percent-decoded; malformed ones are left out. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    String value = text(name);
    if (value == null) {
      return pairs;
    }
    for (String pair : value.split(",", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? "" : pair.substring(0, equals).trim();
      String decoded = equals < 0 ? null : decode(pair.substring(equals + 1).trim());
      if (!key.isEmpty() && decoded != null) {
        pairs.put(key, decoded);
      } else if (!pair.isBlank()) {
        ignored(name, "a list of key=value", "without the malformed entry");
      }
    }
    return pairs;
  }

  private void ignored(String name, String expected, String instead) {
    // Never the value: headers are secrets.
    log.log(name, name + " is not " + expected + "; going on with " + instead);
  }

  private static @Nullable String decode(String value) {
    try {
      // A plus sign is a plus sign here, unlike in a form.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable TimeUnit unit(String text) {
    return switch (text) {
      case "", "ms" -> TimeUnit.MILLISECONDS;
      case "ns" -> TimeUnit.NANOSECONDS;
      case "us" -> TimeUnit.MICROSECONDS;
      case "s" -> TimeUnit.SECONDS;
      case "m" -> TimeUnit.MINUTES;
      case "h" -> TimeUnit.HOURS;
      case "d" -> TimeUnit.DAYS;
      default -> null;
    };
  }
}

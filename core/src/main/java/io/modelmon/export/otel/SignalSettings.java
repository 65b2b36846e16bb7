package io.modelmon.export.otel;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one signal is sent.
 *
 * @param endpoint the receiver
 * @param headers further headers, their values may be secret
 * @param compression {@code gzip} or {@code none}
 * @param timeout for one message with all its attempts
 * @param tls certificates, or null for the platform's
 */
record SignalSettings(
    URI endpoint,
    Map<String, String> headers,
    String compression,
    Duration timeout,
    @Nullable Tls tls) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final String PREFIX = "otel.exporter.otlp.";

  /**
   * Certificates in PEM.
   *
   * @param trusted whom to trust, or null
   * @param clientKey our key, or null
   * @param clientCertificate its certificate, null like the key
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never modified
  record Tls(
      byte @Nullable [] trusted,
      byte @Nullable [] clientKey,
      byte @Nullable [] clientCertificate) {}

  /** Returns the settings of a signal, or null, with a line in the log, when it cannot be sent. */
  static @Nullable SignalSettings resolve(OtelSettings settings, Signal signal, LimitedLog log) {
    URI endpoint = OtlpEndpoint.resolve(settings, signal, log);
    if (endpoint == null) {
      return null;
    }
    try {
      return new SignalSettings(
          endpoint,
          headers(settings, signal, log),
          compression(settings, signal, log),
          timeout(settings, signal),
          tls(settings, signal));
    } catch (IOException | InvalidPathException e) {
      log.log("certificate", "no " + signal.text() + " are sent: cannot read " + e.getMessage());
      return null;
    }
  }

  private static Duration timeout(OtelSettings settings, Signal signal) {
    Duration shared = settings.duration(PREFIX + "timeout", DEFAULT_TIMEOUT);
    Duration own = settings.duration(PREFIX + signal.text() + ".timeout", shared);
    String batch = batchPrefix(signal);
    Duration limit = batch == null ? own : settings.duration(batch + "export.timeout", own);
    return own.compareTo(limit) < 0 ? own : limit;
  }

  private static @Nullable String batchPrefix(Signal signal) {
    return switch (signal) {
      case METRICS -> null;
      case LOGS -> "otel.blrp.";
      case TRACES -> "otel.bsp.";
    };
  }

  private static Map<String, String> headers(OtelSettings settings, Signal signal, LimitedLog log) {
    Map<String, String> pairs = settings.pairs(PREFIX + signal.text() + ".headers");
    if (pairs.isEmpty()) {
      pairs = settings.pairs(PREFIX + "headers");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    pairs.forEach(
        (name, value) -> {
          if (isHeaderText(value) && isHeaderText(name) && name.indexOf(':') < 0) {
            headers.put(name, value);
          } else {
            log.log("header", "an OTLP header with a control character is left out");
          }
        });
    return headers;
  }

  private static boolean isHeaderText(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c != 0x7F);
  }

  private static String compression(OtelSettings settings, Signal signal, LimitedLog log) {
    String value = shared(settings, signal, "compression");
    if (value == null || value.equals("gzip") || value.equals("none")) {
      return value == null ? "none" : value;
    }
    log.log("compression", "OTLP compression " + value + " is not supported; sending without");
    return "none";
  }

  private static @Nullable Tls tls(OtelSettings settings, Signal signal) throws IOException {
    byte[] trusted = file(shared(settings, signal, "certificate"));
    byte[] key = file(shared(settings, signal, "client.key"));
    byte[] certificate = file(shared(settings, signal, "client.certificate"));
    if ((key == null) != (certificate == null)) {
      throw new IOException("a client key without a client certificate, or the other way round");
    }
    return trusted == null && key == null ? null : new Tls(trusted, key, certificate);
  }

  private static byte @Nullable [] file(@Nullable String path) throws IOException {
    return path == null ? null : Files.readAllBytes(Path.of(path));
  }

  private static @Nullable String shared(OtelSettings settings, Signal signal, String name) {
    String own = settings.text(PREFIX + signal.text() + "." + name);
    return own != null ? own : settings.text(PREFIX + name);
  }
}

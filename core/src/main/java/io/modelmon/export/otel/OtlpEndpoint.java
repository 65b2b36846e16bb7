package io.modelmon.export.otel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a signal is sent. Only OTLP over HTTP with protobuf is spoken; where the settings mean
 * gRPC, the receiver's HTTP port is taken instead.
 */
final class OtlpEndpoint {

  private static final String DEFAULT = "http://localhost:4318";
  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  private OtlpEndpoint() {}

  /** Returns the address, or null, with a line in the log, when the setting is no such address. */
  static @Nullable URI resolve(OtelSettings settings, Signal signal, LimitedLog log) {
    String prefix = "otel.exporter.otlp.";
    String own = settings.text(prefix + signal.text() + ".endpoint");
    String shared = settings.text(prefix + "endpoint");
    String protocol = settings.text(prefix + signal.text() + ".protocol");
    if (protocol == null) {
      protocol = settings.text(prefix + "protocol");
    }
    if (protocol != null && !protocol.equals("http/protobuf")) {
      log.log("protocol", "OTLP is sent as http/protobuf; " + protocol + " is not supported");
    }
    try {
      URI given = new URI(own != null ? own : shared != null ? shared : DEFAULT);
      String problem = problem(given);
      if (problem == null) {
        return adapt(given, own != null, protocol, signal);
      }
      log.log("endpoint", "no " + signal.text() + " are sent: the OTLP endpoint " + problem);
    } catch (URISyntaxException e) {
      log.log("endpoint", "no " + signal.text() + " are sent: the OTLP endpoint is not a URL");
    }
    return null;
  }

  private static @Nullable String problem(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "does not start with http:// or https://";
    }
    if (uri.getHost() == null) {
      return "has no host";
    }
    return uri.getRawQuery() != null || uri.getRawFragment() != null
        ? "has a query or a fragment"
        : null;
  }

  private static URI adapt(URI given, boolean ofSignal, @Nullable String protocol, Signal signal)
      throws URISyntaxException {
    boolean grpc = protocol == null ? given.getPort() == GRPC_PORT : protocol.equals("grpc");
    int port = grpc && given.getPort() == GRPC_PORT ? HTTP_PORT : given.getPort();
    String path = given.getPath() == null ? "" : given.getPath();
    boolean bare = path.isEmpty() || path.equals("/");
    if (!ofSignal || (grpc && bare)) {
      path = (path.endsWith("/") ? path : path + "/") + "v1/" + signal.text();
    } else if (bare) {
      path = "/";
    }
    // Without user information: it would end up in messages.
    String scheme = given.getScheme().toLowerCase(Locale.ROOT);
    return new URI(scheme, null, given.getHost(), port, path, null, null);
  }
}

package io.modelmon.export.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go, and how a connection to it is made: directly, without any proxy, with the
 * receiver's name checked against its certificate.
 *
 * @param endpoint http or https with host and path
 * @param tls the TLS settings, or null for the platform's
 * @param tlsProtocols the protocol versions to allow; empty for the platform's
 * @param connectTimeout for one address
 * @param addresses which addresses may be connected to
 */
public record HttpTarget(
    URI endpoint,
    @Nullable SSLContext tls,
    List<String> tlsProtocols,
    Duration connectTimeout,
    AddressRule addresses) {

  private static final int MAX_TIMEOUT_MILLIS = 60_000;

  /** Creates a target at any address. */
  public HttpTarget(
      URI endpoint, @Nullable SSLContext tls, List<String> tlsProtocols, Duration connectTimeout) {
    this(endpoint, tls, tlsProtocols, connectTimeout, address -> {});
  }

  /** Returns the value of the Host header. */
  public String hostHeader() {
    return endpoint.getPort() < 0
        ? endpoint.getHost()
        : endpoint.getHost() + ":" + endpoint.getPort();
  }

  /** Returns the path with its query, never empty. */
  public String path() {
    String path = endpoint.getRawPath();
    String query = endpoint.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /**
   * Connects to the first address that answers. The name is resolved once, and every address it has
   * must be allowed, so that no later answer of a name server changes where the request goes.
   *
   * @param opened told of every socket before it is used, so that it can be closed from outside
   * @throws IOException when no address answers, or TLS fails
   */
  Socket connect(Consumer<Socket> opened) throws IOException {
    boolean secure = "https".equals(endpoint.getScheme().toLowerCase(Locale.ROOT));
    int port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
    Socket socket = connectPlain(port, opened);
    if (!secure) {
      return socket;
    }
    try {
      return secure(socket, port);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket connectPlain(int port, Consumer<Socket> opened) throws IOException {
    IOException failure = null;
    int timeoutMillis = (int) Math.min(Math.max(connectTimeout.toMillis(), 1), MAX_TIMEOUT_MILLIS);
    InetAddress[] resolved = InetAddress.getAllByName(endpoint.getHost());
    for (InetAddress address : resolved) {
      addresses.check(address);
    }
    for (InetAddress address : resolved) {
      // NO_PROXY: the application's SOCKS settings are not ours.
      Socket socket = new Socket(Proxy.NO_PROXY);
      opened.accept(socket);
      try {
        socket.connect(new InetSocketAddress(address, port), timeoutMillis);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        socket.close();
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    throw failure == null ? new IOException("no address for " + endpoint.getHost()) : failure;
  }

  private Socket secure(Socket plain, int port) throws IOException {
    String host = endpoint.getHost();
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLContext context = tls == null ? platformTls() : tls;
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!tlsProtocols.isEmpty()) {
      parameters.setProtocols(tlsProtocols.toArray(String[]::new));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext platformTls() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS on this platform", e);
    }
  }
}

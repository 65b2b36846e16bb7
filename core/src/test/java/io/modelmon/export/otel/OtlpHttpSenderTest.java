package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.export.http.HttpReplyReader;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sender against receivers that speak raw bytes. */
@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtlpHttpSenderTest {

  private final SenderThreads threads = new SenderThreads();

  @AfterEach
  void stop() {
    threads.stop();
  }

  /** What a receiver does with one connection. */
  private interface Behaviour {
    void serve(InputStream request, OutputStream reply) throws Exception;
  }

  /** How a request ended: with an answer or an error. */
  private record Ending(HttpResponse response, Throwable error) {}

  @Test
  void send_message_isPlainHttp() throws Exception {
    CompletableFuture<String> head = new CompletableFuture<>();

    Ending ending =
        send(
            (request, reply) -> {
              head.complete(readAll(request, "payload"));
              reply.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
            },
            Duration.ofSeconds(20));

    assertThat(ending.response().getStatusCode()).isEqualTo(200);
    assertThat(ending.response().getResponseBody()).containsExactly('o', 'k');
    assertThat(head.join())
        .startsWith("POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1:")
        .contains("\r\nContent-Length: 7\r\n", "\r\nConnection: close\r\n", "\r\nX-Test: yes\r\n")
        .endsWith("\r\n\r\npayload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n",
        "HTTP/1.1 202\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 202 Fine\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc",
        "HTTP/1.0 202 Fine\nContent-Length: rubbish\n\n",
      })
  void send_unusualAnswers_statusCounts(String answer) throws Exception {
    Ending ending =
        send(
            (request, reply) -> {
              readAll(request, "payload");
              reply.write(ascii(answer));
            },
            Duration.ofSeconds(20));

    assertThat(ending.response().getStatusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 2", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n"})
  void send_noAnswer_isAnError(String answer) throws Exception {
    Ending ending =
        send(
            (request, reply) -> {
              readAll(request, "payload");
              reply.write(ascii(answer));
            },
            Duration.ofMillis(500));

    assertThat(ending.response()).isNull();
    assertThat(ending.error()).isInstanceOf(IOException.class);
  }

  @Test
  void send_endlessHead_isCutOff() throws Exception {
    Ending ending =
        send(
            (request, reply) -> {
              readAll(request, "payload");
              reply.write(ascii("HTTP/1.1 200 OK\r\n"));
              byte[] header = ascii("X: " + "y".repeat(1_000) + "\r\n");
              for (int i = 0; i < 100_000; i++) {
                reply.write(header);
              }
            },
            Duration.ofMillis(500));

    assertThat(ending.error()).isInstanceOf(IOException.class);
  }

  @Test
  void send_oneByteAtATime_endsAtTheDeadline() throws Exception {
    long start = System.nanoTime();
    Ending ending =
        send(
            (request, reply) -> {
              while (true) {
                reply.write('H');
                reply.flush();
                TimeUnit.MILLISECONDS.sleep(20);
              }
            },
            Duration.ofMillis(300));

    assertThat(ending.error()).hasMessage("no answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void send_endlessBody_isNotAwaited() throws Exception {
    Ending ending =
        send(
            (request, reply) -> {
              readAll(request, "payload");
              reply.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"));
              byte[] body = new byte[1 << 16];
              while (true) {
                reply.write(body);
              }
            },
            Duration.ofSeconds(20));

    assertThat(ending.response().getStatusCode()).isEqualTo(200);
    assertThat(ending.response().getResponseBody()).hasSize(HttpReplyReader.MAX_BYTES);
  }

  @Test
  void send_globalHandlersOfTheApplication_areNotAsked() throws Exception {
    CookieHandler cookies = CookieHandler.getDefault();
    Authenticator authenticator = Authenticator.getDefault();
    String proxy = System.getProperty("socksProxyHost");
    try {
      CookieHandler.setDefault(
          new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
              throw new AssertionError("cookies were asked for");
            }

            @Override
            public void put(URI uri, Map<String, List<String>> headers) {
              throw new AssertionError("cookies were set");
            }
          });
      Authenticator.setDefault(
          new Authenticator() {
            @Override
            public java.net.PasswordAuthentication requestPasswordAuthenticationInstance(
                String host,
                InetAddress address,
                int port,
                String protocol,
                String prompt,
                String scheme,
                java.net.URL url,
                RequestorType type) {
              throw new AssertionError("a password was asked for");
            }
          });
      System.setProperty("socksProxyHost", "proxy.invalid");

      Ending ending =
          send(
              (request, reply) -> {
                readAll(request, "payload");
                reply.write(
                    ascii(
                        String.join(
                            "\r\n",
                            "HTTP/1.1 401 No",
                            "WWW-Authenticate: Basic realm=x",
                            "Set-Cookie: a=b",
                            "Content-Length: 0",
                            "",
                            "")));
              },
              Duration.ofSeconds(20));

      assertThat(ending.response().getStatusCode()).isEqualTo(401);
    } finally {
      CookieHandler.setDefault(cookies);
      Authenticator.setDefault(authenticator);
      if (proxy == null) {
        System.clearProperty("socksProxyHost");
      } else {
        System.setProperty("socksProxyHost", proxy);
      }
    }
  }

  private Ending send(Behaviour behaviour, Duration timeout) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread thread = SenderThreads.daemon(() -> serve(server, behaviour), "receiver");
      thread.start();
      URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/logs");
      OtlpHttpSender sender = new OtlpHttpSender(new Config(endpoint, timeout), threads);
      CompletableFuture<Ending> ending = new CompletableFuture<>();
      sender.send(
          new Payload(),
          response -> ending.complete(new Ending(response, null)),
          error -> ending.complete(new Ending(null, error)));
      return ending.get(30, TimeUnit.SECONDS);
    }
  }

  private static void serve(ServerSocket server, Behaviour behaviour) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        behaviour.serve(socket.getInputStream(), socket.getOutputStream());
      } catch (Exception e) {
        // The sender has hung up, or the test is over.
      }
    }
  }

  private static String readAll(InputStream input, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n" + end) < 0) {
      int b = input.read();
      if (b < 0) {
        break;
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Payload implements MessageWriter {
    @Override
    public void writeMessage(OutputStream output) throws IOException {
      output.write(ascii("payload"));
    }

    @Override
    public int getContentLength() {
      return 7;
    }
  }

  private record Config(URI endpoint, Duration timeout) implements HttpSenderConfig {
    @Override
    public URI getEndpoint() {
      return endpoint;
    }

    @Override
    public String getContentType() {
      return "application/x-protobuf";
    }

    @Override
    public Compressor getCompressor() {
      return null;
    }

    @Override
    public Duration getTimeout() {
      return timeout;
    }

    @Override
    public Duration getConnectTimeout() {
      return timeout;
    }

    @Override
    public Supplier<Map<String, List<String>>> getHeadersSupplier() {
      return () -> Map.of("X-Test", List.of("yes"));
    }

    @Override
    public ProxyOptions getProxyOptions() {
      return null;
    }

    @Override
    public RetryPolicy getRetryPolicy() {
      return null;
    }

    @Override
    public SSLContext getSslContext() {
      return null;
    }

    @Override
    public X509TrustManager getTrustManager() {
      return null;
    }

    @Override
    public ExecutorService getExecutorService() {
      return null;
    }
  }
}

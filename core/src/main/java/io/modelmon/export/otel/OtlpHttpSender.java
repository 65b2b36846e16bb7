package io.modelmon.export.otel;

import io.modelmon.export.http.HttpReply;
import io.modelmon.export.http.HttpTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sender of one signal: one request at a time, repeated as the OTLP specification says, with
 * one deadline over everything.
 *
 * <p>Repeated are 429, 502, 503, 504 and failures to connect, with growing and jittered pauses, or
 * the pause the receiver asks for. A pause that outlasts the deadline ends the request, and further
 * ones fail at once until it is over.
 *
 * <p><b>Threads:</b> {@link #send} on the export thread; callbacks on a sender or deadline thread.
 */
final class OtlpHttpSender implements HttpSender {

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  private final HttpSenderConfig config;
  private final Duration timeout;
  private final HttpTarget target;
  private final SenderThreads threads;
  private final Pause pause = new Pause();
  private volatile SendOutcome lastOutcome = SendOutcome.SUCCESS;

  OtlpHttpSender(HttpSenderConfig config, SenderThreads threads) {
    this.config = config;
    this.threads = threads;
    this.timeout =
        config.getTimeout().compareTo(LONGEST_TIMEOUT) < 0 ? config.getTimeout() : LONGEST_TIMEOUT;
    this.target =
        new HttpTarget(
            config.getEndpoint(),
            config.getSslContext(),
            tlsProtocols(config),
            config.getConnectTimeout());
  }

  @Override
  public void send(
      MessageWriter messageWriter, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      byte[] body = bytes(messageWriter);
      OtlpRequest request =
          new OtlpRequest(
              new OtlpRequest.Message(target, headers(), body),
              config.getRetryPolicy(),
              pause,
              System.nanoTime() + timeout.toNanos());
      OtlpRequest.Listener listener =
          new OtlpRequest.Listener() {
            @Override
            public void answered(HttpReply reply) {
              lastOutcome = SendOutcome.ofStatus(reply.status());
              onResponse.accept(new OtlpReply(reply));
            }

            @Override
            public void failed(IOException error) {
              lastOutcome = SendOutcome.ofError(error);
              onError.accept(error);
            }
          };
      request.start(threads, listener, timeout);
    } catch (IOException | RejectedExecutionException e) {
      lastOutcome = SendOutcome.ofError(e);
      onError.accept(e);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /** Returns host and port of the receiver, without anything of the URL that may be secret. */
  String receiver() {
    return target.hostHeader();
  }

  /** Returns how the last request ended. */
  SendOutcome lastOutcome() {
    return lastOutcome;
  }

  /** Ends a pause between two attempts, unless the receiver asked for it. */
  void hurry() {
    pause.hurry();
  }

  private static List<String> tlsProtocols(HttpSenderConfig config) {
    // The SDK leaves this null unless somebody has set it.
    @Nullable List<String> protocols = config.getEnabledProtocols();
    return protocols == null ? List.of() : protocols;
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new HashMap<>(config.getHeadersSupplier().get());
    headers.put("Content-Type", List.of(config.getContentType()));
    Compressor compressor = config.getCompressor();
    if (compressor != null) {
      headers.put("Content-Encoding", List.of(compressor.getEncoding()));
    }
    return headers;
  }

  private byte[] bytes(MessageWriter message) throws IOException {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(Math.max(32, message.getContentLength()));
    Compressor compressor = config.getCompressor();
    if (compressor == null) {
      message.writeMessage(bytes);
    } else {
      try (OutputStream compressed = compressor.compress(bytes)) {
        message.writeMessage(compressed);
      }
    }
    return bytes.toByteArray();
  }
}

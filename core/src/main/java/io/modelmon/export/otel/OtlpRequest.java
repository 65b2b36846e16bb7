package io.modelmon.export.otel;

import io.modelmon.export.http.HttpExchange;
import io.modelmon.export.http.HttpReply;
import io.modelmon.export.http.HttpTarget;
import io.modelmon.export.http.RetryAfter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to the receiver, with its attempts. Its listener is told exactly once, at
 * the deadline at the latest, even while the network stack hangs.
 */
final class OtlpRequest {

  private static final double LEAST_JITTER = 0.8;
  private static final double GREATEST_JITTER = 1.2;

  private final Message message;
  private final @Nullable RetryPolicy retryPolicy;
  private final Pause pause;
  private final long deadlineNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable HttpExchange exchange;

  /**
   * What is sent, and where to.
   *
   * @param target the receiver
   * @param headers without Host and Content-Length
   * @param body the serialised, perhaps compressed, message
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never modified
  record Message(HttpTarget target, Map<String, List<String>> headers, byte[] body) {}

  /** The one who is told how it ended. */
  interface Listener {
    /** The receiver answered, with success or not. */
    void answered(HttpReply reply);

    /** There was no answer. */
    void failed(IOException error);
  }

  /**
   * Creates a request.
   *
   * @param retryPolicy the pauses, or null for one attempt only
   * @param deadlineNanos when all must be over, in {@link System#nanoTime}
   */
  OtlpRequest(Message message, @Nullable RetryPolicy retryPolicy, Pause pause, long deadlineNanos) {
    this.message = message;
    this.retryPolicy = retryPolicy;
    this.pause = pause;
    this.deadlineNanos = deadlineNanos;
  }

  /** Starts on a sender thread. */
  void start(SenderThreads threads, Listener listener, Duration timeout) {
    Future<?> deadline =
        threads
            .deadlines()
            .schedule(() -> expire(listener), timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      threads
          .senders()
          .execute(
              () -> {
                try {
                  run(listener);
                } finally {
                  deadline.cancel(false);
                }
              });
    } catch (RuntimeException e) {
      deadline.cancel(false);
      throw e;
    }
  }

  private void run(Listener listener) {
    try {
      HttpReply reply = attempts();
      if (ended.compareAndSet(false, true)) {
        listener.answered(reply);
      }
    } catch (IOException e) {
      fail(listener, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(listener, new InterruptedIOException("export was stopped"));
    } catch (RuntimeException | Error e) {
      // Whatever it was, the listener must not wait for ever.
      fail(listener, new IOException("export failed: " + e, e));
    }
  }

  private void expire(Listener listener) {
    fail(listener, new SocketTimeoutException("no answer in time"));
    HttpExchange running = exchange;
    if (running != null) {
      running.abort();
    }
  }

  private void fail(Listener listener, IOException error) {
    if (ended.compareAndSet(false, true)) {
      listener.failed(error);
    }
  }

  private HttpReply attempts() throws IOException, InterruptedException {
    int most = retryPolicy == null ? 1 : retryPolicy.getMaxAttempts();
    for (int attempt = 1; ; attempt++) {
      if (pause.closedNanos() > remainingNanos()) {
        throw new IOException("the receiver asked to wait");
      }
      pause.waitUntilOpen();
      boolean last = attempt == most;
      try {
        HttpReply reply = attempt();
        Duration asked = RetryAfter.parse(reply.retryAfter(), Instant.now());
        boolean retryable = SendOutcome.isRetryable(reply.status());
        if (retryable && asked != null) {
          pause.closeFor(asked);
        }
        if (last || !retryable || pause.closedNanos() > remainingNanos()) {
          return reply;
        }
        if (asked == null && !waitBefore(attempt)) {
          return reply;
        }
      } catch (SSLException e) {
        // Certificates and protocol versions do not mend within seconds.
        throw e;
      } catch (IOException e) {
        if (last || ended.get() || !waitBefore(attempt)) {
          throw e;
        }
      }
    }
  }

  private HttpReply attempt() throws IOException {
    HttpExchange next = new HttpExchange(message.target());
    exchange = next;
    if (ended.get()) {
      throw new SocketTimeoutException("no answer in time");
    }
    return next.post(message.headers(), message.body());
  }

  /** Waits after an attempt; returns false when the deadline would pass meanwhile. */
  private boolean waitBefore(int attempt) throws InterruptedException {
    long nanos = backoffNanos(attempt);
    if (nanos >= remainingNanos()) {
      return false;
    }
    pause.waitFor(nanos);
    return true;
  }

  private long backoffNanos(int attempt) {
    if (retryPolicy == null) {
      return 0;
    }
    double grown =
        retryPolicy.getInitialBackoff().toNanos()
            * Math.pow(retryPolicy.getBackoffMultiplier(), attempt - 1);
    double capped = Math.min(grown, (double) retryPolicy.getMaxBackoff().toNanos());
    return (long) (capped * ThreadLocalRandom.current().nextDouble(LEAST_JITTER, GREATEST_JITTER));
  }

  private long remainingNanos() {
    return deadlineNanos - System.nanoTime();
  }
}

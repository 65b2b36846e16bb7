package io.modelmon.export.notify;

import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverUrl;
import io.modelmon.export.http.AddressRule;
import io.modelmon.export.http.HttpExchange;
import io.modelmon.export.http.HttpReply;
import io.modelmon.export.http.HttpTarget;
import io.modelmon.export.http.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one receiver, redirects and address rules included.
 *
 * <p><b>Threads:</b> confined to the receiver's thread; a deadline thread ends what takes too long.
 */
final class Poster {

  private static final int MAX_REDIRECTS = 3;

  private final Receiver receiver;
  private final AddressRule addresses;
  private final ScheduledExecutorService deadlines;
  private volatile @Nullable HttpExchange running;

  Poster(Receiver receiver, ScheduledExecutorService deadlines) {
    this.receiver = receiver;
    this.addresses = new PublicAddresses(receiver.access());
    this.deadlines = deadlines;
  }

  /** Sends a body; never throws for anything the network or the receiver does. */
  Attempt post(URI endpoint, String id, byte[] body, Instant now) {
    try {
      URI next = endpoint;
      for (int hops = 0; ; hops++) {
        HttpReply reply = exchange(next, headers(id, body, now, isSame(endpoint, next)), body);
        String location = reply.location();
        if (location == null || (reply.status() != 307 && reply.status() != 308)) {
          return judge(reply, now);
        }
        if (!receiver.access().redirects() || hops == MAX_REDIRECTS) {
          return Attempt.failed("redirects are refused unless allowed", false);
        }
        next = redirect(next, location);
      }
    } catch (RefusedAddressException | IllegalArgumentException e) {
      return Attempt.failed(String.valueOf(e.getMessage()), false);
    } catch (SSLException e) {
      // A certificate may be renewed within the hour.
      return Attempt.failed("TLS failed: " + e.getClass().getSimpleName(), true);
    } catch (IOException e) {
      // Messages of the JDK name hosts and ports, never paths.
      return Attempt.failed(e.getClass().getSimpleName() + ": " + e.getMessage(), true);
    }
  }

  /** Ends the request under way, if there is one. */
  void abort() {
    HttpExchange exchange = running;
    if (exchange != null) {
      exchange.abort();
    }
  }

  private HttpReply exchange(URI endpoint, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    HttpTarget target =
        new HttpTarget(endpoint, null, List.of(), receiver.timing().timeout(), addresses);
    HttpExchange exchange = new HttpExchange(target);
    running = exchange;
    Future<?> deadline =
        deadlines.schedule(
            exchange::abort, receiver.timing().timeout().toNanos(), TimeUnit.NANOSECONDS);
    try {
      return exchange.post(headers, body);
    } finally {
      deadline.cancel(false);
      running = null;
    }
  }

  private URI redirect(URI from, String location) throws RefusedAddressException {
    URI to = ReceiverUrl.parse(from.resolve(location).toString(), receiver.access());
    if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
      throw new RefusedAddressException("a redirect from https to http is refused");
    }
    return to;
  }

  /** Returns whether two addresses are one server's, so that both may see its secrets. */
  private static boolean isSame(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }

  private Map<String, List<String>> headers(String id, byte[] body, Instant now, boolean trusted) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Content-Type", List.of("application/json"));
    headers.put("User-Agent", List.of("modelmon"));
    headers.put("Modelmon-Delivery", List.of(id));
    if (trusted) {
      receiver.headers().forEach((name, value) -> headers.put(name, List.of(value)));
      String key = receiver.signingKey();
      if (key != null) {
        headers.put(Signature.HEADER, List.of(Signature.of(key, now.getEpochSecond(), body)));
      }
    }
    return headers;
  }

  private static Attempt judge(HttpReply reply, Instant now) {
    int status = reply.status();
    if (status >= 200 && status < 300) {
      return Attempt.accepted(reply.body());
    }
    if (status >= 300 && status < 400) {
      return Attempt.failed("redirects are refused unless allowed", false);
    }
    boolean again = status == 408 || status == 425 || status == 429 || status >= 500;
    return new Attempt(
        false, again, "HTTP status " + status, RetryAfter.parse(reply.retryAfter(), now));
  }
}

package io.modelmon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told.
 *
 * @param name unique, for logs and counts
 * @param kind in which form
 * @param endpoint where to; what {@link ReceiverUrl#parse} returned
 * @param headers further headers, such as Authorization; never logged
 * @param signingKey the secret that requests are signed with, or null; never logged
 * @param access what the address may be
 * @param timing how long and how often
 * @param only what it is told of: names of rules, severities, and kinds and findings of diagnoses;
 *     empty for everything
 */
public record Receiver(
    String name,
    ReceiverKind kind,
    URI endpoint,
    Map<String, String> headers,
    @Nullable String signingKey,
    Access access,
    Timing timing,
    Set<String> only) {

  /**
   * How long and how often.
   *
   * @param timeout over one request, connecting included
   * @param patience for how long a request is repeated before it is given up
   * @param repeat how often an Alertmanager is reminded of what fires; it resolves what it does not
   *     hear of for five times as long
   */
  public record Timing(Duration timeout, Duration patience, Duration repeat) {
    /** Ten seconds, an hour, a minute. */
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMinutes(1));
  }

  /** Checks the headers and copies them. */
  public Receiver {
    headers.forEach(Receiver::checkHeader);
    headers = Map.copyOf(headers);
    only = Set.copyOf(only);
  }

  /** Creates a receiver that is told of everything. */
  public Receiver(
      String name,
      ReceiverKind kind,
      URI endpoint,
      Map<String, String> headers,
      @Nullable String signingKey,
      Access access,
      Timing timing) {
    this(name, kind, endpoint, headers, signingKey, access, timing, Set.of());
  }

  /** Returns this receiver, told only of some alerts. */
  public Receiver onlyOf(Set<String> wanted) {
    return new Receiver(name, kind, endpoint, headers, signingKey, access, timing, wanted);
  }

  /** Creates a receiver with the usual times, without headers and signature, of strict access. */
  public Receiver(String name, ReceiverKind kind, URI endpoint) {
    this(name, kind, endpoint, Map.of(), null, Access.STRICT, Timing.DEFAULT);
  }

  /** Returns host and port: all of the address that may be logged. */
  public String place() {
    int port = endpoint.getPort();
    return endpoint.getHost() + (port < 0 ? "" : ":" + port);
  }

  /** Shows nothing that may be secret: paths, queries and headers are left out. */
  @Override
  public String toString() {
    return name + " (" + kind + " at " + place() + ")";
  }

  static void checkHeader(String name, String value) {
    boolean token = !name.isEmpty() && name.chars().allMatch(Receiver::isTokenCharacter);
    boolean line = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
    if (!token || !line) {
      throw new IllegalArgumentException(
          "a header has a plain name and a value of one line without control characters");
    }
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}

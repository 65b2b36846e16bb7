package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.Access;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifierTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Access LOCAL = new Access(true, false);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final FastTiming timing = new FastTiming();
  private LocalReceiver server;

  @BeforeEach
  void start() throws Exception {
    server = new LocalReceiver();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void offer_firingAndResolved_eachArriveOnce() throws Exception {
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();
      notifier.offer(List.of(Notices.resolved("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(server.requests()).hasSize(2);
      LocalReceiver.Request first = server.requests().get(0);
      assertThat(first.path()).isEqualTo("/hook?token=secret");
      assertThat(first.headers().getFirst("Content-Type")).isEqualTo("application/json");
      assertThat(first.body())
          .contains("\"status\":\"firing\"", "\"model\":\"credit\"", "\"version\":\"7\"")
          .contains("\"rule\":\"too much \\\"drift\\\"\"", "\"severity\":\"critical\"")
          .contains("\"value\":0.5,\"threshold\":0.3,\"n\":20.0,\"lower\":0.4,\"upper\":0.6")
          .contains("\"service\":\"shop\"");
      assertThat(server.requests().get(1).body()).contains("\"status\":\"resolved\"");
      assertThat(notifier.status().get(0)).isEqualTo(status("hook", 2, 2, 0, 2));
    }
  }

  @Test
  void offer_receiverDownForFiveMinutes_arrivesOnceAndOutageIsLoggedTwice() throws Exception {
    long start = timing.nanoTime();
    server.answering(
        exchange -> {
          boolean down = timing.nanoTime() - start < TimeUnit.MINUTES.toNanos(5);
          exchange.sendResponseHeaders(down ? 503 : 200, -1);
        });
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      ReceiverStatus status = notifier.status().get(0);
      assertThat(status.sent()).isEqualTo(1);
      assertThat(status.failed()).isZero();
      // One, two, four ... sixty seconds, each halved at most: 10 to 17 attempts in five minutes.
      assertThat(status.requests()).isBetween(9L, 20L);
      assertThat(ids()).hasSize(1);
      assertThat(log)
          .containsExactly(
              "alerts do not reach hook (WEBHOOK at 127.0.0.1:"
                  + server.port()
                  + "): HTTP status 503",
              "alerts reach hook (WEBHOOK at 127.0.0.1:" + server.port() + ") again");
    }
  }

  @Test
  void offer_connectionRefused_isRepeatedUntilPatienceEnds() throws Exception {
    int port = server.port();
    server.close();
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(notifier.status().get(0).failed()).isEqualTo(1);
      assertThat(timing.sleptNanos()).isGreaterThan(TimeUnit.MINUTES.toNanos(50));
      assertThat(log).hasSize(1);
      assertThat(log.get(0)).contains("127.0.0.1:" + port).doesNotContain("secret");
    }
  }

  @Test
  void offer_receiverRefuses_isGivenUpAtOnce() throws Exception {
    server.answering(LocalReceiver.status(403));
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(notifier.status().get(0)).isEqualTo(status("hook", 1, 0, 1, 1));
    }
  }

  @Test
  void offer_retryAfter_isHonoured() throws Exception {
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          exchange.sendResponseHeaders(server.requests().size() == 1 ? 429 : 200, -1);
        });
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(notifier.status().get(0)).isEqualTo(status("hook", 1, 1, 0, 2));
      assertThat(timing.sleptNanos()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(120));
    }
  }

  @Test
  void offer_signed_carriesTimeAndHmacOverBoth() throws Exception {
    String key = "top secret";
    try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, key, LOCAL))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      LocalReceiver.Request request = server.requests().get(0);
      String header = request.headers().getFirst("Modelmon-Signature");
      long seconds = Long.parseLong(header.substring(2, header.indexOf(',')));
      assertThat(header)
          .isEqualTo(Signature.of(key, seconds, request.body().getBytes(StandardCharsets.UTF_8)));
      assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
    }
  }

  @Test
  void signature_knownInput_matchesOpenssl() {
    // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac key
    assertThat(Signature.of("key", 1_700_000_000L, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "t=1700000000,v1=a438e398bfafc57e4396bb7fc2304422f0f768e965d073ca313cb52e22e6ad03");
  }

  @Test
  void offer_slowReceiver_delaysNoOther() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (LocalReceiver slow =
            new LocalReceiver()
                .answering(
                    exchange -> {
                      release.await();
                      exchange.sendResponseHeaders(200, -1);
                    });
        Notifier notifier =
            notifier(
                new Receiver(
                    "slow",
                    ReceiverKind.WEBHOOK,
                    slow.endpoint(),
                    Map.of(),
                    null,
                    LOCAL,
                    Receiver.Timing.DEFAULT),
                receiver("fast", ReceiverKind.WEBHOOK, null, LOCAL))) {
      for (int i = 0; i < 1000; i++) {
        notifier.offer(List.of(Notices.firing("model" + i)));
        if (i % 50 == 0) {
          waitFor(() -> notifier.status().get(1).queued() == 0);
        }
      }
      waitFor(() -> notifier.status().get(1).queued() == 0);
      waitFor(() -> notifier.status().get(1).sent() == 1000);

      ReceiverStatus slowStatus = notifier.status().get(0);
      assertThat(slowStatus.sent()).isZero();
      assertThat(slowStatus.queued()).isEqualTo(Delivery.CAPACITY);
      assertThat(slowStatus.dropped()).isBetween(1000L - 100 - 50, 1000L - 100);
      release.countDown();
      assertThat(notifier.flush(LONG)).isTrue();
      ReceiverStatus end = notifier.status().get(0);
      assertThat(end.sent() + end.dropped()).isEqualTo(1000);
    }
  }

  @Test
  void offer_answerNeverEnds_isEndedByTheTimeLimit() throws Exception {
    server.answering(
        exchange -> {
          if (server.requests().size() == 1) {
            Thread.sleep(60_000);
          }
          exchange.sendResponseHeaders(200, -1);
        });
    Receiver.Timing impatient =
        new Receiver.Timing(Duration.ofMillis(200), Duration.ofHours(1), Duration.ofHours(1));
    try (Notifier notifier =
        notifier(
            new Receiver(
                "hook",
                ReceiverKind.WEBHOOK,
                server.endpoint(),
                Map.of(),
                null,
                LOCAL,
                impatient))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(notifier.status().get(0)).isEqualTo(status("hook", 1, 1, 0, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void offer_redirect_isRefused(int status) throws Exception {
    try (LocalReceiver other = new LocalReceiver();
        Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL))) {
      server.answering(LocalReceiver.redirect(status, other.endpoint().toString()));
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(other.requests()).isEmpty();
      assertThat(notifier.status().get(0)).isEqualTo(status("hook", 1, 0, 1, 1));
      assertThat(log.get(0)).contains("redirects are refused unless allowed");
    }
  }

  @Test
  void offer_redirectAllowed_isFollowedWithoutSecretsOfTheFirstServer() throws Exception {
    Access access = new Access(true, true);
    try (LocalReceiver other = new LocalReceiver();
        Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, "key", access))) {
      server.answering(LocalReceiver.redirect(307, other.endpoint().toString()));
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(other.requests()).hasSize(1);
      assertThat(other.requests().get(0).headers().getFirst("Authorization")).isNull();
      assertThat(other.requests().get(0).headers().getFirst("Modelmon-Signature")).isNull();
      assertThat(notifier.status().get(0).sent()).isEqualTo(1);
    }
  }

  @Test
  void offer_redirectToFileOrLoop_isRefused() throws Exception {
    Access access = new Access(true, true);
    for (String location : List.of("file:///etc/passwd", "gopher://x/", "http://a@b/", "/again")) {
      try (Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, access))) {
        server.answering(LocalReceiver.redirect(308, location));
        notifier.offer(List.of(Notices.firing("credit")));
        assertThat(notifier.flush(LONG)).isTrue();

        assertThat(notifier.status().get(0).failed()).as(location).isEqualTo(1);
      }
    }
  }

  @Test
  void offer_loopbackNotAllowed_sendsNothing() throws Exception {
    try (Notifier notifier =
        notifier(receiver("hook", ReceiverKind.WEBHOOK, null, Access.STRICT))) {
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(server.requests()).isEmpty();
      assertThat(notifier.status().get(0).failed()).isEqualTo(1);
      assertThat(log.get(0)).contains("loopback and link-local addresses are refused");
    }
  }

  @Test
  void offer_slack_isOneMessageInItsMarkup() throws Exception {
    try (Notifier notifier = notifier(receiver("chat", ReceiverKind.SLACK, null, LOCAL))) {
      notifier.offer(List.of(Notices.firing("a<b>&c")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(server.requests().get(0).body())
          .startsWith("{\"text\":\"*[critical] a&lt;b&gt;&amp;c 7: too much")
          .contains("drift.share = 0.5000 (threshold 0.3000, 0.4000 to 0.6000, n = 20)")
          .contains("`feedback CONFIG --model 'a&lt;b&gt;&amp;c' --model-version 7 --rule 'too")
          .containsPattern(" --window 3 --since 20[0-9]{2}-[0-9T:.-]+Z`");
    }
  }

  @Test
  void close_underWay_endsThreadsAndCountsWhatWaits() throws Exception {
    server.answering(exchange -> Thread.sleep(60_000));
    Notifier notifier = notifier(receiver("hook", ReceiverKind.WEBHOOK, null, LOCAL));
    notifier.offer(List.of(Notices.firing("a")));
    waitFor(() -> !server.requests().isEmpty());
    notifier.offer(List.of(Notices.firing("b")));

    notifier.close();

    waitFor(() -> notifier.status().get(0).failed() == 1);
    assertThat(notifier.status().get(0).dropped()).isEqualTo(1);
    waitFor(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("modelmon-notify-hook")));
  }

  @Test
  void create_tooManyOrEqualNames_isRefused() {
    Receiver one = receiver("a", ReceiverKind.WEBHOOK, null, LOCAL);
    assertThatThrownBy(() -> notifier(one, one)).hasMessage("two receivers of one name");
    Receiver[] many =
        IntStream.range(0, 17)
            .mapToObj(i -> receiver("r" + i, ReceiverKind.WEBHOOK, null, LOCAL))
            .toArray(Receiver[]::new);
    assertThatThrownBy(() -> notifier(many)).hasMessageContaining("at most 16 receivers");
  }

  private Notifier notifier(Receiver... receivers) {
    return new Notifier(
        List.of(receivers), new Surroundings("shop", log::add, timing, new Random(5)));
  }

  private Receiver receiver(String name, ReceiverKind kind, @Nullable String key, Access access) {
    return new Receiver(
        name,
        kind,
        server.endpoint(),
        Map.of("Authorization", "Bearer abc"),
        key,
        access,
        Receiver.Timing.DEFAULT);
  }

  private static ReceiverStatus status(
      String name, long offered, long sent, long failed, long requests) {
    return new ReceiverStatus(name, offered, sent, failed, 0, 0, requests, 0);
  }

  private List<String> ids() {
    return server.requests().stream()
        .map(request -> request.headers().getFirst("Modelmon-Delivery"))
        .distinct()
        .toList();
  }

  private static void waitFor(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(2);
    }
  }
}

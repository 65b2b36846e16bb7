package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modelmon.alert.AlertEngine;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Severity;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.config.Access;
import io.modelmon.config.AddressPolicy;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many alerts at once, and receivers that lead elsewhere. */
class NotifierStormTest {

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
  void offer_stormOfFiveHundredFeaturesInFortyModels_leavesAsFewGroupedRequests() throws Exception {
    List<String> features = IntStream.range(0, 500).mapToObj(i -> "f" + i).toList();
    AlertRule rule =
        new AlertRule(
            "missing",
            RuleParser.parse("feature[*].missing > 5%", StandardIndicators.catalogue()),
            Severity.WARNING);
    try (Notifier notifier = notifier(hook(server, LOCAL))) {
      List<AlertEngine> engines =
          IntStream.range(0, 40)
              .mapToObj(
                  model -> new AlertEngine("model" + model, "1", List.of(rule), ZoneOffset.UTC))
              .toList();
      // Still missing in the second window: nothing is told again.
      for (int window = 0; window < 2; window++) {
        engines.forEach(engine -> notifier.offer(engine.evaluate(new AllMissing(features))));
      }
      assertThat(notifier.flush(LONG)).isTrue();

      ReceiverStatus status = notifier.status().get(0);
      assertThat(status.offered()).isEqualTo(40);
      assertThat(status.sent()).isEqualTo(40);
      assertThat(status.dropped()).isZero();
      assertThat(status.requests()).isLessThanOrEqualTo(40);
      assertThat(server.requests().stream().mapToInt(r -> r.body().length()).max().getAsInt())
          .isLessThan(256 * 1024);
      assertThat(server.requests().get(0).body()).contains("\"subject_count\":500");

      engines.forEach(engine -> notifier.offer(engine.retire(0)));
      engines.forEach(engine -> notifier.offer(engine.retire(0)));
      assertThat(notifier.flush(LONG)).isTrue();
      assertThat(notifier.status().get(0).sent()).isEqualTo(80);
      assertThat(server.requests().stream().mapToInt(r -> count(r.body(), "\"resolved\"")).sum())
          .isEqualTo(40);
    }
  }

  @Test
  void offer_moreAlertsAtOnceThanTheQueueHolds_keepsTheMostUrgentAndCountsTheRest()
      throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    server.answering(
        exchange -> {
          release.await();
          exchange.sendResponseHeaders(200, -1);
        });
    try (Notifier notifier = notifier(hook(server, LOCAL))) {
      List<AlertNotice> storm = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Severity severity = i % 10 == 0 ? Severity.EMERGENCY : Severity.WARNING;
        storm.add(Notices.notice("model" + i, AlertNotice.Kind.FIRING, severity));
      }
      notifier.offer(storm);
      assertThat(notifier.status().get(0).queued()).isLessThanOrEqualTo(Delivery.CAPACITY);
      release.countDown();
      assertThat(notifier.flush(LONG)).isTrue();

      ReceiverStatus status = notifier.status().get(0);
      assertThat(status.sent() + status.dropped()).isEqualTo(500);
      assertThat(status.sent()).isBetween(100L, 150L);
      assertThat(server.requests().stream().mapToInt(r -> count(r.body(), "\"emergency\"")).sum())
          .isEqualTo(50);
    }
  }

  /** From an address that is allowed to one that is not: what a hostile receiver would try. */
  @Test
  void offer_redirectToThisMachineOrItsMetadata_isRefused() throws Exception {
    InetAddress own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> AddressPolicy.refusal(address, Access.STRICT) == null)
            .filter(Inet4Address.class::isInstance)
            .findFirst()
            .orElse(null);
    assumeTrue(own != null, "this machine has no address but loopback");
    Access access = new Access(false, true);
    for (String target : List.of(server.endpoint().toString(), "http://169.254.169.254/latest")) {
      try (LocalReceiver outside = new LocalReceiver(own)) {
        outside.answering(LocalReceiver.redirect(307, target));
        try (Notifier notifier = notifier(hook(outside, access))) {
          notifier.offer(List.of(Notices.firing("credit")));
          assertThat(notifier.flush(LONG)).isTrue();

          assertThat(outside.requests()).hasSize(1);
          assertThat(notifier.status().get(0).failed()).isEqualTo(1);
        }
      }
    }
    assertThat(server.requests()).isEmpty();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private Notifier notifier(Receiver receiver) {
    return new Notifier(
        List.of(receiver), new Surroundings("shop", log::add, timing, new Random(5)));
  }

  private static Receiver hook(LocalReceiver at, Access access) {
    return new Receiver(
        "hook",
        ReceiverKind.WEBHOOK,
        at.endpoint(),
        Map.of(),
        null,
        access,
        Receiver.Timing.DEFAULT);
  }

  /** A window in which every feature lacks a tenth of its values. */
  private record AllMissing(List<String> features) implements WindowReadings {
    @Override
    public long number() {
      return 1;
    }

    @Override
    public long endEpochNanos() {
      return TimeUnit.DAYS.toNanos(20_000);
    }

    @Override
    public Reading current(IndicatorPath path) {
      return new Reading(0.1, 1000);
    }

    @Override
    public Reading reference(IndicatorPath path) {
      return Reading.UNKNOWN;
    }
  }
}

package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.calibration.Notes;
import io.modelmon.config.Access;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Receivers that nobody listens at for five minutes of real time: with {@code -Pcalibration} only.
 */
@Tag("calibration")
class FiveMinutesDownTest {

  private static final Duration DOWN = Duration.ofMinutes(5);

  /** The longest pause between two attempts is a minute. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void offer_webhookDownForFiveRealMinutes_firesOnceAndResolvesOnce() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Receiver receiver =
        new Receiver(
            "hook",
            ReceiverKind.WEBHOOK,
            URI.create("http://127.0.0.1:" + port + "/hook"),
            Map.of(),
            null,
            new Access(true, false),
            Receiver.Timing.DEFAULT);
    Surroundings real = new Surroundings("shop", log::add, Timing.SYSTEM, new Random(5));
    long start = System.nanoTime();
    try (Notifier notifier = new Notifier(List.of(receiver), real)) {
      notifier.offer(List.of(Notices.firing("credit")));
      TimeUnit.MILLISECONDS.sleep(DOWN.toMillis());
      assertThat(notifier.status().get(0).sent()).isZero();
      try (LocalReceiver server = new LocalReceiver(InetAddress.getLoopbackAddress(), port)) {
        assertThat(notifier.flush(LONG)).isTrue();
        long arrived = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        notifier.offer(List.of(Notices.resolved("credit")));
        assertThat(notifier.flush(LONG)).isTrue();

        Notes.add("five-minutes.md", "| webhook | %d s | %s |", arrived, notifier.status());
        assertThat(server.requests())
            .extracting(request -> request.body().contains("\"status\":\"firing\""))
            .containsExactly(true, false);
        assertThat(notifier.status().get(0).sent()).isEqualTo(2);
        assertThat(log).hasSize(2);
      }
    }
  }
}

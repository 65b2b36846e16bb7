package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Severity;
import io.modelmon.calibration.Notes;
import io.modelmon.config.Access;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts through a real Alertmanager, run with the configuration in {@code examples/alerting}, to a
 * real mail server. Skipped, and said so, where Alertmanager is not installed (Debian: {@code
 * apt-get install prometheus-alertmanager}).
 */
class AlertmanagerDeliveryTest {

  /** An alert ends by itself after five of these: no stall of the computer may be as long. */
  private static final Duration REMINDER = Duration.ofSeconds(1);

  private static final Path SHIPPED = Path.of("../examples/alerting/alertmanager.yml");
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/prometheus-alertmanager"),
          Path.of("/usr/bin/alertmanager"),
          Path.of("/usr/local/bin/alertmanager"));
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private GreenMail mail;
  private int port;
  private Path binary;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    binary = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    assumeTrue(
        binary != null, "Alertmanager is not installed: alerts through it are not tested here");
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    port = freePort();
    process = alertmanager();
  }

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
    if (mail != null) {
      mail.stop();
    }
  }

  @Test
  void offer_firingThenResolved_isOneMailEach() throws Exception {
    try (Notifier notifier = notifier()) {
      notifier.offer(List.of(Notices.firing("credit")));
      waitFor(() -> mails().size() == 1);
      MimeMessage firing = mails().get(0);
      assertThat(firing.getAllRecipients()[0]).hasToString("on-call@example.com");
      assertThat(firing.getSubject()).contains("FIRING:1").contains("credit");
      assertThat(firing.getContent()).isNotNull();

      // Reminded every second, and resolved in the end: still one mail each.
      waitFor(() -> notifier.status().get(0).requests() >= 4);
      notifier.offer(List.of(Notices.resolved("credit")));
      waitFor(() -> mails().size() == 2);
      assertThat(mails().get(1).getSubject()).contains("RESOLVED").contains("credit");
      assertThat(notifier.status().get(0).sent()).isEqualTo(2);
      assertThat(notifier.status().get(0).failed()).isZero();
    }
  }

  @Test
  void offer_twoInstancesAndAWarning_areDeduplicatedAndInhibited() throws Exception {
    try (Notifier one = notifier();
        Notifier two = notifier()) {
      one.offer(List.of(Notices.firing("credit")));
      two.offer(List.of(Notices.firing("credit")));
      waitFor(() -> one.status().get(0).sent() == 1 && two.status().get(0).sent() == 1);
      waitFor(() -> !mails().isEmpty());
      // Afterwards: of alerts that come together, and began longer ago than it waits for others,
      // Alertmanager may send the warning before it knows what inhibits it.
      one.offer(List.of(Notices.notice("credit", AlertNotice.Kind.FIRING, Severity.WARNING)));
      waitFor(() -> one.status().get(0).sent() == 2);
      TimeUnit.SECONDS.sleep(3);

      assertThat(mails())
          .extracting(MimeMessage::getSubject)
          .singleElement()
          .asString()
          .contains("FIRING:1");
    }
  }

  @Test
  void offer_alertmanagerStartsLater_arrivesOnce() throws Exception {
    process.destroy();
    process.waitFor();
    try (Notifier notifier = notifier()) {
      notifier.offer(List.of(Notices.firing("credit")));
      waitFor(() -> !log.isEmpty());

      process = alertmanager();
      waitFor(() -> mails().size() == 1);

      assertThat(log).hasSize(2);
      assertThat(log.get(0)).contains("alerts do not reach am (ALERTMANAGER at 127.0.0.1:");
      assertThat(log.get(1)).endsWith(" again");
    }
  }

  @Test
  @Tag("calibration")
  void offer_alertmanagerDownForFiveRealMinutes_firesOnceAndResolvesOnce() throws Exception {
    process.destroy();
    process.waitFor();
    try (Notifier notifier = notifier()) {
      notifier.offer(List.of(Notices.firing("credit")));
      TimeUnit.MINUTES.sleep(5);
      assertThat(mails()).isEmpty();

      process = alertmanager();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (mails().isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(mails()).hasSize(1);
      assertThat(mails().get(0).getSubject()).contains("FIRING:1").contains("credit");
      notifier.offer(List.of(Notices.resolved("credit")));
      waitFor(() -> mails().size() == 2);
      assertThat(mails().get(1).getSubject()).contains("RESOLVED").contains("credit");
      TimeUnit.SECONDS.sleep(3);

      assertThat(mails()).hasSize(2);
      Notes.add("five-minutes.md", "| Alertmanager, mail | %s |", notifier.status());
      assertThat(log).hasSize(2);
    }
  }

  private Notifier notifier() {
    Receiver receiver =
        new Receiver(
            "am",
            ReceiverKind.ALERTMANAGER,
            URI.create("http://127.0.0.1:" + port + "/"),
            Map.of(),
            null,
            new Access(true, false),
            new Receiver.Timing(Duration.ofSeconds(5), Duration.ofHours(1), REMINDER));
    // Pauses between attempts are real, but at most the first few of them.
    return new Notifier(
        List.of(receiver), new Surroundings("shop", log::add, Timing.SYSTEM, new Random(5)));
  }

  private Process alertmanager() throws Exception {
    String config =
        Files.readString(SHIPPED)
            .replace("localhost:25", "127.0.0.1:" + mail.getSmtp().getPort())
            // Only how long things take is changed.
            .replace("group_interval: 5m", "group_interval: 1s");
    Path file = Files.writeString(folder.resolve("alertmanager.yml"), config);
    Process started =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("data" + System.nanoTime()),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    waitFor(this::isReady);
    return started;
  }

  private boolean isReady() {
    try {
      URI.create("http://127.0.0.1:" + port + "/-/ready").toURL().openStream().close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<MimeMessage> mails() {
    return Stream.of(mail.getReceivedMessages()).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void waitFor(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}

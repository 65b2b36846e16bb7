package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.alert.AlertNotice;
import io.modelmon.config.Receiver;
import io.modelmon.export.notify.Notifier;
import io.modelmon.export.notify.ReceiverStatus;
import io.modelmon.export.otel.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts on their way to the receivers of the configuration. Nothing is made before the first
 * alert: most processes never have one.
 *
 * <p><b>Threads:</b> notices on the monitor thread, which never waits; everything else on any.
 */
final class Notifications implements Consumer<List<AlertNotice>>, Supplier<List<ReceiverStatus>> {

  private final List<Receiver> receivers;
  private final Feedback feedback;
  private volatile @Nullable Notifier notifier;

  Notifications(List<Receiver> receivers, Feedback feedback) {
    this.receivers = receivers;
    this.feedback = feedback;
  }

  @Override
  public void accept(List<AlertNotice> notices) {
    if (receivers.isEmpty()) {
      return;
    }
    Notifier known = notifier;
    if (known == null) {
      known = new Notifier(receivers, ServiceName.ofProcess(), AgentLog::line, feedback);
      notifier = known;
    }
    known.offer(notices);
  }

  @Override
  public List<ReceiverStatus> get() {
    Notifier known = notifier;
    return known == null ? List.of() : known.status();
  }

  /** Lets everything go at once, because the process ends. */
  void hurry() {
    Notifier known = notifier;
    if (known != null) {
      known.hurry();
    }
  }

  /** Waits until everything has been sent, at most as long as given, and ends. */
  void finish(Duration timeout) throws InterruptedException {
    Notifier known = notifier;
    if (known != null) {
      if (!known.flush(timeout)) {
        AgentLog.debug("the last alerts were not sent in time", null);
      }
      known.close();
    }
  }
}

package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import io.modelmon.config.Receiver;
import io.modelmon.export.http.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All receivers of one process. Each gets every notice, through a queue and on a thread of its own.
 *
 * <p><b>Cost:</b> at most {@value #MAX_RECEIVERS} receivers, each with a thread after its first
 * notice and a queue of {@value Delivery#CAPACITY} notices; one thread more for time limits. <br>
 * <b>Threads:</b> any; {@link #offer} never waits for the network.
 */
public final class Notifier implements AutoCloseable {

  static final int MAX_RECEIVERS = 16;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long IDLE_SECONDS = 10;

  private final List<Delivery> deliveries = new ArrayList<>();
  private final ScheduledThreadPoolExecutor deadlines;

  /**
   * Creates a notifier; no thread is started yet.
   *
   * @param receivers at most {@value #MAX_RECEIVERS}, no two of one name
   * @param service the name of the service, told to receivers
   * @param log lines for the operator; any thread
   */
  public Notifier(Collection<Receiver> receivers, String service, Consumer<String> log) {
    this(receivers, new Surroundings(service, log, Timing.SYSTEM, new SharedRandom()));
  }

  /**
   * Creates a notifier; no thread is started yet.
   *
   * @param answers takes what webhooks say of notices: whether they were right; any thread
   */
  public Notifier(
      Collection<Receiver> receivers,
      String service,
      Consumer<String> log,
      BiConsumer<List<AlertNotice>, Boolean> answers) {
    this(receivers, new Surroundings(service, log, Timing.SYSTEM, new SharedRandom(), answers));
  }

  Notifier(Collection<Receiver> receivers, Surroundings surroundings) {
    if (receivers.size() > MAX_RECEIVERS) {
      throw new IllegalArgumentException(
          "at most " + MAX_RECEIVERS + " receivers: " + receivers.size());
    }
    if (receivers.stream().map(Receiver::name).distinct().count() < receivers.size()) {
      throw new IllegalArgumentException("two receivers of one name");
    }
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, task -> DaemonThreads.create(task, "modelmon-notify-deadline"));
    deadlines.setRemoveOnCancelPolicy(true);
    deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    deadlines.allowCoreThreadTimeOut(true);
    receivers.forEach(receiver -> deliveries.add(new Delivery(receiver, surroundings, deadlines)));
  }

  /** Hands notices to all receivers. */
  public void offer(List<AlertNotice> notices) {
    for (AlertNotice notice : notices) {
      for (Delivery delivery : deliveries) {
        delivery.offer(notice);
      }
    }
  }

  /** Returns what became of the notices, per receiver. */
  public List<ReceiverStatus> status() {
    return deliveries.stream().map(Delivery::status).toList();
  }

  /** Lets everything go at once from now on, because the process ends. */
  public void hurry() {
    deliveries.forEach(Delivery::hurry);
  }

  /**
   * Waits until everything has been sent or given up.
   *
   * @return whether that was so in time
   */
  public boolean flush(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!deliveries.stream().allMatch(Delivery::isIdle)) {
      if (System.nanoTime() >= end) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
    }
    return true;
  }

  /** Ends all threads; what waits is dropped and counted. */
  @Override
  public void close() {
    deliveries.forEach(Delivery::close);
    deadlines.shutdownNow();
  }

  /** The current thread's generator, whichever thread that is. */
  private static final class SharedRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}

package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import io.modelmon.export.http.DaemonThreads;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One receiver with its queue and its thread. What arrives within a second is one request; what
 * fails is repeated with growing pauses until the receiver's patience ends; an outage is logged
 * once when it begins and once when it ends.
 *
 * <p><b>Threads:</b> {@link #offer} on any; everything else on the receiver's own daemon thread,
 * which is started by the first notice.
 */
final class Delivery {

  static final int CAPACITY = 100;
  static final int BATCH = 50;
  private static final long GROUP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int GROUP_PARTS = 20;
  private static final int VALIDITY_REPEATS = 5;

  private final Receiver receiver;
  private final NoticeFilter filter;
  private final Payload payload;
  private final Poster poster;
  private final Timing timing;
  private final Backoff backoff;
  private final Consumer<String> log;
  private final BiConsumer<List<AlertNotice>, Boolean> answers;
  private final NoticeQueue queue = new NoticeQueue(CAPACITY);
  private final FiringMemory firing = new FiringMemory();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean closed;
  private volatile boolean busy;
  private volatile boolean hurried;
  private @Nullable Thread thread;
  private boolean down;

  Delivery(Receiver receiver, Surroundings surroundings, ScheduledExecutorService deadlines) {
    this.receiver = receiver;
    this.filter = new NoticeFilter(receiver.only());
    this.payload = payload(receiver, surroundings.service());
    this.poster = new Poster(receiver, deadlines);
    this.timing = surroundings.timing();
    this.backoff = new Backoff(surroundings.random());
    this.log = surroundings.log();
    this.answers = surroundings.answers();
  }

  private static Payload payload(Receiver receiver, String service) {
    return switch (receiver.kind()) {
      case WEBHOOK -> new WebhookPayload(service);
      case SLACK -> new SlackPayload();
      case ALERTMANAGER ->
          new AlertmanagerPayload(
              service, receiver.timing().repeat().multipliedBy(VALIDITY_REPEATS));
    };
  }

  /** Takes a notice if the receiver wants it; never waits. */
  synchronized void offer(AlertNotice notice) {
    if (!filter.wants(notice)) {
      return;
    }
    queue.offer(notice);
    start();
  }

  ReceiverStatus status() {
    return queue.status(receiver.name(), sent.get(), failed.get(), requests.get());
  }

  /** Returns whether nothing waits and nothing is under way. */
  boolean isIdle() {
    // In this order: the thread is busy before it empties the queue.
    return status().queued() == 0 && !busy;
  }

  /** Lets notices go without waiting for others, because the process ends. */
  void hurry() {
    hurried = true;
  }

  /** Ends the thread; what waits is dropped and counted. */
  synchronized void close() {
    closed = true;
    queue.close();
    poster.abort();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      thread = DaemonThreads.create(this::run, "modelmon-notify-" + receiver.name());
      thread.start();
    }
  }

  private void run() {
    try {
      long repeatNanos = receiver.timing().repeat().toNanos();
      long reminded = timing.nanoTime();
      while (!closed) {
        if (queue.await(Math.max(1, reminded + repeatNanos - timing.nanoTime()))) {
          group();
          busy = true;
          deliver(queue.take(BATCH));
          busy = false;
        }
        if (timing.nanoTime() - reminded >= repeatNanos) {
          remind();
          reminded = timing.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      busy = false;
    }
  }

  /** Lets what comes within a second go together, unless there is no second left. */
  private void group() throws InterruptedException {
    for (int i = 0; i < GROUP_PARTS && !hurried; i++) {
      timing.sleep(GROUP_NANOS / GROUP_PARTS);
    }
  }

  private void deliver(List<AlertNotice> notices) throws InterruptedException {
    if (notices.isEmpty()) {
      return;
    }
    String id = UUID.randomUUID().toString();
    long deadline = timing.nanoTime() + receiver.timing().patience().toNanos();
    boolean ended = false;
    try {
      for (int attempt = 1; !ended; attempt++) {
        Attempt outcome = attempt(id, notices);
        if (outcome.accepted()) {
          sent.addAndGet(notices.size());
          answered(notices, outcome);
          ended = true;
          firing.record(notices);
        } else if (!outcome.again() || timing.nanoTime() >= deadline || closed) {
          break;
        } else {
          pause(attempt, outcome);
        }
      }
    } finally {
      if (!ended) {
        failed.addAndGet(notices.size());
      }
    }
  }

  private void pause(int attempt, Attempt outcome) throws InterruptedException {
    long nanos = backoff.nanos(attempt);
    timing.sleep(outcome.asked() == null ? nanos : Math.max(nanos, outcome.asked().toNanos()));
  }

  /** Tells an Alertmanager what still fires; it would take silence for an end. */
  private void remind() {
    List<AlertNotice> known = firing.notices();
    if (receiver.kind() != ReceiverKind.ALERTMANAGER || known.isEmpty() || closed) {
      return;
    }
    for (int from = 0; from < known.size(); from += BATCH) {
      List<AlertNotice> part = known.subList(from, Math.min(known.size(), from + BATCH));
      attempt(UUID.randomUUID().toString(), part);
    }
  }

  private Attempt attempt(String id, List<AlertNotice> notices) {
    requests.incrementAndGet();
    Attempt outcome = outcome(id, notices);
    if (!outcome.accepted() && !closed && !down) {
      say("alerts do not reach " + receiver + ": " + outcome.cause());
    } else if (outcome.accepted() && down) {
      say("alerts reach " + receiver + " again");
    }
    down = !outcome.accepted();
    return outcome;
  }

  private Attempt outcome(String id, List<AlertNotice> notices) {
    try {
      return poster.post(
          payload.endpoint(receiver.endpoint()),
          id,
          payload.body(id, notices, timing.now()),
          timing.now());
    } catch (RuntimeException e) {
      // Ours, not the receiver's: repeating would not help, and the thread must go on.
      return Attempt.failed("it could not be written: " + e.getClass().getSimpleName(), false);
    }
  }

  private void answered(List<AlertNotice> notices, Attempt outcome) {
    Boolean right = receiver.kind() == ReceiverKind.WEBHOOK ? outcome.feedback() : null;
    if (right == null) {
      return;
    }
    try {
      answers.accept(notices, right);
    } catch (RuntimeException e) {
      say("what " + receiver + " answered could not be kept: " + e.getMessage());
    }
  }

  private void say(String line) {
    try {
      log.accept(line);
    } catch (RuntimeException e) {
      // A log that fails has nowhere to say so.
    }
  }
}

package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The notices that wait for one receiver. When it is full, an alert that fires and resolves in it
 * is taken out; failing that, the oldest of the least urgent.
 *
 * <p><b>Threads:</b> any; {@link #offer} never waits for the network.
 */
final class NoticeQueue {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<AlertNotice> notices = new ArrayList<>();
  private long offered;
  private long dropped;
  private long suppressed;
  private boolean closed;

  NoticeQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a notice, perhaps in place of another. */
  void offer(AlertNotice notice) {
    lock.lock();
    try {
      offered++;
      if (closed) {
        dropped++;
        return;
      }
      notices.add(notice);
      if (notices.size() > capacity && !cancel()) {
        notices.remove(leastUrgent());
        dropped++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for notices.
   *
   * @param nanos for how long at most
   * @return whether there are any
   */
  boolean await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (notices.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !notices.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest notices. */
  List<AlertNotice> take(int most) {
    lock.lock();
    try {
      List<AlertNotice> head = notices.subList(0, Math.min(most, notices.size()));
      List<AlertNotice> taken = List.copyOf(head);
      head.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything from now on and drops what waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      dropped += notices.size();
      notices.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns a status with the numbers of the queue. */
  ReceiverStatus status(String receiver, long sent, long failed, long requests) {
    lock.lock();
    try {
      return new ReceiverStatus(
          receiver, offered, sent, failed, dropped, suppressed, requests, notices.size());
    } finally {
      lock.unlock();
    }
  }

  /** Takes out an alert that both fires and resolves while it waits. */
  private boolean cancel() {
    for (int i = 0; i < notices.size(); i++) {
      AlertNotice end = notices.get(i);
      if (end.kind() != AlertNotice.Kind.RESOLVED || end.stillFiring() > 0) {
        continue;
      }
      List<AlertNotice> upTo = notices.subList(0, i + 1);
      boolean begins =
          upTo.stream()
              .anyMatch(
                  other ->
                      other.key().equals(end.key()) && other.kind() == AlertNotice.Kind.FIRING);
      if (begins) {
        int before = notices.size();
        upTo.removeIf(notice -> notice.key().equals(end.key()));
        suppressed += before - notices.size();
        return true;
      }
    }
    return false;
  }

  private int leastUrgent() {
    int least = 0;
    for (int i = 1; i < notices.size(); i++) {
      if (notices.get(i).severity().compareTo(notices.get(least).severity()) < 0) {
        least = i;
      }
    }
    return least;
  }
}

package io.modelmon.examples.receiver;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The newest requests, up to a total size.
 *
 * <p><b>Threads:</b> safe for many.
 */
final class RequestLog {

  private final ArrayDeque<ReceivedRequest> requests = new ArrayDeque<>();
  private final long limitBytes;
  private long heldBytes;

  RequestLog(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  synchronized void add(ReceivedRequest request) {
    requests.addLast(request);
    heldBytes += request.body().length;
    while (heldBytes > limitBytes && requests.size() > 1) {
      heldBytes -= requests.removeFirst().body().length;
    }
  }

  synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
    heldBytes = 0;
  }
}

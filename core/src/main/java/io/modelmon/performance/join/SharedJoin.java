package io.modelmon.performance.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A join whose entries are in a shared database: events go there in batches, and pairs come back
 * with a later {@link #advance}.
 */
final class SharedJoin implements LabelJoin {

  private static final int QUEUE = 1 << 15;
  private static final int BATCH = 500;

  private final String model;
  private final IdHash ids;
  private final JoinNames names = new JoinNames();
  private final JoinShape shape;
  private final JoinPolicy policy;
  private final JoinListener listener;
  private final EntryCodec codec;
  private final JoinCounts counts = new JoinCounts();
  private final Queue<SharedEvent> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Queue<SharedBatch> done = new ConcurrentLinkedQueue<>();
  private volatile long nowMillis = Long.MAX_VALUE;
  private volatile boolean closed;
  private volatile boolean used;

  /** Belongs to the thread of the store: the batch that is tried, and those before it. */
  private @Nullable SharedBatch current;

  private long batches;

  SharedJoin(
      String model,
      IdHash ids,
      long origin,
      JoinShape shape,
      JoinPolicy policy,
      JoinListener listener) {
    this.model = model;
    this.ids = ids;
    this.shape = shape;
    this.policy = policy;
    this.listener = listener;
    this.codec = new EntryCodec(shape, names, origin);
  }

  String model() {
    return model;
  }

  JoinShape shape() {
    return shape;
  }

  JoinPolicy policy() {
    return policy;
  }

  EntryCodec codec() {
    return codec;
  }

  @Override
  public IdHash ids() {
    return ids;
  }

  @Override
  public JoinNames names() {
    return names;
  }

  @Override
  public void predicted(long idHigh, long idLow, WaitingPrediction prediction) {
    counts.predictions++;
    WaitingPrediction copy = new WaitingPrediction(shape);
    copy.copy(prediction, prediction.epochMillis());
    if (!offer(new SharedEvent(idHigh, idLow, prediction.epochMillis(), Double.NaN, null, copy))) {
      counts.count(PredictionOutcome.DROPPED);
    }
  }

  @Override
  public @Nullable LabelOutcome labelled(long idHigh, long idLow, long epochMillis, double label) {
    if (Double.isNaN(label)) {
      throw new IllegalArgumentException("a label must not be NaN");
    }
    counts.labels++;
    ItemSets.Items items = shape.isList() ? names.sets().find(label) : null;
    boolean known = !shape.isList() || label >= 0 || items != null;
    if (known && offer(new SharedEvent(idHigh, idLow, epochMillis, label, items, null))) {
      return null;
    }
    counts.count(LabelOutcome.DROPPED);
    return LabelOutcome.DROPPED;
  }

  private boolean offer(SharedEvent event) {
    if (closed
        || queued.get() >= QUEUE
        || queuedBytes.get() + event.itemBytes() > ItemSets.MAX_HELD_BYTES) {
      return false;
    }
    used = true;
    queuedBytes.addAndGet(event.itemBytes());
    queued.incrementAndGet();
    queue.add(event);
    return true;
  }

  @Override
  public void advance(long nowMillis) {
    this.nowMillis = Math.max(0, nowMillis);
    for (SharedBatch batch = done.poll(); batch != null; batch = done.poll()) {
      counts.add(batch.counts);
      for (SharedBatch.Pair pair : batch.pairs) {
        ItemSets.Items items = shape.isList() ? batch.sets.find(pair.label()) : null;
        if (items != null) {
          names.sets().keep(pair.label(), items);
        }
        listener.joined(pair.prediction(), pair.label(), pair.labelMillis());
      }
    }
  }

  @Override
  public JoinAccount account() {
    return new JoinAccount(counts);
  }

  /** Returns the newest time of the owner's clock. */
  long nowMillis() {
    return nowMillis;
  }

  /** Returns whether there ever was a prediction or a label. */
  boolean isUsed() {
    return used;
  }

  int queued() {
    return queued.get();
  }

  /** Takes no more events. */
  void close() {
    closed = true;
  }

  /** Returns the batch that is to be stored next, the same one until it is, or null. */
  @Nullable SharedBatch batch() {
    if (current == null && queued.get() > 0) {
      List<SharedEvent> events = new ArrayList<>();
      for (SharedEvent event = queue.poll(); event != null; event = queue.poll()) {
        events.add(event);
        if (events.size() == BATCH) {
          break;
        }
      }
      // An event is counted before it is in the queue: there may be none yet.
      current = events.isEmpty() ? null : new SharedBatch(++batches, events);
    }
    return current;
  }

  /** Returns an empty batch, for what is done without events. */
  SharedBatch emptyBatch() {
    return new SharedBatch(++batches, List.of());
  }

  /** Takes what was stored. */
  void stored(SharedBatch batch) {
    done.add(batch);
    if (batch == current) {
      current = null;
      queuedBytes.addAndGet(-batch.events.stream().mapToLong(SharedEvent::itemBytes).sum());
      // Last: whoever sees that nothing is queued finds all pairs at the next advance.
      queued.addAndGet(-batch.events.size());
    }
  }
}

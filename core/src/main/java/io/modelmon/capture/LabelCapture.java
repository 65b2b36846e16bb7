package io.modelmon.capture;

import io.modelmon.schema.ModelSchema;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The way of labels to the monitor, one for each entry of the configuration that has any.
 *
 * <p>Where the entry is one model of one version, labels travel in its ring, so that their order
 * among its predictions is kept. Before that ring is open, and where names or versions are read
 * from calls, they travel in a small ring of their own.
 *
 * <p>A label method claims its slot when it is entered. At most a quarter of a ring is held that
 * way, so that label methods that hang leave room for predictions.
 *
 * <p><b>Threads:</b> safe; wait-free but for the first label.
 */
public final class LabelCapture {

  private static final int OWN_SLOTS = 4096;
  private static final long OWN = 1L << 40;
  private static final long TRACKED = 1L << 41;
  private static final int STAMP_SHIFT = 42;
  private static final ModelSchema SCHEMA = new ModelSchema(List.of(), List.of(), true, List.of());

  private final int configIndex;
  private final @Nullable ModelCapture model;
  private final AtomicInteger held = new AtomicInteger();
  private final LabelInbox inbox = new LabelInbox();
  private final AtomicLongArray lost = new AtomicLongArray(LabelLoss.values().length);
  private volatile @Nullable CaptureBuffer own;
  private volatile @Nullable LabelClaims ownClaims;
  private volatile @Nullable LabelClaims modelClaims;

  LabelCapture(int configIndex, @Nullable ModelCapture model) {
    this.configIndex = configIndex;
    this.model = model;
  }

  /** Returns the index of the entry in the configuration. */
  public int configIndex() {
    return configIndex;
  }

  /** Returns whether labels travel in the ring of a model, once that is open. */
  public boolean hasModel() {
    return model != null;
  }

  /** Returns the ring of the labels alone, or null when there is none yet. */
  public @Nullable CaptureBuffer ownRing() {
    return own;
  }

  /** Returns where labels are put that do not come by a call. */
  public LabelInbox inbox() {
    return inbox;
  }

  /** Counts something that should have been a label and is none. */
  public void refuse(LabelLoss reason) {
    lost.incrementAndGet(reason.ordinal());
  }

  /** Returns how many labels were lost for a reason. */
  public long lost(LabelLoss reason) {
    return lost.get(reason.ordinal());
  }

  /** Claims a slot for a label of a method that always says when it is over. */
  public long claim(long nowNanos) {
    return claim(nowNanos, null);
  }

  /**
   * Claims a slot for a label.
   *
   * @param nowNanos {@link System#nanoTime()}, the time of the label
   * @param frame the method that runs on this thread now, or null
   * @return a ticket, or 0 when there is no room, which is counted
   */
  public long claim(long nowNanos, @Nullable LabelFrame frame) {
    CaptureBuffer ring = model == null ? null : model.buffer();
    long mark = 0;
    if (ring == null || ring.keys() == null) {
      ring = openOwn();
      mark = OWN;
    }
    int slot = -1;
    if (held.incrementAndGet() <= ring.maxRowsPerCall()) {
      slot = ring.claim(1, nowNanos);
    }
    if (slot < 0) {
      held.decrementAndGet();
      lost.incrementAndGet(LabelLoss.FULL.ordinal());
      return 0;
    }
    if (frame != null) {
      mark |= TRACKED | claims(ring, mark != 0).claimed(slot, frame) << STAMP_SHIFT;
    }
    return mark | (slot + 1L);
  }

  private LabelClaims claims(CaptureBuffer ring, boolean isOwn) {
    LabelClaims claims = isOwn ? ownClaims : modelClaims;
    return claims != null ? claims : createClaims(ring, isOwn);
  }

  private synchronized LabelClaims createClaims(CaptureBuffer ring, boolean isOwn) {
    LabelClaims claims = isOwn ? ownClaims : modelClaims;
    if (claims == null) {
      claims = new LabelClaims(ring.slots());
      if (isOwn) {
        ownClaims = claims;
      } else {
        modelClaims = claims;
      }
    }
    return claims;
  }

  /**
   * Gives back slots whose method is over without having ended its claim, which happens when the
   * stack overflows in its exit. Does nothing before half of what may be held is; to be called
   * about once a second, by one thread, which is not to be an application's.
   *
   * @return how many were given back
   */
  public int heal() {
    int before = held.get();
    CaptureBuffer ring = own;
    LabelClaims claims = ownClaims;
    if (ring != null && claims != null && before * 2 >= ring.maxRowsPerCall()) {
      claims.heal(slot -> release(own, slot));
    }
    CaptureBuffer shared = model == null ? null : model.buffer();
    LabelClaims ofModel = modelClaims;
    if (shared != null && ofModel != null && before * 2 >= shared.maxRowsPerCall()) {
      ofModel.heal(slot -> release(shared, slot));
    }
    return before - Math.min(before, held.get());
  }

  private void release(@Nullable CaptureBuffer ring, int slot) {
    if (ring != null) {
      held.decrementAndGet();
      lost.incrementAndGet(LabelLoss.EXTRACTION.ordinal());
      ring.abandon(slot);
    }
  }

  /** Returns where the slot of a ticket keeps its id and label. */
  public SlotKeys keys(long ticket) {
    SlotKeys keys = ring(ticket).keys();
    if (keys == null) {
      throw new IllegalArgumentException("no ticket of this capture: " + ticket);
    }
    return keys;
  }

  /** Returns the slot of a ticket. */
  public static int slot(long ticket) {
    return (int) ticket - 1;
  }

  /**
   * Ends a claim: hands the label over, or counts why it is none.
   *
   * @param returned whether the method returned without throwing; else there is no label to count
   */
  public void end(long ticket, boolean returned) {
    CaptureBuffer ring = ring(ticket);
    SlotKeys keys = keys(ticket);
    int slot = slot(ticket);
    LabelClaims claims = (ticket & OWN) != 0 ? ownClaims : modelClaims;
    if ((ticket & TRACKED) != 0
        && (claims == null || !claims.ended(slot, ticket >>> STAMP_SHIFT))) {
      return;
    }
    held.decrementAndGet();
    LabelLoss reason =
        keys.isUnreadable(slot)
            ? LabelLoss.EXTRACTION
            : !keys.hasId(slot) ? LabelLoss.ID : !keys.hasLabel(slot) ? LabelLoss.LABEL : null;
    if (returned && reason == null) {
      ring.publishLabel(slot);
      return;
    }
    ring.abandon(slot);
    if (returned && reason != null) {
      lost.incrementAndGet(reason.ordinal());
    }
  }

  private CaptureBuffer ring(long ticket) {
    CaptureBuffer ring = (ticket & OWN) != 0 || model == null ? own : model.buffer();
    if (ring == null) {
      throw new IllegalArgumentException("no ticket of this capture: " + ticket);
    }
    return ring;
  }

  private CaptureBuffer openOwn() {
    CaptureBuffer ring = own;
    return ring != null ? ring : createOwn();
  }

  private synchronized CaptureBuffer createOwn() {
    CaptureBuffer ring = own;
    if (ring == null) {
      ring = new CaptureBuffer(SCHEMA, OWN_SLOTS);
      own = ring;
    }
    return ring;
  }
}

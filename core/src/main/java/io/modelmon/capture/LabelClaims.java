package io.modelmon.capture;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which slots of one ring for labels, so that slots are found whose method is over
 * without having said so: when the stack overflows in the very exit of a method, nothing of ours
 * runs any more.
 *
 * <p><b>Cost:</b> no allocation but at the start: 24 bytes per slot. <b>Threads:</b> safe.
 */
final class LabelClaims {

  static final int STAMP_BITS = 20;
  private static final long STAMP_MASK = (1L << STAMP_BITS) - 1;
  private static final int MAX_LOOKS = 64;

  private final AtomicLong numbers = new AtomicLong();

  /** The number of the claim of a slot, 0 while there is none. */
  private final AtomicLongArray claims;

  /** Written before the number, read after it. */
  private final @Nullable Thread[] owners;

  private final @Nullable LabelFrame[] frames;
  private int next;

  LabelClaims(int slots) {
    claims = new AtomicLongArray(slots);
    owners = new Thread[slots];
    frames = new LabelFrame[slots];
  }

  /** Notes a claim and returns the end of its number, {@value #STAMP_BITS} bits. */
  long claimed(int slot, LabelFrame frame) {
    owners[slot] = Thread.currentThread();
    frames[slot] = frame;
    long number = numbers.incrementAndGet();
    claims.setRelease(slot, number);
    return number & STAMP_MASK;
  }

  /**
   * Ends a claim; returns false when it had been given up, so that the slot is not the caller's.
   */
  boolean ended(int slot, long stamp) {
    long claim = claims.get(slot);
    if (claim == 0 || (claim & STAMP_MASK) != stamp) {
      return false;
    }
    owners[slot] = null;
    return claims.compareAndSet(slot, claim, 0);
  }

  /**
   * Looks at some of the claims and passes on those whose method is over. Of a thread whose stack
   * has no frame of the method the claim is over for good: what runs at the exit of a method runs
   * in its frame.
   */
  void heal(Release release) {
    int looks = 0;
    for (int i = 0; i < claims.length() && looks < MAX_LOOKS; i++) {
      int slot = next;
      next = (next + 1) % claims.length();
      long claim = claims.getAcquire(slot);
      Thread owner = owners[slot];
      LabelFrame frame = frames[slot];
      if (claim == 0 || owner == null || frame == null) {
        continue;
      }
      looks++;
      if (owner.isAlive() && frame.isOn(owner)) {
        continue;
      }
      if (claims.compareAndSet(slot, claim, 0)) {
        release.release(slot);
      }
    }
  }

  /** Takes slots that nobody holds any more. */
  interface Release {
    void release(int slot);
  }
}

package io.modelmon.capture;

/**
 * Where in a ring a thread looks next for a free slot: what is left of the last positions it took
 * from the cursor. A hint gives no right to a slot, so losing or never using one costs nothing.
 *
 * <p>What else a thread keeps about its running call may extend this, which saves a load.
 *
 * <p><b>Threads:</b> confined to the thread that claims; any thread may create one.
 */
public class ClaimHint extends LinePadding {

  /** The ring and its sweep these positions were taken in; 0 is no ring's. */
  long key;

  long position;

  /** Behind the last position. */
  long end;

  int taken;

  /** Creates a hint that points nowhere. */
  public ClaimHint() {}
}

package io.modelmon.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The way into a {@link CaptureBuffer} for calls of one row whose features are one array of numbers
 * and whose output is one number. It does what the ring does, and nothing else.
 *
 * <p>A record, because the compiler takes the fields of a record for constants where the record is
 * one: bound into a method handle it leaves no load of an array, a length or a mask in compiled
 * code, and no check of bounds.
 *
 * <p><b>Threads:</b> as the ring.
 *
 * @param ring the ring itself, for what is rare
 * @param states its states, one per slot
 * @param values its numbers, a stretch of {@code stride} per slot
 * @param records its records, a line per slot
 * @param mask its number of slots less one
 * @param stride from the numbers of a slot to those of the next
 * @param width the columns of a row, at most {@code stride}
 */
@SuppressWarnings("ArrayRecordComponent") // They are the point of it.
public record RowRing(
    CaptureBuffer ring,
    int[] states,
    double[] values,
    long[] records,
    int mask,
    int stride,
    int width) {

  private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(int[].class);

  /**
   * Claims a slot whose columns are all written by {@link #copy}. Until then they hold what an
   * earlier call left, so a call that does not get that far must be abandoned.
   *
   * @param hint the calling thread's own
   * @return the slot, or -1 when the ring is full
   */
  public int claim(ClaimHint hint) {
    if (hint.key == ring.hintKey() && hint.position != hint.end) {
      int slot = (int) hint.position & mask;
      if (STATES.compareAndSet(states, slot, CaptureBuffer.FREE, CaptureBuffer.CLAIMED)) {
        hint.position++;
        return slot;
      }
    }
    return ring.claimRow(hint);
  }

  /**
   * Stores numbers in the first columns and marks the others missing.
   *
   * @param claimed a slot this thread has claimed
   * @param length how many, at most the length of the source and {@link #width}
   */
  public void copy(int claimed, double[] source, int length) {
    int begin = (claimed & mask) * stride;
    System.arraycopy(source, 0, values, begin, length);
    if (length + 1 == width) {
      // The usual case, spared the compiler's general loop.
      values[begin + length] = Double.NaN;
    } else {
      Arrays.fill(values, begin + length, begin + width, Double.NaN);
    }
  }

  /** Sets the start of a call, as {@link CaptureBuffer#started}. */
  public void started(int claimed, long startNanos) {
    records[((claimed & mask) << CaptureBuffer.RECORD_SHIFT) + CaptureBuffer.START] = startNanos;
  }

  /**
   * Stores the output of a call that returned, and hands it to the reader.
   *
   * @param column below {@link #width}
   */
  public void publish(int claimed, int column, double output, long durationNanos) {
    int slot = claimed & mask;
    values[slot * stride + column] = output;
    records[(slot << CaptureBuffer.RECORD_SHIFT) + CaptureBuffer.DURATION] =
        Math.max(0, durationNanos);
    STATES.setRelease(states, slot, CaptureBuffer.PUBLISHED);
  }
}

package io.modelmon.capture;

import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One model's end of the hand-off: its ring, once its schema is known, and the exact counts of
 * calls that did not pass through the ring.
 *
 * <p><b>Threads:</b> safe. {@link #open} locks, once in a model's life; everything else is
 * wait-free.
 */
public final class ModelCapture {

  private final ModelId id;
  private final int configIndex;
  private final int index;
  private final AtomicLong allocatedBytes;
  private final CallCounters counters = new CallCounters();
  private final CallGate gate = new CallGate();
  private final CallProblems problems = new CallProblems();
  private volatile @Nullable CaptureBuffer buffer;

  ModelCapture(ModelId id, int configIndex, int index, AtomicLong allocatedBytes) {
    this.id = id;
    this.configIndex = configIndex;
    this.index = index;
    this.allocatedBytes = allocatedBytes;
  }

  /** Returns the model's identity. */
  public ModelId id() {
    return id;
  }

  /** Returns the index of the model's entry in the configuration. */
  public int configIndex() {
    return configIndex;
  }

  /** Returns the position in {@link CaptureRegistry#models()}. */
  public int index() {
    return index;
  }

  /** Returns what decides which calls are left out; open at first. */
  public CallGate gate() {
    return gate;
  }

  /** Returns the counts of calls that did not pass through the ring. */
  public CallCounters counters() {
    return counters;
  }

  /** Returns what is wrong with the calls, as far as it was noticed. */
  public CallProblems problems() {
    return problems;
  }

  /** Returns the ring, or null until the first call has decided the schema. */
  public @Nullable CaptureBuffer buffer() {
    return buffer;
  }

  /**
   * Returns the ring, creating it for the given schema if there is none. The first caller decides;
   * a later one must compare its own schema with {@link CaptureBuffer#schema()}.
   *
   * @param batchRows rows of the call at hand; sizes the ring so that a few such calls fit
   */
  public synchronized CaptureBuffer open(ModelSchema schema, int batchRows) {
    CaptureBuffer current = buffer;
    if (current == null) {
      current = CaptureBuffer.forRows(schema, batchRows, allocatedBytes);
      buffer = current;
    }
    return current;
  }
}

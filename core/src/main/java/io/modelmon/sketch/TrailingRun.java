package io.modelmon.sketch;

/**
 * The run of one and the same value with which a series of calls ends so far.
 *
 * <p>The unit is the call: rows of one call often share a value by design, so a call belongs to the
 * run when all its rows hold the value, and ends it when one of them does not. Calls without any
 * value are passed over.
 *
 * <p><b>Cost:</b> one comparison per value; for a block of calls of one row each, as many as the
 * run at its end is long. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class TrailingRun {

  private long key;
  private long calls;
  private long rows;
  private long openKey;
  private int openRows;
  private boolean openMixed;

  /** Creates an empty run. */
  public TrailingRun() {}

  /** Returns the key of a number: equal numbers have equal keys. */
  public static long keyOf(double value) {
    return Double.doubleToLongBits(value + 0.0); // -0.0 becomes 0.0
  }

  /** Adds a value of the open call by any 64 bits that identify it. */
  public void record(long valueKey) {
    if (openRows == 0) {
      openKey = valueKey;
    } else if (openKey != valueKey) {
      openMixed = true;
    }
    openRows++;
  }

  /** Ends the open call; without a value since the last call nothing happens. */
  public void endCall() {
    if (openRows == 0) {
      return;
    }
    if (openMixed) {
      calls = 0;
      rows = 0;
    } else if (calls > 0 && key == openKey) {
      calls++;
      rows += openRows;
    } else {
      key = openKey;
      calls = 1;
      rows = openRows;
    }
    openRows = 0;
    openMixed = false;
  }

  /**
   * Adds many calls of one row each. No call may be open.
   *
   * @param values finite numbers in order
   * @param count how many of them count
   */
  public void recordCalls(double[] values, int count) {
    if (count == 0) {
      return;
    }
    double last = values[count - 1];
    int length = 1;
    while (length < count && values[count - 1 - length] == last) {
      length++;
    }
    long lastKey = keyOf(last);
    boolean continued = length == count && calls > 0 && key == lastKey;
    key = lastKey;
    calls = length + (continued ? calls : 0);
    rows = length + (continued ? rows : 0);
  }

  /** Returns how many calls the run holds; 0 when the last call held different values, or none. */
  public long calls() {
    return calls;
  }

  /** Returns how many values these calls hold. */
  public long rows() {
    return rows;
  }

  /** Returns the number whose key the run has; means nothing for other keys or an empty run. */
  public double number() {
    return Double.longBitsToDouble(key);
  }
}

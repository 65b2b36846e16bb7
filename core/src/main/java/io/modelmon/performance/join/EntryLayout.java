package io.modelmon.performance.join;

/**
 * Where what lies in the record of an entry.
 *
 * <p>Five longs for every entry: two halves of the id; time, kind, version and origin; links;
 * window and class. Then the predicted number unless there are classes, the scores (at least one,
 * whose place the label takes when there is one), and two segments to a long.
 */
final class EntryLayout {

  static final int HIGH = 0;
  static final int LOW = 1;

  /** Time above {@value #TIME_SHIFT} bits: version, kind, foreign. */
  static final int STATE = 2;

  static final int LINKS = 3;
  private static final int WINDOW = 4;
  private static final int FIXED = 5;

  private static final int TIME_SHIFT = 15;
  private static final int VERSION_MASK = 0xfff;
  private static final int KIND_SHIFT = 12;
  private static final long FOREIGN = 1L << 14;
  private static final int NO_CLASS = -1;

  /** The last millisecond that has room: in the year 10889. */
  static final long MAX_MILLIS = (1L << 48) - 1;

  private final JoinShape shape;
  private final int firstScore;
  private final int firstSegment;

  EntryLayout(JoinShape shape) {
    this.shape = shape;
    this.firstScore = FIXED + (shape.classes() ? 0 : 1);
    this.firstSegment = firstScore + Math.max(1, shape.scores());
  }

  /** Returns the length of a record. */
  int longs() {
    return firstSegment + (shape.segments() + 1) / 2;
  }

  /** Returns what one entry takes, without its share of the index. */
  int bytesPerEntry() {
    return longs() * Long.BYTES;
  }

  /** Returns the place of a label. */
  int label() {
    return firstScore;
  }

  /** Returns the state of an entry of version 0 of this process. */
  static long state(long timeMillis, EntryKind kind) {
    return timeMillis << TIME_SHIFT | (long) kind.ordinal() << KIND_SHIFT;
  }

  static long time(long state) {
    return state >>> TIME_SHIFT;
  }

  static EntryKind kind(long state) {
    return EntryKind.ALL[(int) (state >>> KIND_SHIFT) & 3];
  }

  static int version(long state) {
    return (int) state & VERSION_MASK;
  }

  static long withVersion(long state, int version) {
    return (state & ~(long) VERSION_MASK) | version;
  }

  /** Writes a prediction into a record whose time and kind are set. */
  void write(WaitingPrediction prediction, long[] record, int at) {
    long state = withVersion(record[at + STATE], prediction.version()) & ~FOREIGN;
    record[at + STATE] = prediction.foreign() ? state | FOREIGN : state;
    double predicted = prediction.predicted();
    int code = NO_CLASS;
    if (shape.classes()) {
      code = Double.isNaN(predicted) ? NO_CLASS : (int) predicted;
    } else {
      record[at + FIXED] = Double.doubleToRawLongBits(predicted);
    }
    record[at + WINDOW] = (long) prediction.window() << 32 | (code & 0xffffffffL);
    for (int i = 0; i < shape.scores(); i++) {
      record[at + firstScore + i] = Double.doubleToRawLongBits(prediction.score(i));
    }
    for (int i = 0; i < shape.segments(); i += 2) {
      long second = i + 1 < shape.segments() ? prediction.segment(i + 1) : 0;
      record[at + firstSegment + i / 2] = second << 32 | (prediction.segment(i) & 0xffffffffL);
    }
  }

  /** Reads a prediction from the record of a waiting entry. */
  void read(long[] record, int at, WaitingPrediction target) {
    long state = record[at + STATE];
    long window = record[at + WINDOW];
    double predicted =
        shape.classes() ? classOf((int) window) : Double.longBitsToDouble(record[at + FIXED]);
    target.fill(version(state), (int) (window >> 32), time(state), predicted);
    target.foreign((state & FOREIGN) != 0);
    for (int i = 0; i < shape.scores(); i++) {
      target.score(i, Double.longBitsToDouble(record[at + firstScore + i]));
    }
    for (int i = 0; i < shape.segments(); i++) {
      long pair = record[at + firstSegment + i / 2];
      target.segment(i, (int) (i % 2 == 0 ? pair : pair >> 32));
    }
  }

  private static double classOf(int code) {
    return code == NO_CLASS ? Double.NaN : code;
  }
}

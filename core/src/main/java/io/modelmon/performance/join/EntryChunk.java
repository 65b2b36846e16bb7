package io.modelmon.performance.join;

/** The columns of {@value #SIZE} neighbouring entries. */
final class EntryChunk {

  static final int BITS = 10;
  static final int SIZE = 1 << BITS;
  static final int MASK = SIZE - 1;

  /** Bytes of an entry in all columns that every shape has. */
  private static final int FIXED_BYTES = 2 * Long.BYTES + Long.BYTES + 3 * Integer.BYTES + 2;

  final long[] high = new long[SIZE];
  final long[] low = new long[SIZE];
  final long[] time = new long[SIZE];
  final int[] window = new int[SIZE];
  final int[] next = new int[SIZE];
  final int[] previous = new int[SIZE];

  /** Version code in the low twelve bits, kind in the next two, then foreign. */
  final short[] meta = new short[SIZE];

  /** Class codes, or nothing when predictions are numbers. */
  final int[] classes;

  /** Numbers, or nothing when predictions are classes. */
  final double[] numbers;

  /** Scores, row by row, at least one each; the first holds the label of an entry that has one. */
  final double[] scores;

  final int[] segments;

  EntryChunk(JoinShape shape) {
    classes = new int[shape.classes() ? SIZE : 0];
    numbers = new double[shape.classes() ? 0 : SIZE];
    scores = new double[SIZE * scoreColumns(shape)];
    segments = new int[SIZE * shape.segments()];
  }

  static int scoreColumns(JoinShape shape) {
    return Math.max(1, shape.scores());
  }

  /** Returns what one entry of a shape takes, without its share of the index. */
  static int bytesPerEntry(JoinShape shape) {
    return FIXED_BYTES
        + (shape.classes() ? Integer.BYTES : Double.BYTES)
        + Double.BYTES * scoreColumns(shape)
        + Integer.BYTES * shape.segments();
  }
}

package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.RareHits;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted of one column: rows, missing and invalid values, and by subclass the values
 * themselves.
 *
 * <p><b>Cost:</b> no allocation for numbers; constant work per value and call. <br>
 * <b>Threads:</b> confined to one thread.
 */
public abstract sealed class ColumnCounts implements ColumnSink
    permits NumericCounts, CategoricalCounts, PlainCounts, NumericTally, CategoricalTally {

  private static final int REASONS = InvalidReason.values().length;

  private final long[] invalid = new long[REASONS];
  private final LagSums missingLags = new LagSums();
  private final RareHits nonFinite = new RareHits();
  private final RareHits wrongType = new RareHits();
  private final @Nullable SeasonRows seasons;
  private long rows;
  private long missing;
  private long cleanCalls;
  private int callRows;
  private int callMissing;
  private int callNonFinite;
  private int callWrongType;

  /**
   * Creates empty counts.
   *
   * @param reference the seasons of the column's reference, or null
   */
  ColumnCounts(@Nullable SeasonCounts reference) {
    this.seasons = reference == null ? null : new SeasonRows(reference.seasons());
  }

  /** Says that everything counted since the last time fell into a season. */
  public final void endSeason(int season) {
    if (seasons != null) {
      seasons.endSeason(season, this);
    }
  }

  /** Returns what was counted by season, or null when the reference is not divided. */
  public final @Nullable SeasonRows seasons() {
    return seasons;
  }

  @Override
  public final void number(double value) {
    callRows++;
    if (Double.isFinite(value)) {
      acceptNumber(value);
    } else if (Double.isNaN(value)) {
      callMissing++;
    } else {
      reject(InvalidReason.INFINITE);
    }
  }

  @Override
  public final void text(String value) {
    callRows++;
    if (CellText.isMissing(value)) {
      callMissing++;
    } else {
      acceptText(value);
    }
  }

  @Override
  public final void wrongType() {
    callRows++;
    reject(InvalidReason.WRONG_TYPE);
  }

  @Override
  public final void endCall() {
    if (callRows == 0) {
      return;
    }
    rows += callRows;
    missing += callMissing;
    if (callRows == 1 && callMissing + callNonFinite + callWrongType == 0) {
      cleanCalls++; // the usual case, added up later in one step
    } else {
      endUnusualCall(callRows);
    }
    callRows = 0;
    callMissing = 0;
    endValues();
  }

  private void endUnusualCall(int calledRows) {
    settle();
    nonFinite.recordCall(missingLags, calledRows, callNonFinite);
    wrongType.recordCall(missingLags, calledRows, callWrongType);
    missingLags.recordHits(calledRows, callMissing);
    callMissing = 0;
    callNonFinite = 0;
    callWrongType = 0;
  }

  /**
   * Takes many calls of one row each, as {@link #number} and {@link #endCall} would one by one. No
   * call may be open.
   *
   * @param values numbers in order; overwritten
   * @param count how many of them count
   */
  public final void numbers(double[] values, int count) {
    int finite = 0;
    long clean = 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      if (Double.isFinite(value)) {
        values[finite++] = value;
        clean++;
        continue;
      }
      if (Double.isNaN(value)) {
        missing++;
        callMissing++;
      } else {
        reject(InvalidReason.INFINITE);
      }
      cleanCalls += clean;
      clean = 0;
      endUnusualCall(1);
    }
    cleanCalls += clean;
    rows += count;
    acceptNumbers(values, finite);
  }

  /** Takes finite numbers, each a call of its own; may overwrite them. */
  void acceptNumbers(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      acceptNumber(values[i]);
      endValues();
    }
  }

  private void settle() {
    nonFinite.recordZeros(cleanCalls);
    wrongType.recordZeros(cleanCalls);
    missingLags.recordZeros(cleanCalls);
    cleanCalls = 0;
  }

  /** Takes a finite number. */
  abstract void acceptNumber(double value);

  /** Takes a text that is not missing. */
  abstract void acceptText(String value);

  /** Ends a call for the values. */
  abstract void endValues();

  /** Counts a value that cannot be compared. */
  final void reject(InvalidReason reason) {
    invalid[reason.ordinal()]++;
    if (reason == InvalidReason.INFINITE) {
      callNonFinite++;
    } else {
      callWrongType++;
    }
  }

  /** Takes a text as a number where it is one, a truth value as 1 or 0. */
  final void parse(String value) {
    double number = CellText.number(value);
    if (Double.isFinite(number)) {
      acceptNumber(number);
    } else {
      reject(Double.isNaN(number) ? InvalidReason.UNPARSABLE : InvalidReason.INFINITE);
    }
  }

  /** Returns the rows of closed calls. */
  public final long rows() {
    return rows;
  }

  /** Returns how many of them were missing. */
  public final long missing() {
    return missing;
  }

  /** Returns how many values could not be compared for a reason. */
  public final long invalid(InvalidReason reason) {
    return invalid[reason.ordinal()];
  }

  /** Returns how many values could not be compared. */
  public final long invalid() {
    long sum = 0;
    for (long count : invalid) {
      sum += count;
    }
    return sum;
  }

  /** Returns how many independent rows the share of missing values rests on, in [0, rows]. */
  public final double effectiveRows() {
    settle();
    return missingLags.effectiveN();
  }

  /** Returns how many independent rows the share of infinities rests on, in [0, rows]. */
  public final double effectiveNonFiniteRows() {
    settle();
    return nonFinite.effectiveN(missingLags);
  }

  /** Returns how many independent rows the share of values of a wrong type rests on. */
  public final double effectiveWrongTypeRows() {
    settle();
    return wrongType.effectiveN(missingLags);
  }

  /** Returns the number of values that can be compared. */
  public long n() {
    return rows - missing - invalid();
  }

  /** Returns how many independent values they are worth, in [0, n]. */
  public abstract double effectiveN();

  /** Adds the rows, missing and invalid counts of another column, whatever its type. */
  public final void mergeTotals(ColumnCounts other) {
    settle();
    other.settle();
    rows += other.rows;
    missing += other.missing;
    for (int i = 0; i < REASONS; i++) {
      invalid[i] += other.invalid[i];
    }
    nonFinite.merge(missingLags, other.nonFinite, other.missingLags);
    wrongType.merge(missingLags, other.wrongType, other.missingLags);
    missingLags.merge(other.missingLags);
    if (seasons != null && other.seasons != null) {
      seasons.merge(other.seasons, this);
    }
  }

  /** Writes what {@link #read} reads. */
  final void write(ContentSink out) {
    settle();
    out.count("rows", rows);
    out.count("missing", missing);
    out.counts("invalid", invalid);
    LagContent.write("missing_lags", missingLags, out);
    RareContent.write("non_finite", nonFinite, out);
    RareContent.write("wrong_type", wrongType, out);
    if (seasons != null) {
      seasons.write(out);
    }
    writeValues(out);
  }

  /** Reads into empty counts. */
  final void read(ContentSource in) {
    rows = in.count("rows");
    missing = in.count("missing");
    long[] reasons = in.counts("invalid", REASONS);
    if (rows < 0 || missing < 0 || Counting.sum(reasons) > rows - missing) {
      throw new IllegalArgumentException("missing and invalid values must be parts of the rows");
    }
    System.arraycopy(reasons, 0, invalid, 0, REASONS);
    LagSums lags = LagContent.readHits("missing_lags", in);
    nonFinite.merge(missingLags, RareContent.read("non_finite", lags, in), lags);
    wrongType.merge(missingLags, RareContent.read("wrong_type", lags, in), lags);
    missingLags.merge(lags);
    if (seasons != null) {
      seasons.read(in, this);
    }
    readValues(in);
  }

  final void requireValues(long values) {
    if (values != n()) {
      throw new IllegalArgumentException(
          "the counts of a column sum to %d, but it has %d values".formatted(values, n()));
    }
  }

  /** Writes the values. */
  void writeValues(ContentSink out) {}

  /** Reads the values into empty counts. */
  void readValues(ContentSource in) {}

  /** Adds counts of the same column against the same reference. */
  public abstract void merge(ColumnCounts other);

  final IllegalArgumentException unlike(ColumnCounts other) {
    return new IllegalArgumentException(
        "columns can be merged only with their like: "
            + getClass().getSimpleName()
            + " and "
            + other.getClass().getSimpleName());
  }

  /** Returns empty live counts against a reference. */
  public static ColumnCounts against(ReferenceColumn reference) {
    return against(reference, ValueRange.UNDECLARED);
  }

  /** Returns empty live counts against a reference, with the range of numbers to expect. */
  public static ColumnCounts against(ReferenceColumn reference, ValueRange range) {
    if (reference instanceof NumericReference numeric) {
      return new NumericCounts(numeric, range);
    }
    if (reference instanceof CategoricalReference categorical) {
      return new CategoricalCounts(categorical);
    }
    return new PlainCounts(null, range);
  }
}

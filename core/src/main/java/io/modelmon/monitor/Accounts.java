package io.modelmon.monitor;

import io.modelmon.capture.CallCounters;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.DurationBuckets;
import io.modelmon.capture.ModelCapture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exact books of one model: calls and rows by outcome, predictions, and durations by error
 * type, of the calls that came through the ring. The calls that did not are added from their
 * counters when a snapshot is taken.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class Accounts {

  private final CallCounters bypassed;
  private final PartialBatches partial;
  private final long[] calls = new long[CallOutcome.count()];
  private final long[] rows = new long[CallOutcome.count()];
  private final Durations returned = new Durations();
  private final Map<String, Durations> thrown = new HashMap<>();
  private long predictions;
  private long bypassedBefore;

  Accounts(ModelCapture capture, Consumer<String> log) {
    this.bypassed = capture.counters();
    this.partial = new PartialBatches(capture, log);
  }

  private static final class Durations {
    private final long[] buckets = new long[DurationBuckets.COUNT];
    private long sumNanos;

    void record(long durationNanos) {
      buckets[DurationBuckets.indexOf(durationNanos)]++;
      sumNanos += durationNanos;
    }
  }

  /** Enters one captured call. */
  void record(CapturedCall call) {
    int captured = call.capturedRows();
    int lost = call.totalRows() - captured;
    calls[(lost == 0 ? CallOutcome.CAPTURED : CallOutcome.PARTIAL).ordinal()]++;
    rows[CallOutcome.CAPTURED.ordinal()] += captured;
    rows[CallOutcome.DROPPED_FULL.ordinal()] += lost;
    String errorType = call.errorType();
    if (errorType == null) {
      predictions += call.totalRows();
      returned.record(call.durationNanos());
    } else {
      durations(errorType).record(call.durationNanos());
    }
    if (lost > 0) {
      partial.about(call);
    }
  }

  private Durations durations(String errorType) {
    Durations known = thrown.get(errorType);
    if (known != null) {
      return known;
    }
    boolean room = thrown.size() < CallCounters.MAX_ERROR_TYPES;
    return thrown.computeIfAbsent(
        room ? errorType : CallCounters.OTHER_ERROR, unused -> new Durations());
  }

  /** Returns the number of calls that came through the ring. */
  long capturedCalls() {
    return calls[CallOutcome.CAPTURED.ordinal()] + calls[CallOutcome.PARTIAL.ordinal()];
  }

  /** Returns the number of calls that did not come through the ring; cheap enough to poll. */
  long bypassedCalls() {
    long sum = 0;
    for (int i = 0; i < calls.length; i++) {
      sum += bypassed.calls(CallOutcome.of(i));
    }
    return sum;
  }

  /** Returns whether such calls were counted since this was asked last. */
  boolean bypassedSince() {
    long before = bypassedBefore;
    bypassedBefore = bypassedCalls();
    return bypassedBefore != before;
  }

  /** Returns rows of calls that returned normally. */
  long predictions() {
    return predictions + bypassed.predictions();
  }

  /** Returns calls by outcome, without zeros. */
  Map<CallOutcome, Long> calls() {
    Map<CallOutcome, Long> sums = new EnumMap<>(CallOutcome.class);
    for (int i = 0; i < calls.length; i++) {
      put(sums, CallOutcome.of(i), calls[i] + bypassed.calls(CallOutcome.of(i)));
    }
    return sums;
  }

  /** Returns rows by outcome, without zeros. */
  Map<CallOutcome, Long> rows() {
    Map<CallOutcome, Long> sums = new EnumMap<>(CallOutcome.class);
    for (int i = 0; i < rows.length; i++) {
      put(sums, CallOutcome.of(i), rows[i] + bypassed.rows(CallOutcome.of(i)));
    }
    return sums;
  }

  private static void put(Map<CallOutcome, Long> sums, CallOutcome outcome, long count) {
    if (count > 0) {
      sums.put(outcome, count);
    }
  }

  /** Returns the durations of calls that returned, then those of each error type. */
  List<DurationSnapshot> durations() {
    List<DurationSnapshot> all = new ArrayList<>();
    long[] buckets = returned.buckets.clone();
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += bypassed.durationBucket(i);
    }
    all.add(snapshot(null, buckets, 0, returned.sumNanos + bypassed.durationSumNanos()));
    Set<String> types = new HashSet<>(thrown.keySet());
    types.addAll(bypassed.errors().keySet());
    types.stream().sorted().forEach(type -> all.add(thrown(type)));
    return all;
  }

  private DurationSnapshot thrown(String errorType) {
    long[] buckets = new long[DurationBuckets.COUNT];
    long sumNanos = 0;
    long untimed = 0;
    Durations own = thrown.get(errorType);
    if (own != null) {
      buckets = own.buckets.clone();
      sumNanos = own.sumNanos;
    }
    CallCounters.ErrorDurations other = bypassed.errors().get(errorType);
    if (other != null) {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] += other.bucket(i);
      }
      sumNanos += other.sumNanos();
      untimed = other.untimed();
    }
    return snapshot(errorType, buckets, untimed, sumNanos);
  }

  private static DurationSnapshot snapshot(
      @Nullable String errorType, long[] buckets, long untimed, long sumNanos) {
    long timed = Arrays.stream(buckets).sum();
    return new DurationSnapshot(errorType, timed, untimed, sumNanos, buckets);
  }
}

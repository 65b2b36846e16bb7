package io.modelmon.performance.join;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some events of one join, and what the rules made of them and of the entries they met.
 *
 * <p><b>Threads:</b> belongs to the thread of the store, then to that of the join.
 */
final class SharedBatch {

  /** A pair that was found. */
  record Pair(WaitingPrediction prediction, double label, long labelMillis) {}

  /** The place of an entry in the table. */
  record Place(long idHigh, long idLow, int version) {}

  private static final int UNLIMITED = 1 << 28;

  final long number;
  final List<SharedEvent> events;
  final List<Pair> pairs = new ArrayList<>();

  /**
   * What the labels of the events and of the entries they met stand for: the sets of the join
   * belong to another thread, which may have forgotten them meanwhile.
   */
  final ItemSets sets = ItemSets.ofAll();

  /** What is to be written: null removes. */
  final Map<Place, @Nullable Row> changes = new LinkedHashMap<>();

  JoinCounts counts = new JoinCounts();

  /** An entry to be stored. */
  static final class Row {
    final EntryKind kind;
    final long timeMillis;
    final byte[] value;

    Row(EntryKind kind, long timeMillis, byte[] value) {
      this.kind = kind;
      this.timeMillis = timeMillis;
      this.value = value;
    }
  }

  SharedBatch(long number, List<SharedEvent> events) {
    this.number = number;
    this.events = events;
    for (SharedEvent event : events) {
      if (event.items() != null) {
        sets.keep(event.label(), event.items());
      }
    }
  }

  /** Returns the rules over an empty table, telling this batch of pairs and changes. */
  private MemoryJoin rules(SharedJoin join) {
    JoinPolicy policy = join.policy();
    pairs.clear();
    changes.clear();
    MemoryJoin rules =
        new MemoryJoin(
            join.ids(),
            join.names(),
            sets,
            join.shape(),
            new JoinPolicy(
                policy.waitMillis(), policy.expireMillis(), policy.earlyMillis(), UNLIMITED),
            (row, label, at) -> {
              WaitingPrediction copy = new WaitingPrediction(join.shape());
              copy.copy(row, row.epochMillis());
              pairs.add(new Pair(copy, label, at));
            },
            new Journal(join.codec()));
    counts = rules.counts();
    return rules;
  }

  /** Applies the events to the entries of their ids. */
  void apply(SharedJoin join, List<StoredEntry> entries, long nowMillis) {
    MemoryJoin rules = rules(join);
    entries.forEach(rules::add);
    rules.clock(nowMillis);
    for (SharedEvent event : events) {
      WaitingPrediction prediction = event.prediction();
      if (prediction == null) {
        rules.labelled(event.idHigh(), event.idLow(), event.epochMillis(), event.label());
      } else {
        rules.predicted(event.idHigh(), event.idLow(), prediction);
      }
    }
    // They were counted when they came.
    counts.labels = 0;
    counts.predictions = 0;
  }

  /** Gives up those entries that have waited too long. */
  void expire(SharedJoin join, List<StoredEntry> entries, long nowMillis) {
    MemoryJoin rules = rules(join);
    entries.forEach(rules::add);
    rules.advance(nowMillis);
  }

  /** Gives up entries for which there is no room. */
  void drop(SharedJoin join, List<StoredEntry> entries) {
    MemoryJoin rules = rules(join);
    for (StoredEntry entry : entries) {
      rules.add(entry);
      rules.drop(entry.kind());
    }
  }

  private final class Journal implements EntryJournal {

    private final EntryCodec codec;

    Journal(EntryCodec codec) {
      this.codec = codec;
    }

    private Place place(EntryTable table, int entry) {
      return new Place(
          table.high(entry),
          table.low(entry),
          codec.versionHash(table.kind(entry), table.version(entry)));
    }

    @Override
    public void put(EntryTable table, int entry) {
      changes.put(
          place(table, entry),
          new Row(table.kind(entry), table.time(entry), codec.value(table, entry, sets)));
    }

    @Override
    public void remove(EntryTable table, int entry) {
      changes.put(place(table, entry), null);
    }
  }
}

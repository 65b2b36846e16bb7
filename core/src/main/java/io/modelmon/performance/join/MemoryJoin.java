package io.modelmon.performance.join;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of joining, on entries in memory.
 *
 * <p><b>Cost:</b> constant time per prediction and label, plus one step per live version. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class MemoryJoin implements LabelJoin {

  private final IdHash ids;
  private final JoinNames names;
  private final JoinPolicy policy;
  private final JoinListener listener;
  private final EntryJournal journal;
  private final EntryTable table;
  private final JoinCounts counts = new JoinCounts();
  private final WaitingPrediction view;
  private final ItemSets sets;

  /**
   * What early labels of several items stand for, by their entries, the oldest first: they may wait
   * for long.
   */
  private final Map<Integer, ItemSets.Items> items = new LinkedHashMap<>();

  private long itemBytes;

  /** Nothing lies in the future before the clock is known. */
  private long nowMillis = Long.MAX_VALUE;

  MemoryJoin(
      IdHash ids,
      JoinNames names,
      JoinShape shape,
      JoinPolicy policy,
      JoinListener listener,
      EntryJournal journal) {
    this(ids, names, names.sets(), shape, policy, listener, journal);
  }

  /**
   * Creates a join.
   *
   * @param sets know what the labels stand for that come
   */
  MemoryJoin(
      IdHash ids,
      JoinNames names,
      ItemSets sets,
      JoinShape shape,
      JoinPolicy policy,
      JoinListener listener,
      EntryJournal journal) {
    this.ids = ids;
    this.names = names;
    this.sets = sets;
    this.policy = policy;
    this.listener = listener;
    this.journal = journal;
    this.table = new EntryTable(shape);
    this.view = new WaitingPrediction(shape);
  }

  @Override
  public IdHash ids() {
    return ids;
  }

  @Override
  public JoinNames names() {
    return names;
  }

  EntryTable table() {
    return table;
  }

  JoinCounts counts() {
    return counts;
  }

  @Override
  public void predicted(long idHigh, long idLow, WaitingPrediction prediction) {
    counts.predictions++;
    long time = known(prediction.epochMillis());
    boolean reused = giveUpEarlierUse(idHigh, idLow, prediction.version());
    int label = openLabel(idHigh, idLow, time - policy.earlyMillis(), reused);
    if (label == EntryTable.NONE || !recall(label)) {
      makeRoom();
      int entry = table.add(idHigh, idLow, EntryKind.WAITING, time);
      table.write(entry, prediction);
      journal.put(table, entry);
      return;
    }
    double value = table.label(label);
    long labelMillis = table.time(label);
    if (table.kind(label) == EntryKind.EARLY) {
      counts.count(LabelOutcome.EARLY);
      remove(label);
    }
    remember(idHigh, idLow, prediction.version(), value, labelMillis);
    counts.count(PredictionOutcome.JOINED);
    view.copy(prediction, time);
    listener.joined(view, value, labelMillis);
  }

  private boolean giveUpEarlierUse(long idHigh, long idLow, int version) {
    for (int at = table.first(idHigh, idLow); at != EntryTable.NONE; at = table.following(at)) {
      int entry = table.entryAt(at);
      EntryKind kind = table.kind(entry);
      if (kind != EntryKind.EARLY && table.version(entry) == version) {
        counts.reused++;
        if (kind == EntryKind.WAITING) {
          counts.count(PredictionOutcome.REPLACED);
        }
        remove(entry);
        return true;
      }
    }
    return false;
  }

  /** Returns the label that a new prediction takes, or none. */
  private int openLabel(long idHigh, long idLow, long notBefore, boolean reused) {
    int remembered = EntryTable.NONE;
    for (int at = table.first(idHigh, idLow); at != EntryTable.NONE; at = table.following(at)) {
      int entry = table.entryAt(at);
      EntryKind kind = table.kind(entry);
      if (kind == EntryKind.WAITING || table.time(entry) < notBefore) {
        continue;
      }
      if (kind == EntryKind.EARLY) {
        return entry;
      }
      if (!reused
          && isKnown(table.label(entry))
          && (remembered == EntryTable.NONE || before(remembered, entry))) {
        remembered = entry;
      }
    }
    return remembered;
  }

  /** Returns whether it is known what a label stands for. */
  private boolean isKnown(double label) {
    return !table.shape().isList() || label >= 0 || sets.find(label) != null;
  }

  /**
   * Makes known again what a label stands for that is to be joined. One that came from a store
   * without its items is given up.
   */
  private boolean recall(int entry) {
    double label = table.label(entry);
    ItemSets.Items held = items.get(entry);
    if (held != null) {
      sets.keep(label, held);
    }
    if (isKnown(label)) {
      return true;
    }
    counts.count(LabelOutcome.DROPPED);
    remove(entry);
    return false;
  }

  private void hold(int entry, double label) {
    ItemSets.Items several = table.shape().isList() ? sets.find(label) : null;
    if (several != null) {
      items.put(entry, several);
      itemBytes += several.bytes();
    }
  }

  /** Returns whether the label of {@code one} is older than, or as old and above, the other's. */
  private boolean before(int one, int other) {
    int byTime = Long.compare(table.time(one), table.time(other));
    return byTime < 0 || (byTime == 0 && Double.compare(table.label(one), table.label(other)) > 0);
  }

  private void remember(long idHigh, long idLow, int version, double label, long labelMillis) {
    makeRoom();
    int entry = table.add(idHigh, idLow, EntryKind.REMEMBERED, labelMillis);
    table.version(entry, version);
    table.label(entry, label);
    journal.put(table, entry);
  }

  @Override
  public boolean meets(long idHigh, long idLow) {
    return table.first(idHigh, idLow) != EntryTable.NONE;
  }

  @Override
  public @Nullable LabelOutcome labelled(long idHigh, long idLow, long epochMillis, double label) {
    if (Double.isNaN(label)) {
      throw new IllegalArgumentException("a label must not be NaN");
    }
    counts.labels++;
    LabelOutcome outcome =
        isKnown(label) ? match(idHigh, idLow, known(epochMillis), label) : LabelOutcome.DROPPED;
    if (outcome != null) {
      counts.count(outcome);
    }
    return outcome;
  }

  private @Nullable LabelOutcome match(long idHigh, long idLow, long time, double label) {
    boolean joined = false;
    boolean inTime = false;
    boolean known = false;
    boolean equal = false;
    boolean tooNew = false;
    for (int at = table.first(idHigh, idLow); at != EntryTable.NONE; at = table.following(at)) {
      int entry = table.entryAt(at);
      if (table.kind(entry) != EntryKind.WAITING) {
        known = true;
        equal |= Double.compare(table.label(entry), label) == 0;
      } else if (table.time(entry) - policy.earlyMillis() > time) {
        tooNew = true;
      } else {
        joined = true;
        inTime |= time - table.time(entry) <= policy.waitMillis();
        pair(entry, time, label);
      }
    }
    if (joined) {
      return inTime ? LabelOutcome.JOINED : LabelOutcome.LATE;
    }
    if (known) {
      return equal ? LabelOutcome.DUPLICATE : LabelOutcome.CONFLICTING;
    }
    return tooNew ? LabelOutcome.ORPHAN : keepEarly(idHigh, idLow, time, label);
  }

  private void pair(int entry, long labelMillis, double label) {
    table.read(entry, view);
    journal.remove(table, entry);
    table.become(entry, EntryKind.REMEMBERED, labelMillis);
    table.label(entry, label);
    journal.put(table, entry);
    counts.count(PredictionOutcome.JOINED);
    listener.joined(view, label, labelMillis);
  }

  private @Nullable LabelOutcome keepEarly(long idHigh, long idLow, long time, double label) {
    if (table.size() == policy.capacity() && !forgetRemembered() && !dropEarly()) {
      return LabelOutcome.DROPPED;
    }
    int entry = table.add(idHigh, idLow, EntryKind.EARLY, time);
    table.label(entry, label);
    hold(entry, label);
    journal.put(table, entry);
    while (itemBytes > ItemSets.MAX_HELD_BYTES) {
      // Not the oldest label: one of a single item would free nothing.
      counts.count(LabelOutcome.DROPPED);
      remove(items.keySet().iterator().next());
    }
    return null;
  }

  private void makeRoom() {
    if (table.size() == policy.capacity() && !forgetRemembered() && !dropEarly()) {
      counts.count(PredictionOutcome.DROPPED);
      remove(table.oldest(EntryKind.WAITING));
    }
  }

  private boolean forgetRemembered() {
    return removeOldest(EntryKind.REMEMBERED);
  }

  private boolean dropEarly() {
    boolean dropped = removeOldest(EntryKind.EARLY);
    if (dropped) {
      counts.count(LabelOutcome.DROPPED);
    }
    return dropped;
  }

  private boolean removeOldest(EntryKind kind) {
    int oldest = table.oldest(kind);
    if (oldest == EntryTable.NONE) {
      return false;
    }
    remove(oldest);
    return true;
  }

  private void remove(int entry) {
    ItemSets.Items held = items.isEmpty() ? null : items.remove(entry);
    itemBytes -= held == null ? 0 : held.bytes();
    journal.remove(table, entry);
    table.remove(entry);
  }

  /** Gives up the oldest entry of a kind, for which there is no room. */
  void drop(EntryKind kind) {
    if (kind == EntryKind.WAITING) {
      counts.count(PredictionOutcome.DROPPED);
    } else if (kind == EntryKind.EARLY) {
      counts.count(LabelOutcome.DROPPED);
    }
    removeOldest(kind);
  }

  /** Moves the clock without giving up anything. */
  void clock(long nowMillis) {
    this.nowMillis = Math.max(0, nowMillis);
  }

  @Override
  public void advance(long nowMillis) {
    clock(nowMillis);
    for (EntryKind kind : EntryKind.ALL) {
      long lifeMillis = kind == EntryKind.EARLY ? policy.earlyMillis() : policy.expireMillis();
      int oldest = table.oldest(kind);
      while (oldest != EntryTable.NONE && this.nowMillis - table.time(oldest) > lifeMillis) {
        countGivenUp(kind);
        remove(oldest);
        oldest = table.oldest(kind);
      }
    }
  }

  private void countGivenUp(EntryKind kind) {
    if (kind == EntryKind.WAITING) {
      counts.count(PredictionOutcome.EXPIRED);
    } else if (kind == EntryKind.EARLY) {
      counts.count(LabelOutcome.ORPHAN);
    }
  }

  /**
   * Takes over an entry of an earlier process, newest first.
   *
   * @return whether the store is to keep it as it is
   */
  boolean restore(StoredEntry stored) {
    return switch (stored.kind()) {
      case WAITING -> restoreWaiting(stored);
      case REMEMBERED -> restoreRemembered(stored);
      case EARLY -> restoreEarly(stored);
    };
  }

  private boolean restoreWaiting(StoredEntry stored) {
    counts.restoredPredictions++;
    int same = find(stored);
    if (same != EntryTable.NONE) {
      counts.reused++;
      counts.count(PredictionOutcome.REPLACED);
      return table.time(same) == stored.timeMillis();
    }
    if (table.size() == policy.capacity()) {
      counts.count(PredictionOutcome.DROPPED);
      return false;
    }
    add(stored);
    int label = early(stored.idHigh(), stored.idLow());
    if (label == EntryTable.NONE
        || table.time(label) < stored.timeMillis() - policy.earlyMillis()
        || !recall(label)) {
      return true;
    }
    double value = table.label(label);
    long labelMillis = table.time(label);
    remove(label);
    counts.count(LabelOutcome.EARLY);
    pair(find(stored), labelMillis, value);
    // The pair has taken its place in the store already.
    return true;
  }

  private boolean restoreRemembered(StoredEntry stored) {
    int same = find(stored);
    if (same != EntryTable.NONE) {
      return table.time(same) == stored.timeMillis();
    }
    int early = early(stored.idHigh(), stored.idLow());
    if (early != EntryTable.NONE) {
      boolean equal = Double.compare(table.label(early), stored.label()) == 0;
      counts.count(equal ? LabelOutcome.DUPLICATE : LabelOutcome.CONFLICTING);
      remove(early);
    }
    if (table.size() == policy.capacity()) {
      return false;
    }
    add(stored);
    return true;
  }

  private boolean restoreEarly(StoredEntry stored) {
    counts.restoredLabels++;
    LabelOutcome outcome =
        isKnown(stored.label())
            ? match(stored.idHigh(), stored.idLow(), stored.timeMillis(), stored.label())
            : LabelOutcome.DROPPED;
    if (outcome != null) {
      counts.count(outcome == LabelOutcome.JOINED ? LabelOutcome.EARLY : outcome);
    }
    return outcome == null;
  }

  /** Puts an entry into the table as it is, as the oldest of its kind. */
  void add(StoredEntry stored) {
    int entry =
        table.addOldest(stored.idHigh(), stored.idLow(), stored.kind(), stored.timeMillis());
    WaitingPrediction prediction = stored.prediction();
    if (prediction == null) {
      table.version(entry, stored.version());
      table.label(entry, stored.label());
    } else {
      table.write(entry, prediction);
    }
  }

  /** Returns the entry of a version, waiting or remembered. */
  private int find(StoredEntry stored) {
    int at = table.first(stored.idHigh(), stored.idLow());
    for (; at != EntryTable.NONE; at = table.following(at)) {
      int entry = table.entryAt(at);
      if (table.kind(entry) != EntryKind.EARLY && table.version(entry) == stored.version()) {
        return entry;
      }
    }
    return EntryTable.NONE;
  }

  private int early(long idHigh, long idLow) {
    int at = table.first(idHigh, idLow);
    while (at != EntryTable.NONE && table.kind(table.entryAt(at)) != EntryKind.EARLY) {
      at = table.following(at);
    }
    return at == EntryTable.NONE ? at : table.entryAt(at);
  }

  private long known(long epochMillis) {
    return Math.max(0, Math.min(epochMillis, Math.min(nowMillis, EntryLayout.MAX_MILLIS)));
  }

  @Override
  public JoinAccount account() {
    return new JoinAccount(counts);
  }
}

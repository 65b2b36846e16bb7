package io.modelmon.performance.join;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of joining once more, as plainly as can be: lists that are searched from end to end.
 */
final class PlainJoin {

  /** A prediction that waits, or a label that is remembered or early (version null). */
  record Entry(String id, Integer version, long time, Double label, int number) {}

  final List<Entry> waiting = new ArrayList<>();
  final List<Entry> remembered = new ArrayList<>();
  final List<Entry> early = new ArrayList<>();
  final Map<LabelOutcome, Long> labelOutcomes = new EnumMap<>(LabelOutcome.class);
  final Map<PredictionOutcome, Long> predictionOutcomes = new EnumMap<>(PredictionOutcome.class);

  /** "prediction number → label at time", sorted within one step. */
  final List<String> pairs = new ArrayList<>();

  long labels;
  long predictions;
  long reused;
  private final JoinPolicy policy;
  private long now = Long.MAX_VALUE;

  PlainJoin(JoinPolicy policy) {
    this.policy = policy;
  }

  void predicted(String id, int version, long at, int number) {
    predictions++;
    long time = known(at);
    boolean replaced = waiting.removeIf(e -> e.id.equals(id) && e.version == version);
    boolean forgotten = remembered.removeIf(e -> e.id.equals(id) && e.version == version);
    if (replaced) {
      count(PredictionOutcome.REPLACED);
    }
    boolean again = replaced || forgotten;
    reused += again ? 1 : 0;
    Optional<Entry> first =
        early.stream()
            .filter(e -> e.id.equals(id) && e.time >= time - policy.earlyMillis())
            .findFirst();
    Optional<Entry> other =
        remembered.stream()
            .filter(e -> !again && e.id.equals(id) && e.time >= time - policy.earlyMillis())
            .max(
                Comparator.comparingLong(Entry::time)
                    .thenComparing(Entry::label, Comparator.reverseOrder()));
    if (first.isPresent()) {
      early.remove(first.get());
      count(LabelOutcome.EARLY);
    }
    Optional<Entry> label = first.or(() -> other);
    room();
    if (label.isPresent()) {
      Entry of = label.get();
      remembered.add(new Entry(id, version, of.time, of.label, number));
      count(PredictionOutcome.JOINED);
      pairs.add(pair(number, of.label, of.time));
    } else {
      waiting.add(new Entry(id, version, time, null, number));
    }
  }

  LabelOutcome labelled(String id, long at, double label) {
    labels++;
    LabelOutcome outcome = outcome(id, known(at), label);
    if (outcome != null) {
      count(outcome);
    }
    return outcome;
  }

  private LabelOutcome outcome(String id, long time, double label) {
    List<Entry> same = waiting.stream().filter(e -> e.id.equals(id)).toList();
    List<Entry> matches = same.stream().filter(e -> e.time <= time + policy.earlyMillis()).toList();
    if (!matches.isEmpty()) {
      TreeSet<String> found = new TreeSet<>();
      for (Entry match : matches) {
        waiting.remove(match);
        remembered.add(new Entry(id, match.version, time, label, match.number));
        count(PredictionOutcome.JOINED);
        found.add(pair(match.number, label, time));
      }
      pairs.addAll(found);
      boolean inTime = matches.stream().anyMatch(e -> time <= e.time + policy.waitMillis());
      return inTime ? LabelOutcome.JOINED : LabelOutcome.LATE;
    }
    List<Entry> before = new ArrayList<>(remembered);
    before.addAll(early);
    before.removeIf(e -> !e.id.equals(id));
    if (!before.isEmpty()) {
      boolean equal = before.stream().anyMatch(e -> e.label == label);
      return equal ? LabelOutcome.DUPLICATE : LabelOutcome.CONFLICTING;
    }
    if (!same.isEmpty()) {
      return LabelOutcome.ORPHAN;
    }
    if (size() == policy.capacity() && remembered.isEmpty() && early.isEmpty()) {
      return LabelOutcome.DROPPED;
    }
    room();
    early.add(new Entry(id, null, time, label, -1));
    return null;
  }

  void advance(long at) {
    now = Math.max(0, at);
    while (!waiting.isEmpty() && now - waiting.get(0).time > policy.expireMillis()) {
      waiting.remove(0);
      count(PredictionOutcome.EXPIRED);
    }
    while (!remembered.isEmpty() && now - remembered.get(0).time > policy.expireMillis()) {
      remembered.remove(0);
    }
    while (!early.isEmpty() && now - early.get(0).time > policy.earlyMillis()) {
      early.remove(0);
      count(LabelOutcome.ORPHAN);
    }
  }

  /** Moves the clock without giving up anything. */
  void clock(long at) {
    now = at;
  }

  /** The clock of a shared database, which gives up by time alone. */
  void advanceByTime(long at) {
    now = at;
    long before = at - policy.expireMillis();
    int waited = waiting.size();
    waiting.removeIf(e -> e.time < before);
    predictionOutcomes.merge(PredictionOutcome.EXPIRED, (long) waited - waiting.size(), Long::sum);
    remembered.removeIf(e -> e.time < before);
    int labels = early.size();
    early.removeIf(e -> e.time < at - policy.earlyMillis());
    labelOutcomes.merge(LabelOutcome.ORPHAN, (long) labels - early.size(), Long::sum);
  }

  private void room() {
    if (size() < policy.capacity()) {
      return;
    }
    if (!remembered.isEmpty()) {
      remembered.remove(0);
    } else if (!early.isEmpty()) {
      early.remove(0);
      count(LabelOutcome.DROPPED);
    } else {
      waiting.remove(0);
      count(PredictionOutcome.DROPPED);
    }
  }

  int size() {
    return waiting.size() + remembered.size() + early.size();
  }

  private long known(long time) {
    return Math.max(0, Math.min(time, now));
  }

  static String pair(int number, double label, long time) {
    return number + " -> " + label + " at " + time;
  }

  private void count(LabelOutcome outcome) {
    labelOutcomes.merge(outcome, 1L, Long::sum);
  }

  private void count(PredictionOutcome outcome) {
    predictionOutcomes.merge(outcome, 1L, Long::sum);
  }
}

package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batches of several processes on a table that is a map here, against {@link PlainJoin}. */
class SharedBatchTest {

  private static final int SCRIPTS = 200;
  private static final int BATCHES = 60;
  private static final JoinShape SHAPE = new JoinShape(true, 1, 1);

  private final Map<SharedBatch.Place, SharedBatch.Row> rows = new HashMap<>();
  private final List<String> pairs = new ArrayList<>();

  private SharedJoin process(int origin, JoinPolicy policy) {
    SharedJoin join =
        new SharedJoin(
            "m",
            new IdHash(1, 2),
            origin,
            SHAPE,
            policy,
            (row, label, at) -> {
              assertThat(row.score(0)).isEqualTo(row.window() / 2.0);
              pairs.add(PlainJoin.pair(row.window(), label, at));
            });
    // Every process has its own codes.
    for (int i = 0; i < origin; i++) {
      join.names().code("of its own " + i);
    }
    join.names().code("v0");
    join.names().code("v1");
    return join;
  }

  @Test
  void batches_ofThreeProcesses_agreeWithThePlainRules() {
    for (int script = 0; script < SCRIPTS; script++) {
      rows.clear();
      pairs.clear();
      run(new SplittableRandom(script), "script " + script);
    }
  }

  private void run(SplittableRandom random, String name) {
    long expire = 50L + random.nextInt(400);
    JoinPolicy policy =
        new JoinPolicy(random.nextLong(expire), expire, random.nextLong(50), 1 << 20);
    PlainJoin plain = new PlainJoin(policy);
    List<SharedJoin> processes =
        List.of(process(0, policy), process(1, policy), process(2, policy));
    int ids = 1 + random.nextInt(40);
    long now = 1000;
    int number = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      SharedJoin join = processes.get(random.nextInt(3));
      int events = random.nextInt(12);
      for (int i = 0; i < events; i++) {
        now++;
        plain.clock(now);
        String id = "id" + random.nextInt(ids);
        join.ids().update(id);
        if (random.nextBoolean()) {
          int version = random.nextInt(2);
          plain.predicted(id, version, now, number);
          join.predicted(join.ids().high(), join.ids().low(), row(join, version, number, now));
        } else {
          int label = random.nextInt(2);
          plain.labelled(id, now, label);
          join.labelled(join.ids().high(), join.ids().low(), now, join.names().code("v" + label));
        }
        number++;
      }
      store(join, now);
      expire(join, plain, now);
    }
    assertSame(processes, plain, name);
  }

  private static WaitingPrediction row(SharedJoin join, int version, int number, long at) {
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    row.fill(join.names().code("v" + version), number, at, join.names().code("v0"));
    row.score(0, number / 2.0);
    row.segment(0, join.names().code("v1"));
    return row;
  }

  /** What the thread of the store does, with a map for the table. */
  private void store(SharedJoin join, long now) {
    SharedBatch batch = join.batch();
    if (batch != null) {
      Set<List<Long>> ids = new HashSet<>();
      batch.events.forEach(event -> ids.add(List.of(event.idHigh(), event.idLow())));
      // Twice, as after a connection that broke before the commit.
      batch.apply(join, entries(join, ids, Long.MAX_VALUE), now);
      batch.apply(join, entries(join, ids, Long.MAX_VALUE), now);
      write(batch);
      join.stored(batch);
    }
    join.advance(now);
  }

  private void expire(SharedJoin join, PlainJoin plain, long now) {
    plain.advanceByTime(now);
    SharedBatch batch = join.emptyBatch();
    batch.expire(join, entries(join, null, now), now);
    write(batch);
    join.stored(batch);
    join.advance(now);
  }

  private List<StoredEntry> entries(SharedJoin join, Set<List<Long>> ids, long before) {
    List<StoredEntry> found = new ArrayList<>();
    rows.forEach(
        (place, row) -> {
          if (row.timeMillis < before
              && (ids == null || ids.contains(List.of(place.idHigh(), place.idLow())))) {
            byte[] key =
                EntryCodec.key(row.timeMillis, place.idHigh(), place.idLow(), place.version());
            found.add(join.codec().decodeOrNull(key, row.value, ItemSets.ofAll()));
          }
        });
    found.sort((one, other) -> Long.compare(other.timeMillis(), one.timeMillis()));
    return found;
  }

  private void write(SharedBatch batch) {
    batch.changes.forEach(
        (place, row) -> {
          if (row == null) {
            rows.remove(place);
          } else {
            rows.put(place, row);
          }
        });
  }

  private void assertSame(List<SharedJoin> processes, PlainJoin plain, String name) {
    for (LabelOutcome outcome : LabelOutcome.values()) {
      assertThat(processes.stream().mapToLong(join -> join.account().labels(outcome)).sum())
          .as("%s: %s", name, outcome)
          .isEqualTo(plain.labelOutcomes.getOrDefault(outcome, 0L));
    }
    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      assertThat(processes.stream().mapToLong(join -> join.account().predictions(outcome)).sum())
          .as("%s: %s", name, outcome)
          .isEqualTo(plain.predictionOutcomes.getOrDefault(outcome, 0L));
    }
    assertThat(rows).as(name).hasSize(plain.size());
    // Labels are codes of three processes here; all else must agree.
    assertThat(pairs.stream().map(pair -> pair.split(" ", -1)[0]).toList())
        .as(name)
        .containsExactlyInAnyOrderElementsOf(
            plain.pairs.stream().map(pair -> pair.split(" ", -1)[0]).toList());
  }
}

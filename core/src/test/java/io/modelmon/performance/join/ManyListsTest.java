package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of several items that wait, more of them than are known at once. */
class ManyListsTest {

  private static final long START = 1_000_000;
  private static final int MANY = 20_000;
  private static final int ITEMS = 10;
  private static final JoinShape SHAPE = new JoinShape(false, 3, 0);
  private static final JoinPolicy POLICY = new JoinPolicy(1_000_000, 1_000_000, 1_000_000, 1 << 20);

  private final Map<SharedBatch.Place, SharedBatch.Row> rows = new HashMap<>();

  /** A process: its join, and the windows of those predictions that got their own items. */
  private static final class Peer {
    LabelJoin join;
    final Set<Integer> judged = new HashSet<>();

    void joined(WaitingPrediction row, double label, long at) {
      double[] items = join.names().sets().items(label);
      if (items != null && items[0] == firstItem(row.window())) {
        judged.add(row.window());
      }
    }
  }

  private static double firstItem(int id) {
    return 1e6 * id;
  }

  private static double[] items(int id, int size) {
    double[] items = new double[size];
    for (int i = 0; i < size; i++) {
      items[i] = firstItem(id) + i;
    }
    return items;
  }

  private static LabelOutcome label(LabelJoin join, int id, int size) {
    return join.labelled(id, id, START, join.names().sets().code(items(id, size)));
  }

  private static void predict(LabelJoin join, int id) {
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    row.fill(join.names().code("v"), id, START + 1, 0);
    join.predicted(id, id, row);
  }

  private static Peer inMemory() {
    Peer peer = new Peer();
    peer.join = LabelStore.memory().join("m", SHAPE, POLICY, peer::joined);
    peer.join.advance(START + 2);
    return peer;
  }

  private static Peer shared(int origin) {
    Peer peer = new Peer();
    peer.join = new SharedJoin("m", new IdHash(1, 2), origin, SHAPE, POLICY, peer::joined);
    peer.join.advance(START + 2);
    return peer;
  }

  private static SharedJoin queue(Peer peer) {
    return (SharedJoin) peer.join;
  }

  /** What the thread of the store does once the database is there, with a map for the table. */
  private void store(SharedJoin join) {
    for (SharedBatch batch = join.batch(); batch != null; batch = join.batch()) {
      batch.apply(join, entries(join, batch), START + 2);
      batch.changes.forEach(
          (place, row) -> {
            if (row == null) {
              rows.remove(place);
            } else {
              rows.put(place, row);
            }
          });
      join.stored(batch);
    }
    join.advance(START + 2);
  }

  private List<StoredEntry> entries(SharedJoin join, SharedBatch batch) {
    List<StoredEntry> found = new ArrayList<>();
    int version = join.codec().versionHash(EntryKind.WAITING, join.names().code("v"));
    for (SharedEvent event : batch.events) {
      for (int hash : new int[] {0, version}) {
        SharedBatch.Place place = new SharedBatch.Place(event.idHigh(), event.idLow(), hash);
        SharedBatch.Row row = rows.get(place);
        if (row != null) {
          byte[] key = EntryCodec.key(row.timeMillis, place.idHigh(), place.idLow(), hash);
          found.add(Objects.requireNonNull(join.codec().decode(key, row.value, batch.sets)));
        }
      }
    }
    found.sort(Comparator.comparingLong(StoredEntry::timeMillis).reversed());
    return found;
  }

  @Test
  void shared_databaseAwayForManyLists_isGivenAllOfThem() {
    Peer peer = shared(1);
    for (int id = 0; id < MANY; id += 2) {
      predict(peer.join, id);
      assertThat(label(peer.join, id, ITEMS)).isNull();
    }
    for (int id = 1; queue(peer).queued() < 1 << 15; id += 2) {
      assertThat(label(peer.join, id, ITEMS)).isNull();
    }

    store(queue(peer));

    assertThat(peer.join.account().predictions(PredictionOutcome.JOINED)).isEqualTo(MANY / 2);
    assertThat(peer.judged).hasSize(MANY / 2);
    assertThat(peer.join.account().labels(LabelOutcome.DROPPED)).isZero();
  }

  @Test
  void shared_manyListsBeforeTheirPredictions_meanTheSameToAnotherProcess() {
    Peer labelled = shared(1);
    for (int id = 0; id < MANY; id++) {
      assertThat(label(labelled.join, id, ITEMS)).isNull();
    }
    store(queue(labelled));

    Peer predicting = shared(2);
    for (int id = 0; id < MANY; id++) {
      predict(predicting.join, id);
    }
    store(queue(predicting));

    assertThat(predicting.judged).hasSize(MANY);
  }

  @Test
  void shared_listsTooLargeForTheQueue_areCountedAndLeaveRoomAgain() {
    Peer peer = shared(1);
    int dropped = 0;
    for (int id = 0; id < MANY; id++) {
      dropped += label(peer.join, id, ItemSets.MAX_SET) == null ? 0 : 1;
    }

    assertThat(dropped).isPositive();
    assertThat(peer.join.account().labels(LabelOutcome.DROPPED)).isEqualTo(dropped);
    assertThat(queue(peer).queued()).isEqualTo(MANY - dropped).isGreaterThan(13_000);
    store(queue(peer));
    assertThat(label(peer.join, MANY, ItemSets.MAX_SET)).isNull();
    assertThat(peer.join.account().openLabels()).isEqualTo(MANY - dropped + 1);
  }

  @Test
  void shared_listThatIsNotKnown_isDropped() {
    Peer peer = shared(1);

    assertThat(peer.join.labelled(1, 1, START, -5)).isEqualTo(LabelOutcome.DROPPED);
    assertThat(peer.join.account().labels(LabelOutcome.DROPPED)).isOne();
  }

  @Test
  void memory_manyListsBeforeTheirPredictions_areAllKnownThen() {
    Peer peer = inMemory();
    for (int id = 0; id < MANY; id++) {
      assertThat(label(peer.join, id, ITEMS)).isNull();
    }
    for (int id = 0; id < MANY; id++) {
      predict(peer.join, id);
    }

    assertThat(peer.judged).hasSize(MANY);
    assertThat(peer.join.account().labels(LabelOutcome.EARLY)).isEqualTo(MANY);
  }

  @Test
  void memory_moreListsThanThereIsRoomFor_areJudgedOrDropped() {
    Peer peer = inMemory();
    for (int id = 0; id < MANY; id++) {
      assertThat(label(peer.join, id, ItemSets.MAX_SET)).isNull();
    }
    for (int id = 0; id < MANY; id++) {
      predict(peer.join, id);
    }

    JoinAccount account = peer.join.account();
    assertThat(account.labels(LabelOutcome.DROPPED)).isBetween(1L, MANY / 2L);
    assertThat(account.labels(LabelOutcome.EARLY)).isEqualTo(peer.judged.size());
    assertThat(peer.judged.size() + account.labels(LabelOutcome.DROPPED)).isEqualTo(MANY);
    assertThat(account.waiting()).isEqualTo(account.labels(LabelOutcome.DROPPED));
  }

  @Test
  void memory_moreListsThanThereIsRoomForAfterSingleItems_dropsNothingButTheOldestLists() {
    Peer peer = inMemory();
    for (int id = MANY; id < 2 * MANY; id++) {
      assertThat(label(peer.join, id, 1)).isNull();
    }
    for (int id = 0; id < MANY; id++) {
      assertThat(label(peer.join, id, ItemSets.MAX_SET)).isNull();
    }
    long held = ItemSets.MAX_HELD_BYTES / (96 + Double.BYTES * ItemSets.MAX_SET);

    JoinAccount account = peer.join.account();
    assertThat(account.labels(LabelOutcome.DROPPED)).isEqualTo(MANY - held);
    assertThat(account.openLabels()).isEqualTo(MANY + held);
    for (int id = 0; id < 2 * MANY; id++) {
      predict(peer.join, id);
    }
    assertThat(peer.join.account().labels(LabelOutcome.EARLY)).isEqualTo(MANY + held);
    assertThat(peer.judged)
        .hasSize((int) (MANY + held))
        .doesNotContain((int) (MANY - held) - 1)
        .contains((int) (MANY - held), MANY - 1, MANY, 2 * MANY - 1);
  }

  @Test
  void memory_rememberedListThatIsForgotten_isNoPairOfALaterVersion() {
    Peer peer = inMemory();
    for (int id = 0; id < MANY; id++) {
      predict(peer.join, id);
      assertThat(label(peer.join, id, ITEMS)).isEqualTo(LabelOutcome.JOINED);
    }
    peer.judged.clear();
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    for (int id = 0; id < MANY; id++) {
      row.fill(peer.join.names().code("shadow"), id, START + 1, 0);
      peer.join.predicted(id, id, row);
    }

    // Those that are not known any more wait for another label; none joins without being judged.
    JoinAccount account = peer.join.account();
    assertThat(account.predictions(PredictionOutcome.JOINED) - MANY)
        .isEqualTo(peer.judged.size())
        .isGreaterThan(10_000);
    assertThat(account.waiting()).isEqualTo(MANY - peer.judged.size());
  }

  @Test
  void restart_manyEarlyListsAmongRememberedOnes_areKept(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("labels.mv");
    List<String> log = new ArrayList<>();
    try (LabelStore store = LabelStore.file(file, 1L << 30, log::add)) {
      Peer peer = new Peer();
      peer.join = store.join("m", SHAPE, POLICY, peer::joined);
      peer.join.advance(START + 2);
      for (int id = 0; id < MANY; id++) {
        if (id < MANY / 4 * 3) {
          predict(peer.join, id);
        }
        LabelOutcome unused = label(peer.join, id, ITEMS);
        while (store.status().queued() > 4000) {
          Thread.sleep(1);
        }
      }
      assertThat(store.close(60_000)).isTrue();
    }

    try (LabelStore store = LabelStore.file(file, 1L << 30, log::add)) {
      Peer peer = new Peer();
      peer.join = store.join("m", SHAPE, POLICY, peer::joined);
      while (!peer.join.isReady()) {
        peer.join.advance(START + 2);
        Thread.sleep(1);
      }
      // They are the newest by their keys, and are read before what is remembered.
      for (int id = MANY / 4 * 3; id < MANY; id++) {
        predict(peer.join, id);
      }
      assertThat(peer.judged).hasSize(MANY / 4);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void codec_entryWithoutItsItems_isDroppedAndItsPredictionWaits() {
    Peer first = shared(1);
    LabelOutcome unused = label(first.join, 7, ITEMS);
    SharedBatch batch = Objects.requireNonNull(queue(first).batch());
    batch.apply(queue(first), List.of(), START + 2);
    byte[] value =
        batch.changes.values().stream().filter(Objects::nonNull).findFirst().orElseThrow().value;
    byte[] key = EntryCodec.key(START, 7, 7, 0);
    byte[] forgotten = Arrays.copyOf(value, value.length - 2 - ITEMS * Double.BYTES);

    Peer second = shared(2);
    predict(second.join, 7);
    SharedBatch next = Objects.requireNonNull(queue(second).batch());
    StoredEntry entry =
        Objects.requireNonNull(queue(second).codec().decode(key, forgotten, next.sets));
    next.apply(queue(second), List.of(entry), START + 2);
    queue(second).stored(next);
    second.join.advance(START + 2);

    assertThat(second.join.account().labels(LabelOutcome.DROPPED)).isOne();
    assertThat(second.join.account().predictions(PredictionOutcome.JOINED)).isZero();
    assertThat(second.join.account().waiting()).isOne();
  }
}

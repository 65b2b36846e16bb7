package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLabelStoreTest {

  private static final JoinShape SHAPE = new JoinShape(true, 1, 1);
  private static final JoinPolicy POLICY = new JoinPolicy(1000, 100_000, 500, 100_000);
  private static final long START = 1_000_000;

  @TempDir Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<String> pairs = new ArrayList<>();

  private Path file() {
    return folder.resolve("labels.mv");
  }

  private LabelStore open() {
    return LabelStore.file(file(), 1L << 30, log::add);
  }

  private LabelJoin join(LabelStore store, String model) {
    LabelJoin[] made = new LabelJoin[1];
    made[0] =
        store.join(
            model,
            SHAPE,
            POLICY,
            (row, label, at) ->
                pairs.add(
                    "%s %s %s %d %s %s %s"
                        .formatted(
                            made[0].names().name(row.version()),
                            made[0].names().name((int) row.predicted()),
                            made[0].names().name((int) label),
                            row.window(),
                            row.score(0),
                            made[0].names().name(row.segment(0)),
                            row.foreign())));
    return made[0];
  }

  private static void predict(LabelJoin join, String id, String version, int window, long at) {
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    row.fill(join.names().code(version), window, at, join.names().code("bad"));
    row.score(0, window / 8.0);
    row.segment(0, join.names().code("web"));
    join.ids().update(id);
    join.predicted(join.ids().high(), join.ids().low(), row);
  }

  private static LabelOutcome label(LabelJoin join, String id, String label, long at) {
    join.ids().update(id);
    return join.labelled(join.ids().high(), join.ids().low(), at, join.names().code(label));
  }

  /** Lets the thread of the store work until something holds; fails after a minute. */
  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void restore(LabelJoin join, long predictions) {
    await(
        () -> {
          join.advance(START + 100);
          return join.account().restoredPredictions() == predictions;
        });
  }

  @Test
  void restart_waitingRememberedAndEarly_areTakenOver() {
    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      predict(join, "a", "7", 1, START);
      predict(join, "b", "7", 2, START + 1);
      predict(join, "c", "8", 3, START + 2);
      label(join, "b", "good", START + 3);
      label(join, "d", "good", START + 4);
    }
    pairs.clear();

    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      // Codes differ from those of the first process.
      join.names().code("good");
      join.names().code("other");
      restore(join, 2);
      await(
          () -> {
            join.advance(START + 100);
            return join.account().restoredLabels() == 1;
          });

      assertThat(label(join, "b", "good", START + 90)).isEqualTo(LabelOutcome.DUPLICATE);
      assertThat(label(join, "b", "bad", START + 90)).isEqualTo(LabelOutcome.CONFLICTING);
      assertThat(label(join, "a", "good", START + 90)).isEqualTo(LabelOutcome.JOINED);
      predict(join, "d", "8", 4, START + 91);
      assertThat(pairs)
          .containsExactly("7 bad good 1 0.125 web true", "8 bad good 4 0.5 web false");
      assertThat(join.account().waiting()).isEqualTo(1);
      assertThat(join.account().openLabels()).isZero();
      assertThat(join.account().labels(LabelOutcome.EARLY)).isEqualTo(1);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void restart_labelBeforeItsPredictionIsRead_isJoined() {
    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      predict(join, "a", "7", 1, START);
    }

    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      assertThat(label(join, "a", "good", START + 50)).isNull();
      restore(join, 1);

      assertThat(pairs).containsExactly("7 bad good 1 0.125 web true");
      assertThat(join.account().waiting()).isZero();
      assertThat(join.account().openLabels()).isZero();
    }
    pairs.clear();
    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      predict(join, "z", "7", 1, START);
      predict(join, "a", "8", 1, START + 3000);
      await(
          () -> {
            join.advance(START + 3000);
            return label(join, "z", "good", START + 3000) == LabelOutcome.DUPLICATE;
          });
      assertThat(join.account().restoredPredictions()).as("joined once, not waiting").isZero();
    }
  }

  @Test
  void restart_manyLabelsBeforeTheFileIsRead_areAllJoined() {
    int rows = 3_000;
    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      for (int i = 0; i < rows; i++) {
        predict(join, "id" + i, "7", 1, START);
      }
    }

    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      for (int i = 0; i < rows; i++) {
        LabelOutcome unused = label(join, "id" + i, "good", START + 50);
      }
      await(
          () -> {
            join.advance(START + 100);
            return pairs.size() == rows;
          });

      assertThat(join.account().openLabels()).isZero();
      assertThat(join.account().waiting()).isZero();
    }
  }

  @Test
  void restart_idUsedAgainMeanwhile_newestWins() {
    try (LabelStore store = open()) {
      predict(join(store, "credit"), "a", "7", 1, START);
    }

    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      predict(join, "a", "7", 5, START + 60);
      restore(join, 1);
      label(join, "a", "good", START + 90);

      assertThat(pairs).containsExactly("7 bad good 5 0.625 web false");
      assertThat(join.account().predictions(PredictionOutcome.REPLACED)).isEqualTo(1);
    }
    try (LabelStore store = open()) {
      LabelJoin join = join(store, "credit");
      await(
          () -> {
            join.advance(START + 100);
            return label(join, "a", "good", START + 95) == LabelOutcome.DUPLICATE;
          });
      assertThat(join.account().restoredPredictions()).isZero();
    }
  }

  @Test
  void restart_otherShape_startsWithoutThem() {
    try (LabelStore store = open()) {
      predict(join(store, "credit"), "a", "7", 1, START);
    }

    try (LabelStore store = open()) {
      JoinShape other = new JoinShape(false, 0, 0);
      LabelJoin join = store.join("credit", other, POLICY, (row, label, at) -> pairs.add("?"));
      predictNumber(join, other);
      assertThat(store.close(60_000)).isTrue();
      join.advance(START);
      assertThat(join.account().restoredPredictions()).isZero();
    }
  }

  private static void predictNumber(LabelJoin join, JoinShape shape) {
    WaitingPrediction row = new WaitingPrediction(shape);
    row.fill(join.names().code("7"), 1, START, 3.25);
    join.predicted(1, 2, row);
  }

  @Test
  void models_sameIds_areKeptApart() {
    try (LabelStore store = open()) {
      predict(join(store, "credit"), "a", "7", 1, START);
      predict(join(store, "fraud"), "a", "7", 2, START);
    }

    try (LabelStore store = open()) {
      LabelJoin fraud = join(store, "fraud");
      restore(fraud, 1);
      label(fraud, "a", "good", START + 9);
      assertThat(pairs).containsExactly("7 bad good 2 0.25 web true");
    }
  }

  @Test
  void file_content_holdsNoId() throws IOException {
    try (LabelStore store = open()) {
      predict(join(store, "credit"), "customer-4711", "7", 1, START);
    }

    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .contains("model:credit")
        .doesNotContain("4711");
  }

  @Test
  void open_corruptFile_isSetAside() throws IOException {
    Files.writeString(file(), "not a store\n".repeat(2000));

    try (LabelStore store = open()) {
      predict(join(store, "credit"), "a", "7", 1, START);
    }

    assertThat(log).singleElement().asString().contains("starting afresh");
    assertThat(folder.resolve("labels.mv.broken")).exists();
    try (LabelStore store = open()) {
      restore(join(store, "credit"), 1);
    }
  }

  @Test
  void open_fileInUse_keepsInMemory() {
    try (LabelStore first = open();
        LabelStore second = open()) {
      predict(join(second, "credit"), "a", "7", 1, START);

      assertThat(first.status().state()).isEqualTo(StoreStatus.State.OPEN);
      assertThat(second.status().state()).isEqualTo(StoreStatus.State.MEMORY_ONLY);
      assertThat(log).singleElement().asString().contains("in use by another process");
    }
  }

  @Test
  void open_folderThatIsAFile_keepsInMemory() throws IOException {
    Files.writeString(folder.resolve("taken"), "x");

    try (LabelStore store =
        LabelStore.file(folder.resolve("taken").resolve("labels.mv"), 1L << 20, log::add)) {
      assertThat(store.status().state()).isEqualTo(StoreStatus.State.MEMORY_ONLY);
      assertThat(log).hasSize(1);
    }
  }

  @Test
  void thread_whatEndsIt_isHiddenFromTheApplication() {
    try (LabelStore store = open()) {
      assertThat(store.status().state()).isEqualTo(StoreStatus.State.OPEN);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("modelmon-labels"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon)
          // Without a handler of its own a thread shows its group, which asks the default one.
          .noneMatch(thread -> thread.getUncaughtExceptionHandler() instanceof ThreadGroup);
    }
  }

  @Test
  void file_fullOfEntries_staysBelowItsLimit() throws IOException {
    long limit = 1L << 20;
    int predictions = 200_000;
    JoinPolicy large = new JoinPolicy(1000, 100_000, 500, predictions);
    try (LabelStore store = LabelStore.file(file(), limit, log::add)) {
      LabelJoin join = store.join("credit", SHAPE, large, (row, label, at) -> pairs.add("?"));
      for (int i = 0; i < predictions; i++) {
        predict(join, "id" + i, "7", i, START + i);
        if (i % 4000 == 0) {
          await(() -> store.status().queued() == 0);
        }
      }
      await(() -> store.status().queued() == 0);
      assertThat(store.status().lost()).isPositive();
      assertThat(join.account().waiting()).isEqualTo(predictions);
      assertThat(store.close(60_000)).isTrue();
    }

    // What is on its way when the limit is passed still goes in: one commit.
    assertThat(Files.size(file())).isLessThan(8 * limit);
    assertThat(log).anyMatch(line -> line.contains("as large as allowed"));
  }

  @Test
  void threads_ofTheStore_areOneDaemon() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    try (LabelStore store = open()) {
      predict(join(store, "credit"), "a", "7", 1, START);
      await(() -> store.status().stored() > 0);
      Set<String> started =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .map(thread -> thread.getName() + (thread.isDaemon() ? " daemon" : ""))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(started).containsExactly("modelmon-labels daemon");
    }
  }
}

package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM that writes, again and again, and looks for every prediction it said was stored. */
class FileLabelStoreKillTest {

  private static final int KILLS = 4;

  @TempDir Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void kill_whileWriting_losesNothingAcknowledged() throws Exception {
    Path file = folder.resolve("labels.mv");
    long waiting = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = writeUntilKilled(file, waiting, 300L + 700L * kill);
      waiting = predictionsIn(file, waiting + acknowledged);
    }

    assertAllJoin(file, waiting);
    assertThat(log).isEmpty();
  }

  /** Returns the last acknowledgement that was read before the signal was sent. */
  private static long writeUntilKilled(Path file, long firstId, long enough) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriterMain.class.getName(),
                file.toString(),
                Long.toString(firstId))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader lines = writer.inputReader()) {
      while (acknowledged < enough) {
        String line = lines.readLine();
        assertThat(line).as("the writer ended").isNotNull();
        String[] numbers = line.split(" ", -1);
        assertThat(numbers[1]).as("lost").isEqualTo("0");
        acknowledged = Long.parseLong(numbers[0]);
      }
    } finally {
      // SIGKILL where there are signals: no hook runs, nothing is flushed.
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return acknowledged;
  }

  /** Returns how many predictions wait in the file: all that count from 0, without a gap. */
  private long predictionsIn(Path file, long atLeast) {
    try (LabelStore store = LabelStore.file(file, 1L << 30, log::add)) {
      LabelJoin join = join(store, new ArrayList<>());
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (join.account().restoredPredictions() < atLeast) {
        join.advance(atLeast);
        assertThat(System.nanoTime()).as("waiting for %s predictions", atLeast).isLessThan(end);
      }
      // A chunk that is not full is the last one; whatever is left came with the same commit.
      long found = -1;
      while (found != join.account().restoredPredictions()) {
        found = join.account().restoredPredictions();
        long pause = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        while (System.nanoTime() < pause) {
          join.advance(atLeast);
        }
      }
      return found;
    }
  }

  private void assertAllJoin(Path file, long predictions) {
    List<Integer> joined = new ArrayList<>();
    try (LabelStore store = LabelStore.file(file, 1L << 30, log::add)) {
      LabelJoin join = join(store, joined);
      while (join.account().restoredPredictions() < predictions) {
        join.advance(predictions);
      }
      for (int id = 0; id < predictions; id++) {
        join.ids().update("id" + id);
        join.labelled(join.ids().high(), join.ids().low(), predictions, id);
      }
      assertThat(joined).hasSize((int) predictions).doesNotHaveDuplicates();
      assertThat(join.account().waiting()).isZero();
    }
  }

  private static LabelJoin join(LabelStore store, List<Integer> joined) {
    return store.join(
        "killed",
        new JoinShape(false, 1, 0),
        new JoinPolicy(1000, 1L << 30, 500, 1_000_000),
        (row, label, at) -> {
          assertThat(row.predicted()).isEqualTo(label);
          assertThat(row.score(0)).isEqualTo(label / 8);
          joined.add((int) label);
        });
  }
}

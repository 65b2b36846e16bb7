package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntryTableMemoryTest {

  private static final int MILLION = 1_000_000;

  private static MemoryJoin filled(JoinShape shape, int predictions) {
    JoinPolicy policy = new JoinPolicy(1000, 1_000_000, 500, predictions);
    MemoryJoin join =
        new MemoryJoin(
            new IdHash(1, 2),
            new JoinNames(),
            shape,
            policy,
            (row, label, at) -> {},
            EntryJournal.NONE);
    WaitingPrediction row = new WaitingPrediction(shape);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < predictions; i++) {
      row.fill(0, i, i, i % 2);
      join.predicted(random.nextLong(), random.nextLong(), row);
    }
    return join;
  }

  @Test
  void arrays_millionBinaryPredictions_takeLessThan64Megabytes() {
    MemoryJoin join = filled(new JoinShape(true, 1, 0), MILLION);

    assertThat(join.table().size()).isEqualTo(MILLION);
    assertThat(join.table().bytes()).isEqualTo(977L * 1024 * 48 + (1L << 21) * 4);
    assertThat(join.table().bytes()).isLessThan(64_000_000);
  }

  @Test
  void arrays_entriesComeAndGo_areUsedAgain() {
    MemoryJoin join = filled(new JoinShape(true, 1, 0), 10_000);
    long bytes = join.table().bytes();

    WaitingPrediction row = new WaitingPrediction(new JoinShape(true, 1, 0));
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 100_000; i++) {
      row.fill(0, i, i, 1);
      long high = random.nextLong();
      join.predicted(high, i, row);
      if (i % 3 == 0) {
        join.labelled(high, i, i, 1);
      }
    }

    assertThat(join.table().size()).isEqualTo(10_000);
    assertThat(join.table().bytes()).isEqualTo(bytes);
  }

  @Test
  void arrays_emptyJoin_takeNextToNothing() {
    assertThat(new EntryTable(new JoinShape(true, 1, 0)).bytes()).isLessThan(1024);
  }
}

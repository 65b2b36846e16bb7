package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemSetsTest {

  private static final JoinShape SHAPE = new JoinShape(false, 3, 0);
  private static final JoinPolicy POLICY = new JoinPolicy(1_000_000, 1_000_000, 1_000_000, 1 << 10);
  private static final long START = 1_000_000;

  private final ItemSets sets = new JoinNames().sets();

  @Test
  void code_itemsInAnyOrder_isTheirs() {
    double code = sets.code(new double[] {3, 1, 2, 1});

    assertThat(code).isNegative().isEqualTo(sets.code(new double[] {1, 2, 3}));
    assertThat(sets.items(code)).containsExactly(1, 2, 3);
    assertThat(sets.code(new double[] {2, 3})).isNotEqualTo(code);
  }

  @Test
  void code_ofOneItem_isTheItem() {
    assertThat(sets.code(new double[] {7})).isEqualTo(7);
    assertThat(sets.items(7)).containsExactly(7);
  }

  @Test
  void code_noneOrTooMany_isRefused() {
    assertThatThrownBy(() -> sets.code(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 256, but are 0");
    double[] many = new double[ItemSets.MAX_SET + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    assertThatThrownBy(() -> sets.code(many)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void items_tooManyInAll_forgetTheOldest() {
    double first = sets.code(new double[] {1, 2});
    double last = first;
    for (int i = 0; i < 1 << 16; i++) {
      last = sets.code(new double[] {i, i + 1e6});
    }

    assertThat(sets.items(first)).isNull();
    assertThat(sets.items(last)).hasSize(2);
  }

  @Test
  void restart_earlyLabelOfSeveralItems_keepsThem(@TempDir Path folder) {
    List<String> log = new ArrayList<>();
    try (LabelStore store = LabelStore.file(folder.resolve("labels.mv"), 1L << 30, log::add)) {
      LabelJoin join = store.join("shop", SHAPE, POLICY, (row, label, at) -> {});
      join.advance(START);
      assertThat(join.labelled(1, 2, START, join.names().sets().code(new double[] {5, 6})))
          .isNull();
    }

    List<double[]> joined = new ArrayList<>();
    try (LabelStore store = LabelStore.file(folder.resolve("labels.mv"), 1L << 30, log::add)) {
      LabelJoin[] made = new LabelJoin[1];
      made[0] =
          store.join(
              "shop",
              SHAPE,
              POLICY,
              (row, label, at) -> joined.add(made[0].names().sets().items(label)));
      while (!made[0].isReady()) {
        made[0].advance(START + 1);
      }
      WaitingPrediction row = new WaitingPrediction(SHAPE);
      row.fill(made[0].names().code("1"), 1, START + 1, 0);
      made[0].predicted(1, 2, row);
    }
    assertThat(joined).singleElement().isEqualTo(new double[] {5, 6});
    assertThat(log).isEmpty();
  }
}

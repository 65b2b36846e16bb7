package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.performance.join.ConnectionSource;
import io.modelmon.performance.join.LabelStore;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** More labels than there is room for while their database is away. */
class LabelDropsTest {

  private static final int LABELS = 40_000;
  private static final String DATABASE =
      ", store: { jdbc: \"jdbc:postgresql://localhost/none\", secret: \"${SECRET:-of all peers}\" }";

  @Test
  void labels_databaseIsAwayForLong_areCountedAndSaidOnce() {
    LabelFixture fixture = new LabelFixture(DATABASE, LabelFixture.PROBABILITY, "prediction");
    ConnectionSource away =
        () -> {
          throw new SQLException("for the test");
        };
    try (LabelStore store = LabelStore.jdbc(away, "a secret of all peers", line -> {})) {
      fixture.monitor.keepLabelsIn(config -> store);
      for (long id = 0; id < LABELS; id++) {
        fixture.label(id, "bad");
        if (id % 1000 == 999) {
          fixture.poll();
        }
      }
      fixture.poll();

      long dropped = fixture.count("dropped");
      assertThat(dropped).isPositive();
      assertThat(store.status().queued()).isEqualTo(LABELS - dropped);
      assertThat(fixture.log)
          .singleElement()
          .asString()
          .contains("labels of credit", "count as dropped", "the label database can be reached");
    }
  }
}

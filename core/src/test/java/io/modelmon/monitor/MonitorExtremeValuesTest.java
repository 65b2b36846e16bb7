package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at the ends of the range of double, such as sentinels, in one feature of a model. */
class MonitorExtremeValuesTest {

  @TempDir Path folder;
  private final Population population = new Population(42);

  @ParameterizedTest
  @ValueSource(doubles = {1e160, -1e200, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE})
  void window_sentinelsInReferenceAndTraffic_isEvaluated(double sentinel) {
    List<Object[]> rows = new ArrayList<>(new Population(7).rows(5_000));
    for (int i = 0; i < rows.size(); i += 50) {
      rows.get(i)[0] = sentinel;
    }
    Population.write(rows, folder.resolve("credit.profile"));

    assertOtherFeaturesAreWatched(sentinel);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e160, -1e200, Double.MAX_VALUE})
  void window_sentinelsInTrafficOnly_isEvaluated(double sentinel) {
    Population.write(new Population(7).rows(5_000), folder.resolve("credit.profile"));

    assertOtherFeaturesAreWatched(sentinel);
  }

  private void assertOtherFeaturesAreWatched(double sentinel) {
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    MonitorFixture.Writer writer = fixture.writer();
    population.newCategory = true;
    for (int i = 0; i < 1_000; i++) {
      Object[] row = population.row();
      row[0] = i % 50 == 0 ? sentinel : row[0];
      writer.call(null, row);
    }

    assertThat(fixture.monitor.failures()).isZero();
    assertThat(fixture.events()).containsExactly("DRIFT_DETECTED c tv");
  }

  @Test
  void window_neighboursThatASumCannotTellApart_isEvaluated() {
    double base = 0x1p52;
    List<Object[]> rows = new Population(7).rows(5_000);
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i)[0] = base + i % 5;
    }
    Population.write(rows, folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 2_000; i++) {
      Object[] row = population.row();
      row[0] = base + i % 5;
      writer.call(null, row);
    }

    assertThat(fixture.monitor.failures()).isZero();
    assertThat(fixture.events()).isEmpty();
  }
}

package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.schema.ModelId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsTest {

  private final Incidents incidents = new Incidents();

  private void closed(String model, long start, long end, String... drifted) {
    List<FeatureDrift> drifts = Arrays.stream(drifted).map(IncidentsTest::drift).toList();
    WindowVerdict verdict = drifts.isEmpty() ? WindowVerdict.STABLE : WindowVerdict.DRIFT;
    incidents.closed(
        new ModelId(model, "1"), new WindowSnapshot(1, start, end, 500, 500, verdict, 0.5, drifts));
  }

  private static FeatureDrift drift(String feature) {
    Measure measure = new Measure("ks", 0.4, 1e-9, 0.1, DriftStatus.OK);
    return new FeatureDrift(feature, measure, 500, 500, 5_000, 0.05, true, true, List.of());
  }

  private List<String> others(String model) {
    return incidents.others(new ModelId(model, "1"));
  }

  @Test
  void others_commonFeatures_comeBeforeCommonTimes() {
    closed("fraud", 80, 110, "amount");
    closed("churn", 10, 20, "age", "income");
    closed("credit", 100, 200, "age", "zip");
    closed("quiet", 100, 200);
    closed("early", 0, 99, "device");

    assertThat(others("credit"))
        .containsExactly(
            "model 'churn:1' drifted on 'age' too",
            "model 'fraud:1' drifted at the same time, on 'amount'");
    assertThat(others("quiet")).isEmpty();
  }

  @Test
  void others_modelThatIsBack_isNotNamed() {
    closed("churn", 100, 200, "age");
    closed("credit", 100, 200, "age");
    assertThat(others("credit")).hasSize(1);

    closed("churn", 200, 300);

    assertThat(others("credit")).isEmpty();
  }

  @Test
  void others_many_areCutShort() {
    for (int i = 0; i < 40; i++) {
      closed("model" + i, 100, 200, "age");
    }
    closed("credit", 100, 200, "a", "b", "c", "d", "e", "f", "age");

    assertThat(others("credit")).hasSize(5).last().isEqualTo("36 further models drifted too");
    assertThat(others("model0"))
        .anyMatch(line -> line.equals("model 'model1:1' drifted on 'age' too"));
  }
}

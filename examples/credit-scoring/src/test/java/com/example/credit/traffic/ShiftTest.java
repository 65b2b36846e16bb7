package com.example.credit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.credit.model.CreditSchema;
import com.example.credit.model.FeatureVector;
import com.example.credit.train.Application;
import com.example.credit.train.CreditData;
import com.example.credit.train.GermanCredit;
import com.example.credit.train.Split;
import com.example.credit.train.Train;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShiftTest {

  private final CreditData data = GermanCredit.read();
  private final List<FeatureVector> rows =
      Split.of(data.rows(), Train.TRAINING_ROWS, 1).heldOut().stream()
          .map(Application::features)
          .toList();

  @Test
  void shift_changesTheNamedFeaturesAndNoOther() {
    CreditSchema schema = data.schema();
    Shift shift = new Shift(schema, 1);

    List<FeatureVector> shifted = rows.stream().map(shift::shift).toList();

    for (String name : schema.names()) {
      List<Object> before = column(rows, name);
      List<Object> after = column(shifted, name);
      if (Shift.FEATURES.contains(name)) {
        assertThat(after).as(name).isNotEqualTo(before);
      } else {
        assertThat(after).as(name).isEqualTo(before);
      }
    }
  }

  @Test
  void shift_drawsWhatItSays() {
    Shift shift = new Shift(data.schema(), 1);

    assertThat(rows)
        .allSatisfy(
            row -> {
              Map<String, Object> values = shift.shift(row).values();
              assertThat(values.get("duration")).isIn(24.0, 30.0, 36.0, 42.0, 48.0, 60.0);
              assertThat((Double) values.get("credit_amount")).isBetween(4_000.0, 16_000.0);
              assertThat(values.get("purpose")).isIn("business", "education", "new car", "other");
            });
  }

  private static List<Object> column(List<FeatureVector> rows, String name) {
    return rows.stream().map(row -> row.values().getOrDefault(name, "")).toList();
  }
}

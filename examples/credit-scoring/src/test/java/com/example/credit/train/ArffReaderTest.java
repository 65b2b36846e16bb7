package com.example.credit.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.credit.model.Attribute;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArffReaderTest {

  private final CreditData data = GermanCredit.read();

  @Test
  void read_germanCredit_hasItsKnownShape() {
    assertThat(data.rows()).hasSize(1000);
    assertThat(data.rows()).filteredOn(row -> row.risk().equals("bad")).hasSize(300);
    assertThat(data.schema().attributes()).hasSize(20);
    assertThat(data.schema().attributes()).filteredOn(Attribute::numeric).hasSize(7);
  }

  @Test
  void read_quotedValues_loseTheirQuotesOnly() {
    Map<String, Object> first = data.rows().get(0).features().values();

    assertThat(first)
        .containsEntry("checking_status", "<0")
        .containsEntry("credit_history", "critical/other existing credit")
        .containsEntry("duration", 6.0)
        .containsEntry("age", 67.0)
        .containsEntry("foreign_worker", "yes");
    assertThat(data.rows().get(0).risk()).isEqualTo("good");
  }
}

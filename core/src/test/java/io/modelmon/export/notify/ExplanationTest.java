package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Explanation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Explanation WHY =
      new Explanation(
          Explanation.Kind.DATA,
          "age is missing",
          List.of("age missing: 0.5 instead of 0.01"),
          "look at what fills age",
          List.of("age"));

  private final AlertNotice notice = Notices.firing("credit").explained(WHY);

  @Test
  void webhook_explained_carriesTheDiagnosis() {
    String body = text(new WebhookPayload("shop"), notice);

    assertThat(body)
        .contains(
            "\"diagnosis\":{\"kind\":\"data\",\"finding\":\"age is missing\","
                + "\"evidence\":[\"age missing: 0.5 instead of 0.01\"],"
                + "\"next_step\":\"look at what fills age\",\"features\":[\"age\"]}}]}");
  }

  @Test
  void webhook_notExplained_carriesNone() {
    assertThat(text(new WebhookPayload("shop"), Notices.firing("credit")))
        .doesNotContain("diagnosis");
  }

  @Test
  void words_explained_nameProblemEvidenceAndNextStep() {
    String lines =
        "data problem: age is missing\\nage missing: 0.5 instead of 0.01"
            + "\\nnext: look at what fills age";

    assertThat(text(new SlackPayload(), notice)).contains(lines);
    assertThat(text(new AlertmanagerPayload("shop", Duration.ofMinutes(5)), notice))
        .contains(lines);
  }

  private static String text(Payload payload, AlertNotice notice) {
    byte[] body = payload.body("1", List.of(notice), Instant.EPOCH);
    return new String(body, StandardCharsets.UTF_8);
  }
}

package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendOutcomeTest {

  @Test
  void isRetryable_statuses_areThoseOfTheProtocol() {
    assertThat(IntStream.range(100, 600).filter(SendOutcome::isRetryable))
        .containsExactly(429, 502, 503, 504);
  }
}

package io.modelmon.export.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "7, PT7S",
    "3600, PT5M",
    "99999999999999999999, PT5M",
    "'Mon, 4 May 2026 12:00:30 GMT', PT30S",
    "'Mon, 04 May 2026 13:00:00 GMT', PT5M",
  })
  void parse_asked_isGrantedUpToTheLimit(String header, Duration expected) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"-1", "9e99", "1.5", "soon", "Mon, 4 May 2026 11:59:00 GMT"})
  void parse_malformedOrPast_isIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
  }
}

package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TelemetryTextTest {

  @Test
  void clean_ordinaryText_isTheSameObject() {
    String text = "Größe 漢字 \uD83D\uDE00";

    assertThat(TelemetryText.clean(text)).isSameAs(text);
  }

  @Test
  void clean_loneSurrogates_areReplaced() {
    assertThat(TelemetryText.clean("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    assertThat(TelemetryText.clean("\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00");
  }

  @Test
  void clean_randomUnits_isAlwaysEncodable() throws CharacterCodingException {
    Random random = new Random(11);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(300);
      for (int i = 0; i < length; i++) {
        text.append((char) (random.nextInt(4) == 0 ? 0xD700 + random.nextInt(0x1000) : 'a'));
      }

      String cleaned = TelemetryText.clean(text.toString());

      assertThat(cleaned.length()).isLessThanOrEqualTo(TelemetryText.MAX_LENGTH);
      // A strict encoder throws on any surrogate without its other half.
      assertThat(StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(cleaned)))
          .isNotNull();
    }
  }
}

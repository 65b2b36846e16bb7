package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

  @Test
  void cleanWords_upTo4096Characters_areTheSame() {
    String text = "a line of evidence\n".repeat(215);

    assertThat(text).hasSizeBetween(4_000, 4_096);
    assertThat(TelemetryText.cleanWords(text)).isSameAs(text);
  }

  @Test
  void cleanWords_moreLines_endWithALineAndHowManyFollow() {
    List<String> lines = IntStream.range(0, 500).mapToObj(i -> "age, before " + i).toList();

    String cut = TelemetryText.cleanWords(String.join("\n", lines));

    List<String> kept = List.of(cut.split("\n"));
    int shown = kept.size() - 1;
    assertThat(cut.length()).isBetween(4_000, TelemetryText.MAX_WORDS);
    assertThat(kept.subList(0, shown)).isEqualTo(lines.subList(0, shown));
    assertThat(kept.get(shown)).isEqualTo("… " + (500 - shown) + " more");
  }

  @Test
  void cleanWords_moreNames_endWithANameAndHowManyFollow() {
    List<String> names = IntStream.range(0, 900).mapToObj(i -> "feature_" + i).toList();

    String cut = TelemetryText.cleanWords(String.join(",", names));

    List<String> kept = List.of(cut.split(","));
    int shown = kept.size() - 1;
    assertThat(kept.subList(0, shown)).isEqualTo(names.subList(0, shown));
    assertThat(kept.get(shown)).isEqualTo("… " + (900 - shown) + " more");
  }

  @Test
  void cleanWords_withoutABreak_areCutBetweenCharacters() {
    String words = "word ".repeat(1_000);
    String one = "\uD83D\uDE00".repeat(3_000);

    assertThat(TelemetryText.cleanWords(words)).endsWith(" word … 945 more characters");
    assertThat(TelemetryText.cleanWords("x" + one))
        .hasSizeLessThanOrEqualTo(TelemetryText.MAX_WORDS)
        .endsWith("\uD83D\uDE00 … 1946 more characters");
    assertThat(TelemetryText.cleanWords("\uDE00" + words)).startsWith("\uFFFDword");
  }
}

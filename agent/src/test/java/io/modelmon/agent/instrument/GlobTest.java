package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GlobTest {

  @Test
  void matches_randomPatterns_agreesWithRegularExpressions() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      String pattern = random(random, "ab*");
      String text = random(random, "ab");
      boolean expected = Pattern.matches(pattern.replace("*", ".*"), text);

      assertThat(new Glob(pattern).matches(text)).as("%s on %s", pattern, text).isEqualTo(expected);
    }
  }

  @Test
  void matches_manyStars_isNotExponential() {
    Glob glob = new Glob("*a".repeat(50) + "b");
    String text = "a".repeat(2_000);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(glob.matches(text)).isFalse());
  }

  private static String random(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}

package io.modelmon.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.calibration.Notes;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Random texts, made of words of the grammar, of characters, and of valid rules with damage. For
 * the long run: {@code -Dmodelmon.fuzz.minutes=10}.
 */
class RuleParserFuzzTest {

  private static final List<String> WORDS =
      List.of(
          ("drift.share latency.p99 throughput feature [ ] \"age\" * . missing performance.f1 { } ,"
                  + " = channel > >= < <= == != 0.3 5 1e3 1e -1 % ms s m h per second / and or not ( )"
                  + " up down points from reference previous windows anomalous high low by mad sd ewma"
                  + " at over seasonal mean median quantile + - z for resolve when \" ' \\ \u0000"
                  + " \ud800 \u00e9")
              .split(" "));

  private static final List<String> VALID =
      List.of(
          "drift.share > 30% for 2 resolve when drift.share < 10% for 4",
          "feature[\"age\"].missing up 5 points from previous 24 windows or not latency.p99 >"
              + " 250ms",
          "performance.f1{channel=\"web\"} down 5% and (throughput < 5 per minute or error.rate >"
              + " 1%)",
          "latency.p99 anomalous high by mad at 5 seasonal over 720 windows for 2",
          "throughput < mean - 2.5 sd over 48 windows and latency.p99 z > 3");

  private static final int DEFAULT_TEXTS = 150_000;

  private static final int BATCH = 1_000;
  private static final long MOST_OF_A_BATCH = TimeUnit.SECONDS.toNanos(1);

  @Test
  void parse_randomTexts_givesARuleOrARuleException() throws IOException {
    SplittableRandom random = new SplittableRandom(20);
    long minutes = Long.getLong("modelmon.fuzz.minutes", 0);
    long leftNanos = TimeUnit.MINUTES.toNanos(minutes);
    long last = System.nanoTime();
    long rules = 0;
    long errors = 0;
    long texts = 0;
    for (; minutes > 0 ? leftNanos > 0 : texts < DEFAULT_TEXTS; texts++) {
      if (texts % BATCH == 0) {
        long now = System.nanoTime();
        // A process that was stopped for a while has not tried anything meanwhile.
        leftNanos -= Math.min(now - last, MOST_OF_A_BATCH);
        last = now;
      }
      String text = text(random);
      try {
        Rule rule = RuleParser.parse(text, RuleParserTest.CATALOGUE);
        rules += rule.condition().toString().isEmpty() ? 0 : 1;
      } catch (RuleException expected) {
        if (expected.column() < 1 || expected.column() > text.length() + 1) {
          throw new AssertionError("column " + expected.column() + " of: " + text, expected);
        }
        errors++;
      } catch (RuntimeException | StackOverflowError other) {
        throw new AssertionError("not a rule exception for: " + text, other);
      }
    }

    if (minutes > 0) {
      Notes.add("rule-fuzz.md", "| %d | %d | %d | %d |", minutes, texts, rules, errors);
    }
    assertThat(rules).as("valid of %d", texts).isGreaterThan(100);
    assertThat(errors).as("invalid of %d", texts).isGreaterThan(100);
  }

  private static String text(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> words(random);
      case 1 -> characters(random);
      default -> damaged(random);
    };
  }

  private static String words(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(14); i >= 0; i--) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(random.nextInt(4) == 0 ? "" : " ");
    }
    return text.toString();
  }

  private static String characters(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(
          random.nextInt(20) == 0 ? (char) random.nextInt(65_536) : (char) random.nextInt(128));
    }
    return text.toString();
  }

  private static String damaged(SplittableRandom random) {
    StringBuilder text = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(Math.max(1, text.length() - 1));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, at + 1);
        case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
        case 2 -> text.insert(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
        default -> text.setLength(Math.max(1, at));
      }
    }
    return text.toString();
  }
}

package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigHostileTest {
  private static final Path BASE = Path.of("/etc/modelmon");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static boolean probeInitialized;

  /** A class that a tag may name; using it would be noticed. */
  static final class Probe {
    static {
      probeInitialized = true;
    }
  }

  @Test
  void parse_aliasesUponAliases_areRefusedWithoutExpanding() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol, lol]\n");
    for (int i = 1; i <= 9; i++) {
      String alias = "*a" + (i - 1);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(8) + alias));
    }

    ParsedConfig parsed = parseInTime(yaml.toString());

    assertThat(parsed.config()).isNull();
    assertThat(parsed.problems())
        .extracting(ConfigProblem::found)
        .contains("found a YAML alias (*)");
  }

  @Test
  void parse_manyAliasesOfOneLargeValue_areRefusedWithoutExpanding() {
    String yaml =
        "base: &b [" + "x, ".repeat(20_000) + "x]\nall: [" + "*b, ".repeat(20_000) + "*b]\n";

    assertThat(parseInTime(yaml).problems()).hasSize(1);
  }

  @Test
  void parse_mergeKey_isRefused() {
    String yaml = "a: &a { name: x }\nmodels:\n  - { <<: *a }\n";

    assertThat(ConfigParser.parse(yaml, BASE).problems())
        .extracting(ConfigProblem::found)
        .contains("found a YAML alias (*)");
  }

  @Test
  void parse_tagThatNamesAClass_doesNotLoadIt() {
    String tag = "!!" + ConfigHostileTest.class.getName() + "$Probe";

    ParsedConfig parsed =
        ConfigParser.parse("file_format: " + tag + " {}\nmodels: " + tag + " x\n", BASE);

    assertThat(parsed.problems())
        .hasSize(2)
        .allMatch(p -> p.expected().equals("leave the tag out"));
    assertThat(probeInitialized).isFalse();
  }

  @Test
  void parse_deepNesting_endsAtTheLimit() {
    assertThat(parseInTime("[".repeat(200_000)).problems()).hasSize(1);
    assertThat(parseInTime("{a: ".repeat(60_000)).problems()).hasSize(1);
    assertThat(parseInTime("- ".repeat(120_000)).problems()).hasSize(1);
    assertThat(parseInTime("? ".repeat(120_000)).problems()).hasSize(1);
  }

  @Test
  void parse_thousandsOfProblems_reportsTheFirstHundred() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      yaml.append("wrong").append(i).append(": 1\n");
    }

    assertThat(parseInTime(yaml.toString()).problems())
        .hasSize(Problems.LIMIT + 1)
        .last()
        .extracting(ConfigProblem::found)
        .isEqualTo("there are more problems");
  }

  @Test
  void parse_controlCharactersInKeysAndValues_staySingleLine() {
    String yaml =
        "\"a\\nline 1: forged\\u001b[31m\": 1\nfile_format: \"2\\r\\nERROR ${jndi:x\"\nmodels: []\n";

    assertThat(ConfigParser.parse(yaml, BASE).problems())
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.toString().chars()).noneMatch(Character::isISOControl));
  }

  @Test
  void parse_randomlyChangedFiles_neverThrows() throws IOException {
    Random random = new Random(20_260_822);
    String pieces = "{}[]:,-#*&!|>%@`\"'?~$\n\t .\u0000\uD800\u2028äx0";
    int refused = 0;
    for (Path file : ConfigCorpus.good()) {
      String original = Files.readString(file);
      for (int i = 0; i < 300; i++) {
        StringBuilder changed = new StringBuilder(original);
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
          int at = random.nextInt(changed.length());
          char piece = pieces.charAt(random.nextInt(pieces.length()));
          switch (random.nextInt(3)) {
            case 0 -> changed.insert(at, piece);
            case 1 -> changed.setCharAt(at, piece);
            default -> changed.deleteCharAt(at);
          }
        }
        ParsedConfig parsed = ConfigParser.parse(changed.toString(), BASE);
        refused += parsed.config() == null ? 1 : 0;
      }
    }

    assertThat(refused).isPositive();
  }

  private static ParsedConfig parseInTime(String yaml) {
    return assertTimeoutPreemptively(LIMIT, () -> ConfigParser.parse(yaml, BASE));
  }
}

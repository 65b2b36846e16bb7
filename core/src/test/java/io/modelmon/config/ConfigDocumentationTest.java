package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md} in step with the parser. */
class ConfigDocumentationTest {
  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

  /** The headings under which the sections are described. */
  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("root", "Top level"),
          Map.entry("defaults", "defaults"),
          Map.entry("model", "models"),
          Map.entry("override", "overrides"),
          Map.entry("name", "name"),
          Map.entry("rule", "predict"),
          Map.entry("features", "features"),
          Map.entry("prediction", "prediction"),
          Map.entry("reference", "reference"),
          Map.entry("window", "window"),
          Map.entry("sampling", "sampling"),
          Map.entry("sampling_policy", "sampling"),
          Map.entry("sampling_period", "sampling"),
          Map.entry("drift", "drift"),
          Map.entry("drift_feature", "drift"),
          Map.entry("quality", "quality"),
          Map.entry("quality_feature", "quality"),
          Map.entry("labels", "labels"),
          Map.entry("labels_defaults", "labels"),
          Map.entry("label_rule", "labels"),
          Map.entry("label_store", "labels"),
          Map.entry("label_folder", "labels"),
          Map.entry("log", "log"),
          Map.entry("performance", "performance"),
          Map.entry("alert", "alerts"),
          Map.entry("receiver", "notify"));

  @Test
  void reference_everySection_namesItsKeys() throws IOException {
    String text = Files.readString(REFERENCE);

    for (Map.Entry<String, Section> section : Section.all().entrySet()) {
      assertThat(HEADINGS).containsKey(section.getKey());
      String chapter = chapter(text, HEADINGS.get(section.getKey()));
      for (String key : section.getValue().allKeys()) {
        assertThat(chapter).as("%s under %s", key, section.getKey()).contains("`" + key + "`");
      }
    }
  }

  @Test
  void reference_tables_nameNoOtherKeys() throws IOException {
    String text = Files.readString(REFERENCE);

    for (Map.Entry<String, Section> section : Section.all().entrySet()) {
      List<String> known = new ArrayList<>();
      Section.all().values().stream()
          .filter(other -> HEADINGS.get(other.id()).equals(HEADINGS.get(section.getKey())))
          .forEach(other -> known.addAll(other.allKeys()));
      String chapter = chapter(text, HEADINGS.get(section.getKey()));
      chapter
          .lines()
          .filter(line -> line.matches("\\| `[a-z_]+` \\|.*"))
          .map(line -> line.substring(3, line.indexOf('`', 3)))
          .forEach(key -> assertThat(known).contains(key));
    }
  }

  @Test
  void reference_examples_areValid() throws IOException {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(REFERENCE));
    int checked = 0;
    while (blocks.find()) {
      for (String example : examples(blocks.group(1))) {
        assertValid(completed(example));
        checked++;
      }
    }

    assertThat(checked).isEqualTo(31);
  }

  /** Returns a whole file as it is, and otherwise each key that stands at the margin. */
  private static List<String> examples(String block) {
    return block.startsWith("file_format")
        ? List.of(block)
        : Pattern.compile("(?m)^(?=[a-z_]+:)").splitAsStream(block).toList();
  }

  /** Returns a whole file around the example of one key. */
  private static String completed(String example) {
    if (example.startsWith("file_format")) {
      return example;
    }
    String start = "file_format: \"1\"\n";
    if (example.startsWith("defaults:") || example.startsWith("notify:")) {
      return start + example + "models: [{ name: credit, predict: com.acme.Model#predict }]\n";
    }
    StringBuilder model = new StringBuilder(example);
    if (!example.startsWith("name:")) {
      boolean many = example.startsWith("overrides:");
      model.append(many ? "name: { from: 'arg[0]' }\n" : "name: credit\n");
    }
    if (!example.startsWith("predict:")) {
      model.append("predict: com.acme.Model#predict\n");
    }
    return start + "models:\n  -\n" + model.toString().indent(4);
  }

  private static void assertValid(String yaml) {
    assertThat(ConfigParser.parse(yaml, Path.of("/etc/modelmon")).describeProblems())
        .as(yaml)
        .isEmpty();
  }

  private static String chapter(String text, String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as("chapter %s", heading).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }
}

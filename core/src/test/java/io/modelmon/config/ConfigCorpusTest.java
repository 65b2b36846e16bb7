package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCorpusTest {
  @TempDir private Path directory;

  static List<Path> good() {
    return ConfigCorpus.good();
  }

  static List<Path> broken() {
    return ConfigCorpus.broken();
  }

  @ParameterizedTest
  @MethodSource("good")
  void parse_goodFile_givesSettings(Path file) throws IOException {
    ParsedConfig parsed = ConfigParser.parse(ConfigCorpus.privateCopy(file, directory));

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.config()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void parse_brokenFile_reportsLinePathAndRemedy(Path file) throws IOException {
    List<ConfigCorpus.Expectation> expected = ConfigCorpus.expectations(file);

    ParsedConfig parsed = ConfigParser.parse(ConfigCorpus.privateCopy(file, directory));

    assertThat(parsed.config()).isNull();
    assertThat(parsed.problems()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      ConfigProblem problem = parsed.problems().get(i);
      assertThat(problem.line()).isEqualTo(expected.get(i).line());
      assertThat(problem.path()).isEqualTo(expected.get(i).path());
      assertThat(problem.toString()).contains(expected.get(i).remedy());
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void toString_anyProblem_isOneReadableLine(Path file) throws IOException {
    ParsedConfig parsed = ConfigParser.parse(Files.readString(file), directory);

    assertThat(parsed.problems())
        .allSatisfy(
            problem ->
                assertThat(problem.toString())
                    .matches("line [0-9]+: ([^ ]+: )?[^;]+; .{5,}")
                    .doesNotContain("null"));
  }

  @Test
  void broken_files_areMany() {
    assertThat(broken()).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void parse_wholeFormat_isSupported() throws IOException {
    ParsedConfig parsed =
        ConfigParser.parse(Files.readString(ConfigCorpus.wholeFormat()), directory);

    assertThat(parsed.problems()).extracting(ConfigProblem::toString).isEmpty();
  }
}

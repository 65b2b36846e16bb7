package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final String YAML =
      """
      file_format: "1"
      models:
        - name: crédit
          predict: com.acme.Credit#predict
          detial: full
      """;

  private static final String VALID = YAML.replace("detial", "detail");

  @TempDir private Path directory;

  @Test
  void parse_missingFile_saysWhereToNameOne() {
    assertThat(problem(directory.resolve("absent.yaml")))
        .startsWith(directory.toString())
        .contains("does not exist; give the path of a file: agent argument, -Dmodelmon.config");
  }

  @Test
  void parse_directory_isRefused() {
    assertThat(problem(directory)).contains("is a directory; give the path of a file");
  }

  @Test
  void parse_fileThatCannotBeRead_isRefused() {
    // Reading the memory of a process from its start fails for everybody.
    Path file = Path.of("/proc/self/mem");
    assumeTrue(Files.isRegularFile(file));

    assertThat(problem(file)).contains("/proc/self/mem cannot be read");
  }

  @Test
  void parse_deviceFile_isRefused() {
    Path file = Path.of("/dev/zero");
    assumeTrue(Files.exists(file));

    assertThat(problem(file)).contains("is not a regular file");
  }

  @Test
  void parse_fileThatEveryUserCanChange_isRefused() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = write(YAML, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

    assertThat(problem(file))
        .contains("can be changed by every user; take the right away: chmod o-w");
  }

  @Test
  void parse_fileOfAnotherUserInSharedFolder_isRefused() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path own = Files.copy(write(VALID, StandardCharsets.UTF_8), shared.resolve("modelmon.yaml"));
    assertThat(ConfigParser.parse(own).problems()).isEmpty();

    // Giving a file away is the privilege of root.
    assumeTrue("root".equals(System.getProperty("user.name")));
    Files.setOwner(
        own, own.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("12345"));

    assertThat(problem(own)).contains("belongs to another user");
    assertThat(problem(Files.createSymbolicLink(directory.resolve("link"), own)))
        .contains("belongs to another user");
  }

  @Test
  void parse_fileInFolder_takesItAsBaseDirectory() throws IOException {
    Path file = write(VALID, StandardCharsets.UTF_8);

    assertThat(ConfigParser.parse(file).config())
        .isNotNull()
        .extracting(ModelmonConfig::baseDirectory)
        .isEqualTo(directory.toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void parse_anyUnicodeEncoding_isReadWithAndWithoutMark(String charset) throws IOException {
    assertMisspeltDetail(write(YAML, Charset.forName(charset)));
    assertMisspeltDetail(write("\uFEFF" + YAML, Charset.forName(charset)));
  }

  @Test
  void parse_windowsLineEnds_keepsLines() throws IOException {
    assertMisspeltDetail(write(YAML.replace("\n", "\r\n"), StandardCharsets.UTF_8));
  }

  @Test
  void parse_latin1_isRefused() throws IOException {
    assertThat(problem(write(YAML, StandardCharsets.ISO_8859_1)))
        .contains("is neither UTF-8 nor UTF-16; save it as UTF-8");
  }

  @Test
  void parse_textWithByteOrderMark_isRead() {
    assertThat(ConfigParser.parse("\uFEFF" + VALID, directory).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uFEFF", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~"})
  void parse_nothingInside_saysHowToBegin(String yaml) throws IOException {
    assertThat(problem(write(yaml, StandardCharsets.UTF_8)))
        .isEqualTo(
            "the configuration is empty; begin with file_format: \"1\" and list models; each has a"
                + " name and predict");
  }

  @Test
  void parse_fileAboveTheLimit_isRefused() throws IOException {
    String padding = "#".repeat(300_000) + "\n";

    assertThat(problem(write(padding + YAML, StandardCharsets.UTF_8)))
        .contains("too large; a configuration has at most 262144 characters");
    assertThat(problem(write(padding.repeat(5) + YAML, StandardCharsets.UTF_8)))
        .contains("too large; a configuration has at most 262144 characters");
  }

  private void assertMisspeltDetail(Path file) {
    assertThat(problem(file))
        .startsWith("line 5: models[0].detial: unknown key 'detial'")
        .endsWith("(did you mean 'detail'?)");
  }

  private static String problem(Path file) {
    ParsedConfig parsed = ConfigParser.parse(file);
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().get(0).toString();
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.writeString(directory.resolve("modelmon.yaml"), text, charset);
  }
}

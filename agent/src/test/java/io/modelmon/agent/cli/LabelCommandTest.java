package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelCommandTest {

  @TempDir private Path base;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(base.resolve("in"));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("label", "--folder", folder.toString()));
    all.addAll(List.of(arguments));
    return CommandLineMain.run(
        all.toArray(String[]::new),
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  /** Runs with a standard input of its own. */
  private int runWithInput(String text, String... arguments) {
    InputStream usual = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(arguments);
    } finally {
      System.setIn(usual);
    }
  }

  /** Returns the contents of the files in the folder, hidden ones as well. */
  private List<String> dropped() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readString(file));
      }
    }
    return contents;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(base.resolve(name), text).toString();
  }

  @Test
  void label_oneLabel_isAFileInTheFolder() throws IOException {
    assertThat(run("--id", "a,\"b", "--label", "bad")).isZero();
    assertThat(run("--id", "7", "--label", "0.5", "--time", "2024-05-01T13:00:00Z", "--model", "m"))
        .isZero();

    assertThat(dropped())
        .containsExactlyInAnyOrder(
            "id,label\n\"a,\"\"b\",\"bad\"\n",
            "id,label,time,model\n\"7\",\"0.5\",\"2024-05-01T13:00:00Z\",\"m\"\n");
    assertThat(out.toString()).contains("1 label in " + folder);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void label_oneThatIsNone_isRefused() throws IOException {
    assertThat(run("--id", "7", "--label", "bad", "--time", "soon")).isEqualTo(1);

    assertThat(err.toString()).contains("time: neither ISO 8601").contains("(found 'soon')");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void label_files_areCopiedUnderNamesOfTheirOwn() throws IOException {
    String csv = file("a.csv", "id,label\n1,good\n2,bad\n");
    String json = file("b.jsonl", "{\"id\":1,\"label\":true}\n");

    assertThat(run(csv, json)).isZero();
    assertThat(run(csv)).isZero();

    assertThat(dropped()).hasSize(3).contains(Files.readString(Path.of(json)));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("(a-.{36}\\.csv|b-.{36}\\.jsonl)"));
    }
  }

  @Test
  void label_standardInput_isRead() throws IOException {
    assertThat(runWithInput("id,label\n1,good\n", "-")).isZero();
    assertThat(runWithInput("{\"id\":1,\"label\":2}", "-", "--format", "jsonl")).isZero();

    assertThat(dropped()).hasSize(2).contains("id,label\n1,good\n");
  }

  @Test
  void label_badLine_keepsEverythingOutUnlessSkipped() throws IOException {
    String good = file("a.csv", "id,label\n1,good\n");
    String bad = file("b.csv", "id,label\n1,good\n,bad\n");

    assertThat(run(good, bad)).isEqualTo(1);
    assertThat(dropped()).isEmpty();
    assertThat(err.toString()).contains("b.csv: line 3: id: empty");

    assertThat(run("--skip-bad", good, bad)).isZero();
    assertThat(dropped()).hasSize(2);
  }

  @Test
  void label_filesThatCannotBeUsed_areRefused() throws IOException {
    assertThat(run(file("a.csv", "1,good\n"))).isEqualTo(1);
    assertThat(run(file("b.csv", "id,label\n"))).isEqualTo(1);
    assertThat(run(file("c.txt", "id,label\n1,2\n"))).isEqualTo(1);
    assertThat(run(base.resolve("absent.csv").toString())).isEqualTo(1);

    assertThat(err.toString())
        .contains("found '1'", "no label in it", "neither *.csv", "cannot be read");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void label_wrongUsage_returnsTwo() throws IOException {
    String file = file("a.csv", "id,label\n1,good\n");

    assertThat(run()).isEqualTo(2);
    assertThat(run("--id", "7")).isEqualTo(2);
    assertThat(run("--id", "7", "--label", "x", file)).isEqualTo(2);
    assertThat(run("--model", "m", file)).isEqualTo(2);
    assertThat(runWithInput("", "-", "--format", "xml")).isEqualTo(2);
    assertThat(dropped()).isEmpty();
  }

  @Test
  void label_folderMissing_returnsOne() throws IOException {
    Files.delete(folder);

    assertThat(run("--id", "7", "--label", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no folder");
  }
}

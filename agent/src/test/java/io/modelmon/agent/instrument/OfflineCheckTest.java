package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineCheckTest {

  private static final Map<String, byte[]> API =
      Sources.compile("package api; public interface Model { double score(double[] x); }");
  private static final Map<String, byte[]> APPLICATION =
      Sources.compile(
          """
          package api;
          interface Model { double score(double[] x); }
          class Base { double helper(int i) { return i; } }
          class Credit extends Base implements Model {
            static { if (true) throw new Error("an application class was initialized"); }
            public double score(double[] x) { return x[0]; }
            double predict(int a) { return a; }
            double predict(long a) { return a; } }
          """);

  @TempDir Path folder;

  private static OfflineCheck.Result check(String rules, Path... entries) {
    return OfflineCheck.check(Configs.config(rules), List.of(entries));
  }

  private static OfflineCheck.RuleCheck first(OfflineCheck.Result result) {
    return result.rules().get(0);
  }

  private Path directory() throws IOException {
    Path directory = folder.resolve("classes");
    for (Map.Entry<String, byte[]> file : APPLICATION.entrySet()) {
      Path path = directory.resolve(file.getKey() + ".class");
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return directory;
  }

  private static byte[] jar(String prefix, Map<String, byte[]> classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : classes.entrySet()) {
        out.putNextEntry(new JarEntry(prefix + file.getKey() + ".class"));
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void directory_subtypeRule_listsTheMethod() throws IOException {
    OfflineCheck.Result result = check("subtypes api.Model#score", directory());

    assertThat(first(result).state()).isEqualTo(State.MATCHED);
    assertThat(first(result).methods()).containsExactly("api.Credit.score(double[])");
    assertThat(first(result).notes()).isEmpty();
    assertThat(result.classes()).isEqualTo(3);
    assertThat(result.isClean()).isTrue();
  }

  @Test
  void jar_exactRule_isFound() throws IOException {
    Path jar = Files.write(folder.resolve("app with space#.jar"), jar("", APPLICATION));

    assertThat(first(check("api.Credit#predict(long)", jar)).methods())
        .containsExactly("api.Credit.predict(long)");
  }

  @Test
  void springBootJar_parentInNestedJar_isFound() throws IOException {
    Map<String, byte[]> application = new java.util.HashMap<>(APPLICATION);
    application.remove("api/Model");
    application.remove("api/Base");
    Path boot = folder.resolve("boot.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(boot))) {
      for (Map.Entry<String, byte[]> file : application.entrySet()) {
        out.putNextEntry(new JarEntry("BOOT-INF/classes/" + file.getKey() + ".class"));
        out.write(file.getValue());
      }
      out.putNextEntry(new JarEntry("BOOT-INF/lib/api.jar"));
      out.write(jar("", API));
      out.putNextEntry(new JarEntry("BOOT-INF/lib/broken.jar"));
      out.write("not a jar".getBytes(StandardCharsets.UTF_8));
    }

    OfflineCheck.Result result = check("subtypes api.Model#score", boot);

    assertThat(first(result).methods()).containsExactly("api.Credit.score(double[])");
    assertThat(result.classes()).isEqualTo(2);
    assertThat(result.problems()).singleElement().asString().contains("BOOT-INF/lib/broken.jar");
  }

  @Test
  void nothingWoven_saysWhy() throws IOException {
    OfflineCheck.Result result =
        check(
            "api.Credit#predict | api.Credit#helper | api.Credt#score | java.util.ArrayList#add"
                + " | api.Model#score | subtypes api.Missing#score | other.Credit#score",
            directory());

    assertThat(result.isClean()).isFalse();
    assertThat(result.rules())
        .extracting(rule -> rule.state())
        .containsExactly(
            State.UNREACHABLE,
            State.METHOD_MISSING,
            State.PENDING,
            State.UNREACHABLE,
            State.UNREACHABLE,
            State.PENDING,
            State.PENDING);
    assertThat(result.rules())
        .extracting(rule -> rule.notes().get(0))
        .satisfiesExactly(
            note -> assertThat(note).contains("overloaded").contains("predict(int), predict(long)"),
            note -> assertThat(note).contains("declared in api.Base"),
            note -> assertThat(note).contains("not on the class path, similar: api.Credit"),
            note -> assertThat(note).contains("classes of the JDK"),
            note -> assertThat(note).contains("abstract").contains("subtypes_of"),
            note -> assertThat(note).contains("api.Missing is not on the class path"),
            note -> assertThat(note).contains("similar: api.Credit"));
  }

  @Test
  void brokenEntries_areReportedAndTheRestIsChecked() throws IOException {
    Path noJar = Files.writeString(folder.resolve("no.jar"), "text");
    Path missing = folder.resolve("missing.jar");

    OfflineCheck.Result result = check("api.Credit#score", noJar, missing, directory());

    assertThat(first(result).state()).isEqualTo(State.MATCHED);
    assertThat(result.problems()).hasSize(2);
    assertThat(result.problems().get(0)).contains("no.jar cannot be read");
    assertThat(result.problems().get(1)).contains("missing.jar does not exist");
  }

  @Test
  void sameClassTwice_theFirstCounts() throws IOException {
    Map<String, byte[]> other =
        Sources.compile("package api; class Credit { double score(String s) { return 0; } }");
    Path jar = Files.write(folder.resolve("other.jar"), jar("", other));

    assertThat(first(check("api.Credit#score", directory(), jar)).methods())
        .containsExactly("api.Credit.score(double[])");
    assertThat(first(check("api.Credit#score", jar, directory())).methods())
        .containsExactly("api.Credit.score(java.lang.String)");
  }
}

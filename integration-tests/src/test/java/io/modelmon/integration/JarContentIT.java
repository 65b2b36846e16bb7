package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application's class loader can find in the jar, which the JVM puts on its path. */
class JarContentIT {

  private static final String ENTRY = "io/modelmon/agent/ModelmonAgent.class";
  private static final String PRIVATE = "modelmon/";
  private static final long MAX_BYTES = 9L << 20;

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Artifacts.modelmon().toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void entries_all_areTheEntryClassNoticesAndThePrivatePart() {
    List<String> visible =
        jar.stream()
            .filter(entry -> !entry.isDirectory())
            .map(ZipEntry::getName)
            .filter(name -> !name.startsWith(PRIVATE))
            .filter(
                name ->
                    !name.matches(
                        "META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|THIRD-PARTY\\.txt|licenses/.*)"))
            .toList();

    assertThat(visible).containsExactly(ENTRY);
  }

  @Test
  void privatePart_all_isNothingALoaderWouldDefine() {
    assertThat(jar.stream().map(ZipEntry::getName))
        .filteredOn(name -> name.startsWith(PRIVATE))
        .hasSizeGreaterThan(100)
        .noneMatch(name -> name.endsWith(".class"));
  }

  @Test
  void entryClass_all_isReadByJava8() throws IOException {
    byte[] bytes = jar.getInputStream(jar.getJarEntry(ENTRY)).readAllBytes();

    assertThat(bytes[6] << 8 | bytes[7]).isEqualTo(52);
  }

  @Test
  void manifest_all_namesTheEntryAndAppendsNothingToTheBootPath() throws IOException {
    Attributes attributes = jar.getManifest().getMainAttributes();
    String entry = ENTRY.substring(0, ENTRY.length() - ".class".length()).replace('/', '.');

    for (String name : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
      assertThat(attributes.getValue(name)).as(name).isEqualTo(entry);
    }
    assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(attributes.getValue("Boot-Class-Path")).isNull();
    assertThat(attributes.getValue("Class-Path")).isNull();
  }

  @Test
  void notices_all_nameEveryLibraryInside() throws IOException {
    StringBuilder notices = new StringBuilder();
    for (ZipEntry entry : jar.stream().toList()) {
      if (entry.getName().matches("META-INF/(LICENSE|NOTICE|THIRD-PARTY|licenses/).*")) {
        notices.append(
            new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    assertThat(notices)
        .contains("Apache License")
        .containsIgnoringCase("byte-buddy")
        .containsIgnoringCase("opentelemetry")
        .containsIgnoringCase("commons-math")
        .containsIgnoringCase("snakeyaml")
        .containsIgnoringCase("picocli");
  }

  @Test
  void size_all_staysSmall() throws IOException {
    assertThat(Files.size(Artifacts.modelmon())).isLessThanOrEqualTo(MAX_BYTES);
  }
}

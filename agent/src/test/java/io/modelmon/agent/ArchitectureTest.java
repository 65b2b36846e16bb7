package io.modelmon.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final int MAX_LINES = 500;

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.modelmon.agent");

  @Test
  void packages_dependencies_haveNoCycle() {
    slices().matching("io.modelmon.agent.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void wiring_packages_areUsedByNobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.agent.runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.modelmon.agent.runtime..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.agent.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.modelmon.agent.cli..")
        .check(classes);
  }

  @Test
  void libraries_use_isConfined() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.agent.instrument..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.agent.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.modelmon.agent.cli..", "io.modelmon.agent.labels..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("de.siegmar..")
        .check(classes);
  }

  @Test
  void hostileParts_ofTheJdk_areNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "java.lang.management..",
            "javax.management..",
            "sun.misc..",
            "java.rmi..",
            "javax.naming..")
        .check(classes);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(classes);
    noClasses()
        .should()
        .callMethod(java.lang.reflect.AccessibleObject.class, "setAccessible", boolean.class)
        .check(classes);
  }

  @Test
  void sources_length_isAtMostFiveHundredLines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<String> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > MAX_LINES)
              .map(Path::toString)
              .toList();

      assertThat(tooLong).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

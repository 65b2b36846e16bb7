package io.modelmon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
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
          .importPackages("io.modelmon");

  @Test
  void packages_dependencies_haveNoCycle() {
    slices().matching("io.modelmon.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packages_dependencies_pointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("math")
        .definedBy("io.modelmon.math")
        .layer("schema")
        .definedBy("io.modelmon.schema")
        .layer("capture")
        .definedBy("io.modelmon.capture")
        .layer("sketch")
        .definedBy("io.modelmon.sketch")
        .layer("profile")
        .definedBy("io.modelmon.profile..")
        .layer("drift")
        .definedBy("io.modelmon.drift..")
        .layer("detector")
        .definedBy("io.modelmon.detector..")
        .layer("quality")
        .definedBy("io.modelmon.quality")
        .layer("performance")
        .definedBy("io.modelmon.performance..")
        .layer("alert")
        .definedBy("io.modelmon.alert..")
        .layer("config")
        .definedBy("io.modelmon.config")
        .layer("monitor")
        .definedBy("io.modelmon.monitor")
        .layer("export")
        .definedBy("io.modelmon.export..")
        .whereLayer("math")
        .mayNotAccessAnyLayer()
        .whereLayer("schema")
        .mayNotAccessAnyLayer()
        .whereLayer("capture")
        .mayOnlyAccessLayers("schema")
        .whereLayer("sketch")
        .mayOnlyAccessLayers("math")
        .whereLayer("profile")
        .mayOnlyAccessLayers("schema", "sketch", "math")
        .whereLayer("drift")
        .mayOnlyAccessLayers("math", "sketch", "profile")
        .whereLayer("detector")
        .mayOnlyAccessLayers("math")
        .whereLayer("quality")
        .mayOnlyAccessLayers("math", "schema", "sketch", "profile", "drift")
        .whereLayer("performance")
        .mayOnlyAccessLayers("math", "schema", "sketch", "detector")
        .whereLayer("alert")
        .mayOnlyAccessLayers("math")
        .whereLayer("config")
        .mayOnlyAccessLayers("schema", "alert")
        .whereLayer("export")
        .mayOnlyAccessLayers(
            "monitor",
            "drift",
            "quality",
            "performance",
            "alert",
            "capture",
            "schema",
            "config",
            "math")
        .check(classes);
  }

  @Test
  void openTelemetry_use_isConfinedToItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.export.otel..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..")
        .check(classes);
  }

  @Test
  void yamlParser_use_isConfinedToItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.snakeyaml..")
        .check(classes);
  }

  @Test
  void embeddedStoreAndDatabases_use_isConfinedToTheJoinAndTheLog() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.modelmon.performance.join..")
        .and()
        .doNotHaveFullyQualifiedName("io.modelmon.export.log.LogTable")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.h2..", "java.sql..", "javax.sql..")
        .check(classes);
  }

  @Test
  void joinAndEvaluation_dependencies_areNone() {
    noClasses()
        .that()
        .resideInAPackage("io.modelmon.performance.join..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.modelmon..")
                .and(not(resideInAPackage("io.modelmon.performance.join.."))))
        .check(classes);
  }

  @Test
  void loggingAndManagement_use_isNowhere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "java.lang.management..", "javax.management..")
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
      throw new java.io.UncheckedIOException(failure);
    }
  }
}

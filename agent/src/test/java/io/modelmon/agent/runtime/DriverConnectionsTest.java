package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.DatabaseConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverConnectionsTest {

  private static final String DRIVER =
      """
      package %s;
      public class Driver implements java.sql.Driver {
        public Driver() { System.setProperty("modelmon.test.%s", "made"); }
        public java.sql.Connection connect(String url, java.util.Properties p)
            throws java.sql.SQLException {
          %s
        }
        public boolean acceptsURL(String url) { return true; }
        public java.sql.DriverPropertyInfo[] getPropertyInfo(String u, java.util.Properties p) {
          return new java.sql.DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  @TempDir private Path base;

  private Path drivers(String folder, String connect, boolean other) throws IOException {
    Path classes = Files.createDirectories(base.resolve(folder));
    compile(classes, "org.postgresql", connect);
    if (other) {
      compile(classes, "unrelated", connect);
      Path services = Files.createDirectories(classes.resolve("META-INF/services"));
      Files.writeString(
          services.resolve("java.sql.Driver"), "unrelated.Driver\norg.postgresql.Driver\n");
    }
    return classes;
  }

  private void compile(Path classes, String name, String connect) throws IOException {
    Path source = base.resolve("Driver.java");
    Files.writeString(source, DRIVER.formatted(name, name, connect));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    assertThat(
            compiler.run(
                null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
        .isZero();
  }

  private DriverConnections connections(@Nullable String jar, ClassLoader... loaders) {
    DatabaseConfig config =
        new DatabaseConfig("jdbc:postgresql://h/d?password=secret", null, null, jar);
    return new DriverConnections(config, base, () -> List.of(loaders));
  }

  private static URLClassLoader application(Path classes) throws IOException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void driver_besideUnrelatedOnes_isTheOnlyOneThatIsMade() throws Exception {
    drivers("jar", "throw new java.sql.SQLException(\"reached\");", true);
    System.clearProperty("modelmon.test.unrelated");

    assertThatThrownBy(() -> connections("jar").open())
        .isInstanceOf(SQLException.class)
        .hasMessage("reached");

    assertThat(System.getProperty("modelmon.test.unrelated")).isNull();
    assertThat(System.getProperty("modelmon.test.org.postgresql")).isEqualTo("made");
  }

  @Test
  void driver_ofAnApplicationThatWasStopped_isReplacedByThatOfTheNext() throws Exception {
    Path stopped = drivers("a", "throw new IllegalStateException(\"stopped\");", false);
    Path anew = drivers("b", "throw new java.sql.SQLException(\"reached\");", false);
    try (URLClassLoader first = application(stopped);
        URLClassLoader second = application(anew)) {
      DriverConnections connections = connections(null, first, second);

      assertThatThrownBy(connections::open)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("stopped");
      assertThatThrownBy(connections::open).isInstanceOf(SQLException.class).hasMessage("reached");
    }
  }

  @Test
  void driver_ofAnApplication_doesNotKeepItInMemory() throws Exception {
    Path classes = drivers("a", "throw new java.sql.SQLException(\"reached\");", false);
    URLClassLoader[] application = {application(classes)};
    java.lang.ref.WeakReference<ClassLoader> kept =
        new java.lang.ref.WeakReference<>(application[0]);
    DatabaseConfig config = new DatabaseConfig("jdbc:postgresql://h/d", null, null, null);
    DriverConnections connections =
        new DriverConnections(
            config, base, () -> application[0] == null ? List.of() : List.of(application[0]));
    assertThatThrownBy(connections::open).isInstanceOf(SQLException.class).hasMessage("reached");

    application[0].close();
    application[0] = null;
    for (int i = 0; i < 100 && kept.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(kept.get()).isNull();
    assertThatThrownBy(connections::open)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no JDBC driver for jdbc:postgresql://h/d");
  }

  @Test
  void driver_missingInTheJar_isSaidWithoutThePassword() throws Exception {
    Files.createDirectories(base.resolve("empty"));

    DriverConnections connections = connections("empty");

    assertThatThrownBy(connections::open)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("there is no JDBC driver for jdbc:postgresql://h/d in ")
        .hasMessageNotContaining("secret");
    assertThat(connections.shown()).isEqualTo("jdbc:postgresql://h/d");
  }
}

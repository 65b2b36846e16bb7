package io.modelmon.agent.runtime;

import io.modelmon.config.DatabaseConfig;
import io.modelmon.performance.join.ConnectionSource;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a database by a driver that the agent does not bring: one from a jar of its own,
 * or one of the application. {@link java.sql.DriverManager} is no help: it shows a driver to nobody
 * but the loader that has it.
 *
 * <p><b>Threads:</b> confined to the thread of the store.
 */
final class DriverConnections implements ConnectionSource {

  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int MAX_PROVIDERS = 100;

  private final DatabaseConfig config;
  private final Path folder;
  private final Supplier<Iterable<ClassLoader>> loaders;
  private @Nullable Driver driver;
  private long searchedNanos;
  private boolean searched;

  /**
   * Looks for nothing yet.
   *
   * @param folder where relative paths start
   * @param loaders where the application may have a driver
   */
  DriverConnections(DatabaseConfig config, Path folder, Supplier<Iterable<ClassLoader>> loaders) {
    this.config = config;
    this.folder = folder;
    this.loaders = loaders;
  }

  @Override
  public Connection open() throws SQLException {
    Driver known = driver;
    if (known == null) {
      known = search();
      driver = known;
    }
    Connection connection = known.connect(config.url(), properties());
    if (connection == null) {
      throw new SQLException("the driver does not take " + config.shownUrl());
    }
    return connection;
  }

  /** Nobody waits for the thread that connects, but it should not hang for ever either. */
  private Properties properties() {
    Properties properties = new Properties();
    if (config.url().startsWith("jdbc:postgresql:")) {
      // What the URL says has precedence.
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("socketTimeout", "60");
      properties.setProperty("ApplicationName", "modelmon");
    }
    config.properties().forEach(properties::setProperty);
    return properties;
  }

  private Driver search() throws SQLException {
    long now = System.nanoTime();
    if (searched && now - searchedNanos < SEARCH_NANOS) {
      throw missing();
    }
    searched = true;
    searchedNanos = now;
    if (config.driver() != null) {
      Driver named = provided(jar(folder.resolve(config.driver())));
      if (named == null) {
        throw missing();
      }
      return named;
    }
    Driver found = provided(ClassLoader.getSystemClassLoader());
    Iterator<ClassLoader> others = found == null ? loaders.get().iterator() : null;
    while (found == null && others != null && others.hasNext()) {
      found = provided(others.next());
    }
    if (found == null) {
      throw missing();
    }
    return found;
  }

  private SQLException missing() {
    String jar = config.driver();
    return new SQLException(
        jar == null
            ? "the application has no JDBC driver for "
                + config.shownUrl()
                + "; name a jar that has one: driver: postgresql.jar"
            : "there is no JDBC driver for "
                + config.shownUrl()
                + " in "
                + folder.resolve(jar)
                + (Files.isReadable(folder.resolve(jar)) ? "" : ", which cannot be read"));
  }

  private static ClassLoader jar(Path path) throws SQLException {
    try {
      return new URLClassLoader(
          new URL[] {path.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new SQLException("no path of a driver: " + path, e);
    }
  }

  private @Nullable Driver provided(ClassLoader loader) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    for (int i = 0; i < MAX_PROVIDERS; i++) {
      try {
        if (!drivers.hasNext()) {
          return null;
        }
        Driver candidate = drivers.next();
        if (candidate.acceptsURL(config.url())) {
          return candidate;
        }
      } catch (SQLException | ServiceConfigurationError | LinkageError | RuntimeException e) {
        // It is not this one.
      }
    }
    return null;
  }
}

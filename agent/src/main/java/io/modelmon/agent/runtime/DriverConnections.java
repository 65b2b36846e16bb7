package io.modelmon.agent.runtime;

import io.modelmon.config.DatabaseConfig;
import io.modelmon.performance.join.ConnectionSource;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a PostgreSQL database by a driver that the agent does not bring: one from a jar of
 * its own, or one of the application. {@link java.sql.DriverManager} is no help: it shows a driver
 * to nobody but the loader that has it. Nor are services: to look through them makes an object of
 * each driver of the application, and some start an engine by that.
 *
 * <p>A driver of the application is held weakly, since it keeps the whole of a web application in
 * memory; only a connection that is open does so too.
 *
 * <p><b>Threads:</b> confined to the thread of the store.
 */
final class DriverConnections implements ConnectionSource {

  private static final String DRIVER = "org.postgresql.Driver";
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final DatabaseConfig config;
  private final Path folder;
  private final Supplier<Iterable<ClassLoader>> loaders;

  /** The driver of the jar, whose loader is ours. */
  private @Nullable Class<?> own;

  /** The driver of the application. */
  private WeakReference<Class<?>> found = new WeakReference<>(null);

  /** One that no longer works, as its application has been stopped. */
  private WeakReference<Class<?>> refused = new WeakReference<>(null);

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
  public String shown() {
    return config.shownUrl();
  }

  @Override
  public Connection open() throws SQLException {
    Class<?> driver = driver();
    try {
      Driver made = (Driver) driver.getConstructor().newInstance();
      Connection connection = made.connect(config.url(), properties());
      if (connection == null) {
        throw new SQLException("the driver does not take " + config.shownUrl());
      }
      return connection;
    } catch (LinkageError | IllegalStateException | ReflectiveOperationException e) {
      if (own == null) {
        found = new WeakReference<>(null);
        refused = new WeakReference<>(driver);
        searched = false; // its application may have been deployed anew
      }
      throw new SQLException("the JDBC driver cannot be used: " + e, e);
    }
  }

  private Class<?> driver() throws SQLException {
    Class<?> known = own == null ? found.get() : own;
    return known == null ? search() : known;
  }

  /** Nobody waits for the thread that connects, but it should not hang for ever either. */
  private Properties properties() {
    Properties properties = new Properties();
    // What the URL says has precedence.
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("ApplicationName", "modelmon");
    config.properties().forEach(properties::setProperty);
    return properties;
  }

  private Class<?> search() throws SQLException {
    long now = System.nanoTime();
    if (searched && now - searchedNanos < SEARCH_NANOS) {
      throw missing();
    }
    searched = true;
    searchedNanos = now;
    if (config.driver() != null) {
      own = ofJar(folder.resolve(config.driver()));
      return own;
    }
    Class<?> candidate = provided(ClassLoader.getSystemClassLoader());
    if (candidate == null) {
      for (ClassLoader loader : loaders.get()) {
        candidate = provided(loader);
        if (candidate != null) {
          break;
        }
      }
    }
    if (candidate == null) {
      refused = new WeakReference<>(null); // the next search may try it again
      throw missing();
    }
    found = new WeakReference<>(candidate);
    return candidate;
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

  /** The loader of a driver that is found stays open as long as the driver is used. */
  private Class<?> ofJar(Path path) throws SQLException {
    URLClassLoader loader = null;
    try {
      loader =
          new URLClassLoader(
              new URL[] {path.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      Class<?> driver = provided(loader);
      if (driver != null) {
        loader = null;
        return driver;
      }
      throw missing();
    } catch (MalformedURLException e) {
      throw new SQLException("no path of a driver: " + path, e);
    } finally {
      if (loader != null) {
        close(loader);
      }
    }
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      // Nothing was read from it.
    }
  }

  private @Nullable Class<?> provided(ClassLoader loader) {
    try {
      Class<?> candidate = Class.forName(DRIVER, false, loader);
      boolean usable = Driver.class.isAssignableFrom(candidate) && candidate != refused.get();
      return usable ? candidate : null;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return null; // It is not there.
    }
  }
}

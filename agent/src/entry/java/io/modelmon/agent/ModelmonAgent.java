package io.modelmon.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The only class of the agent that an application can see: the entry point of {@code -javaagent},
 * of attaching, and of {@code java -jar}, and at the same time the class loader of everything else.
 *
 * <p>All other classes lie in the same jar under {@value #PREFIX} with the suffix {@value #SUFFIX},
 * so no other loader finds them. They are loaded child-first, with the platform loader as parent:
 * the application keeps its own versions of every library.
 *
 * <p>Compiled for Java 8, so that an older JVM gets a line of explanation instead of a failure.
 * Does as little as possible; whatever goes wrong, the application starts.
 */
public final class ModelmonAgent extends ClassLoader {

  /*
   * No lambdas, no logging, no file-system API: this runs before the application's main, when the
   * application may still want to choose its own log manager or file system provider.
   */
  private static final String PREFIX = "modelmon/";
  private static final String SUFFIX = "data";
  private static final String RUNTIME = "io.modelmon.agent.runtime.AgentRuntime";
  private static final String COMMAND_LINE = "io.modelmon.agent.cli.CommandLineMain";
  private static final String PLATFORM_LOADER =
      "jdk.internal.loader.ClassLoaders$PlatformClassLoader";
  private static final int REQUIRED_JAVA = 17;

  private static final ProtectionDomain DOMAIN = ModelmonAgent.class.getProtectionDomain();

  private static boolean started;

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String jarUrl;

  private ModelmonAgent(File file, ClassLoader parent) throws IOException {
    super(parent);
    // Not verified: the entries are not signed, and checking for it costs start-up time.
    this.jar = new JarFile(file, false);
    this.jarUrl = "jar:" + file.toURI() + "!/" + PREFIX;
  }

  /** Starts the agent before the application. Never throws. */
  public static void premain(String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, false);
  }

  /** Starts the agent in a running application. Never throws. */
  public static void agentmain(String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, true);
  }

  /** Runs the command line. */
  public static void main(String[] arguments) throws Exception {
    if (javaVersion() < REQUIRED_JAVA) {
      System.err.println("[modelmon] needs Java 17 or later; this is Java " + javaVersion());
      System.exit(2);
    }
    File file = jarFile();
    Class<?> commandLine = newLoader(file).loadClass(COMMAND_LINE);
    try {
      Object status =
          commandLine.getMethod("run", String[].class, File.class).invoke(null, arguments, file);
      System.exit((Integer) status);
    } catch (InvocationTargetException failure) {
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private static synchronized void start(
      String argument, Instrumentation instrumentation, boolean attached) {
    try {
      if (javaVersion() < REQUIRED_JAVA) {
        System.err.println(
            "[modelmon] needs Java 17 or later; this is Java "
                + javaVersion()
                + ". The application runs without it.");
        return;
      }
      if (started) {
        System.err.println("[modelmon] is already running in this process; ignored.");
        return;
      }
      started = true;
      File file = jarFile();
      newLoader(file)
          .loadClass(RUNTIME)
          .getMethod("start", String.class, Instrumentation.class, File.class, boolean.class)
          .invoke(null, argument, instrumentation, file, attached);
    } catch (Throwable failure) {
      Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
      System.err.println(
          "[modelmon] could not start and is off; the application runs without it: " + cause);
    }
  }

  private static ModelmonAgent newLoader(File file) throws Exception {
    return new ModelmonAgent(file, platformLoader());
  }

  /**
   * Asked by reflection only where it has to be: that would load annotation parsing before main.
   */
  private static ClassLoader platformLoader() throws Exception {
    ClassLoader loader = ModelmonAgent.class.getClassLoader();
    while (loader != null) {
      if (PLATFORM_LOADER.equals(loader.getClass().getName())) {
        return loader;
      }
      loader = loader.getParent();
    }
    return (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
  }

  private static File jarFile() throws Exception {
    URL location = DOMAIN.getCodeSource().getLocation();
    return new File(new URI(location.toString()));
  }

  private static int javaVersion() {
    String version = System.getProperty("java.specification.version", "1.8");
    String number = version.startsWith("1.") ? version.substring(2) : version;
    int dot = number.indexOf('.');
    return Integer.parseInt(dot < 0 ? number : number.substring(0, dot));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = define(name);
      }
      if (found == null) {
        return super.loadClass(name, resolve);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  /** Returns null where the jar does not hold the class, so that the parent is asked. */
  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return null;
    }
    ZipEntry entry = jar.getEntry(PREFIX + name.replace('.', '/') + ".class" + SUFFIX);
    if (entry == null) {
      return null;
    }
    try {
      byte[] bytes = read(entry);
      // Under a security manager the agent has the permissions of its jar.
      return defineClass(name, bytes, 0, bytes.length, DOMAIN);
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL found = findResource(name);
    return found != null ? found : super.getResource(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String stored = storedName(name);
    try {
      return jar.getEntry(PREFIX + stored) == null ? null : new URL(jarUrl + stored);
    } catch (IOException failure) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    List<URL> all = new ArrayList<URL>(1);
    if (found != null) {
      all.add(found);
    }
    return Collections.enumeration(all);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      ZipEntry entry = jar.getEntry(PREFIX + storedName(name));
      return entry != null ? jar.getInputStream(entry) : super.getResourceAsStream(name);
    } catch (IOException failure) {
      return null;
    }
  }

  private static String storedName(String name) {
    return name.endsWith(".class") ? name + SUFFIX : name;
  }

  private byte[] read(ZipEntry entry) throws IOException {
    InputStream in = jar.getInputStream(entry);
    try {
      int size = (int) Math.max(entry.getSize(), 1024);
      ByteArrayOutputStream out = new ByteArrayOutputStream(size);
      byte[] chunk = new byte[8192];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
      }
      return out.toByteArray();
    } finally {
      in.close();
    }
  }
}

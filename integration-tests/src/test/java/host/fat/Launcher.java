package host.fat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/** Starts the application out of nested jars, through a loader of its own. */
public final class Launcher {

  private Launcher() {}

  /** Loads {@code host.fat.app.Application} from the nested jars and runs it. */
  public static void main(String[] arguments) throws Exception {
    NestedLoader loader = new NestedLoader(Launcher.class.getClassLoader());
    loader.addJar("BOOT-INF/lib/application.jar");
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> application = loader.loadClass("host.fat.app.Application");
    application.getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  /** A loader that looks into the nested jars first. */
  private static final class NestedLoader extends ClassLoader {

    static {
      registerAsParallelCapable();
    }

    private final Map<String, byte[]> entries = new HashMap<>();

    NestedLoader(ClassLoader parent) {
      super(parent);
    }

    void addJar(String name) throws IOException {
      try (InputStream outer = getParent().getResourceAsStream(name)) {
        if (outer == null) {
          throw new IOException("no entry " + name);
        }
        JarInputStream jar = new JarInputStream(new ByteArrayInputStream(outer.readAllBytes()));
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
          entries.put(entry.getName(), jar.readAllBytes());
        }
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = entries.get(name.replace('.', '/') + ".class");
        return bytes == null
            ? super.loadClass(name, resolve)
            : defineClass(name, bytes, 0, bytes.length);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] bytes = entries.get(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
  }
}

package host;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.ToDoubleFunction;

/**
 * A class loader that defines the classes of {@code host.foreign} itself and asks nobody else for
 * anything but {@code java.*}, as module systems do that hide the boot class path.
 */
public final class ForeignLoader extends ClassLoader {

  private static final String OWN = "host.foreign.";

  private final int classFileVersion;

  /**
   * Creates a loader.
   *
   * @param classFileVersion the major version that class files are given, or 0 to leave them
   */
  public ForeignLoader(int classFileVersion) {
    super(null);
    this.classFileVersion = classFileVersion;
  }

  /** Creates an instance of one of the classes. */
  @SuppressWarnings("unchecked") // All of them are such functions.
  public ToDoubleFunction<double[]> create(String simpleName) throws ReflectiveOperationException {
    return (ToDoubleFunction<double[]>)
        loadClass(OWN + simpleName).getDeclaredConstructor().newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (name.startsWith("java.")) {
        return super.loadClass(name, resolve);
      }
      if (!name.startsWith(OWN)) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = bytes(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = ForeignLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      if (classFileVersion != 0) {
        bytes[6] = (byte) (classFileVersion >> 8);
        bytes[7] = (byte) classFileVersion;
      }
      return bytes;
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}

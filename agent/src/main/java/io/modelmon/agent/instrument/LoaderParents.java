package io.modelmon.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Class files read as resources of class loaders, the newest {@value #CAPACITY} remembered. Class
 * loaders are held weakly.
 *
 * <p><b>Threads:</b> safe. No lock is held while a class loader is asked.
 */
final class LoaderParents {

  private static final int CAPACITY = 512;
  private static final int LARGEST_FILE_BYTES = 8 << 20;

  private final Map<Key, Entry> cache = new LinkedHashMap<>(64, 0.75f, true);

  /** Returns the parents that classes of a loader see; null is the boot loader. */
  Parents seenBy(@Nullable ClassLoader loader) {
    return new Seen(this, loader);
  }

  private @Nullable ClassOutline outline(@Nullable ClassLoader loader, String name) {
    boolean ofTheJdk = loader == null || name.startsWith("java/");
    Key key = new Key(ofTheJdk ? null : loader, name);
    synchronized (cache) {
      Entry known = cache.get(key);
      if (known != null) {
        return known.outline;
      }
    }
    ClassOutline outline = read(ofTheJdk ? null : loader, name);
    synchronized (cache) {
      cache.put(key, new Entry(outline));
      if (cache.size() > CAPACITY) {
        cache.remove(cache.keySet().iterator().next());
      }
    }
    return outline;
  }

  private static @Nullable ClassOutline read(@Nullable ClassLoader loader, String name) {
    String resource = name.concat(".class");
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      return in == null ? null : ClassOutline.read(in.readNBytes(LARGEST_FILE_BYTES));
    } catch (IOException | MalformedClassException | RuntimeException e) {
      return null;
    }
  }

  private static final class Seen implements Parents {
    private final LoaderParents source;
    private final @Nullable ClassLoader loader;

    Seen(LoaderParents source, @Nullable ClassLoader loader) {
      this.source = source;
      this.loader = loader;
    }

    @Override
    public @Nullable ClassOutline outline(String internalName) {
      return source.outline(loader, internalName);
    }
  }

  /** What is known of one name, also that there is nothing. */
  private static final class Entry {
    final @Nullable ClassOutline outline;

    Entry(@Nullable ClassOutline outline) {
      this.outline = outline;
    }
  }

  /** A loader by identity (its own equals is application code), held weakly, and a name. */
  private static final class Key {
    private final @Nullable WeakReference<ClassLoader> loader;
    private final String name;
    private final int hash;

    Key(@Nullable ClassLoader loader, String name) {
      this.loader = loader == null ? null : new WeakReference<>(loader);
      this.name = name;
      this.hash = 31 * System.identityHashCode(loader) + name.hashCode();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && name.equals(that.name) && isSameLoader(that);
    }

    private boolean isSameLoader(Key that) {
      if (loader == null || that.loader == null) {
        return loader == that.loader;
      }
      ClassLoader mine = loader.get();
      return mine != null && that.loader.refersTo(mine);
    }
  }
}

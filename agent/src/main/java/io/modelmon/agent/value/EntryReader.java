package io.modelmon.agent.value;

import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of an application's maps without changing them, which {@link Map#get} can do: a map
 * in access order moves the entry and makes running iterations fail, a map with default values adds
 * what it was asked for.
 *
 * <p><b>Cost:</b> one look-up in a map of the JDK, two in one of a library or behind a wrapper; a
 * scan of one in access order. <b>Threads:</b> safe.
 */
public final class EntryReader {

  private static final HarmlessGet HARMLESS_GET = new HarmlessGet();

  private final MemberAccess access;
  private volatile boolean searched;
  private @Nullable MethodHandle accessOrder;

  EntryReader(MemberAccess access) {
    this.access = access;
  }

  /**
   * Returns the value of a key, or null.
   *
   * @throws ClassCastException where the map's keys are no strings, and it compares them
   */
  public @Nullable Object get(Map<?, ?> map, String key) {
    if (map instanceof LinkedHashMap && mayReorder(map)) {
      return scan(map, key);
    }
    return HARMLESS_GET.get(map.getClass()) || map.containsKey(key) ? map.get(key) : null;
  }

  private boolean mayReorder(Map<?, ?> map) {
    if (!searched) {
      accessOrder = access.field(LinkedHashMap.class, "accessOrder");
      searched = true;
    }
    try {
      MethodHandle reader = accessOrder;
      return reader == null || (boolean) reader.invokeExact((LinkedHashMap<?, ?>) map);
    } catch (Throwable e) {
      return true;
    }
  }

  private static @Nullable Object scan(Map<?, ?> map, String key) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (key.equals(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Whether reading a map of a class never adds to it: the JDK's own, wrappers aside. */
  private static final class HarmlessGet extends ClassValue<Boolean> {
    @Override
    protected Boolean computeValue(Class<?> type) {
      return type.getClassLoader() == null && !type.getName().startsWith("java.util.Collections$");
    }
  }
}

package host;

import java.io.PrintStream;
import java.net.ProxySelector;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeMap;

/** The state that all code of a JVM shares, which a guest must leave as it found it. */
final class Surroundings {

  private Surroundings() {}

  static void print(PrintStream out) {
    out.println("== surroundings");
    // The JVM itself appends the jar of every -javaagent to the class path.
    TreeMap<Object, Object> properties = new TreeMap<>(System.getProperties());
    properties.remove("java.class.path");
    properties.forEach((key, value) -> out.println(key + "=" + value.toString().strip()));
    out.println("locale " + Locale.getDefault() + " " + TimeZone.getDefault().getID());
    out.println("uncaught " + Thread.getDefaultUncaughtExceptionHandler());
    out.println("proxies " + ProxySelector.getDefault().getClass().getName());
    out.println("context loader " + contextLoader());
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .map(thread -> thread.getName() + " " + thread.getThreadGroup().getName())
        .sorted()
        .forEach(thread -> out.println("thread " + thread));
    out.println("interrupted " + Thread.currentThread().isInterrupted());
  }

  private static String contextLoader() {
    return Thread.currentThread().getContextClassLoader().getClass().getName();
  }
}

package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteShape;
import io.modelmon.config.LabelRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All sites by their number. The same method of the same model always has the same number, so that
 * weaving a class again gives the same bytes and the registry does not grow.
 *
 * <p><b>Threads:</b> safe; the lock covers a table look-up.
 */
public final class SiteRegistry {

  private final List<WatchSite> sites = new ArrayList<>();
  private final Map<String, WatchSite> byMethod = new HashMap<>();

  /** Creates an empty registry. */
  public SiteRegistry() {}

  /** Returns the site of a number, or null when there is none. */
  public @Nullable WatchSite site(int id) {
    synchronized (sites) {
      return id >= 0 && id < sites.size() ? sites.get(id) : null;
    }
  }

  /**
   * Returns the site of a method that {@link MethodSelector} selected, creating it on first use.
   */
  WatchSite register(WatchRule rule, String className, MethodOutline method) {
    String key = key(rule, className, method);
    synchronized (sites) {
      WatchSite known = byMethod.get(key);
      if (known != null) {
        return known;
      }
    }
    SiteShape shape = shape(rule, className, method);
    synchronized (sites) {
      WatchSite known = byMethod.get(key);
      if (known == null) {
        known = new WatchSite(sites.size(), rule, className, method, shape);
        sites.add(known);
        byMethod.put(key, known);
      }
      return known;
    }
  }

  /** Returns what the model's expressions read of a method. */
  static SiteShape shape(WatchRule rule, String className, MethodOutline method) {
    LabelRule label = rule.label();
    return label == null
        ? SiteShape.of(rule.model(), WatchSite.siteMethod(className, method))
        : SiteShape.of(label, WatchSite.siteMethod(className, method));
  }

  private static String key(WatchRule rule, String className, MethodOutline method) {
    StringBuilder key = new StringBuilder();
    key.append(rule.label() == null ? "" : "label " + rule.index() + " of ");
    key.append(rule.modelIndex()).append(' ').append(className).append('.').append(method.name());
    key.append(method.descriptor()).append(method.isStatic() ? " static" : "");
    for (String name : method.parameterNames()) {
      key.append(' ').append(name);
    }
    return key.toString();
  }
}

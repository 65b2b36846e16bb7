package io.modelmon.agent.extract;

import io.modelmon.agent.value.Cells;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelName;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the configuration: a model, or all models behind one method.
 *
 * <p><b>Threads:</b> safe; resolving a known name and version takes no lock.
 */
final class WatchedModel {

  private final int configIndex;
  private final ModelConfig config;
  private final CaptureRegistry registry;
  private final List<ModelConfig> variants = new ArrayList<>();
  // By identity: linking what compares records would delay the start of every application.
  private final IdentityHashMap<ModelConfig, Integer> places = new IdentityHashMap<>();
  private final ConcurrentHashMap<String, NamedModel> named = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> methods = new ConcurrentHashMap<>();
  private final AtomicInteger targets = new AtomicInteger();
  private final @Nullable Target only;

  WatchedModel(int configIndex, ModelConfig config, CaptureRegistry registry) {
    this.configIndex = configIndex;
    this.config = config;
    this.registry = registry;
    variants.add(config);
    places.put(config, 0);
    for (ModelConfig override : config.overrides().values()) {
      if (!variants.contains(override)) {
        variants.add(override);
      }
      places.put(override, variants.indexOf(override));
    }
    String literal = config.name().literal();
    this.only =
        literal != null && config.version().from() == null
            ? namedModel(literal).target(config.version().literal())
            : null;
  }

  /** Returns the settings, first those of the entry, then those of its overrides. */
  List<ModelConfig> variants() {
    return variants;
  }

  /** Returns the place of the settings of a name among the variants. */
  int variant(ModelConfig settings) {
    return Objects.requireNonNull(places.get(settings), "settings of another entry");
  }

  /** Returns the one target of an entry with a literal name and version, else null. */
  @Nullable Target only() {
    return only;
  }

  /** Returns what a call is accounted to, or null when it is not watched. */
  @Nullable Target resolve(@Nullable Object name, @Nullable Object version) {
    if (only != null) {
      return only;
    }
    NamedModel model = resolveName(name);
    if (model == null) {
      return null;
    }
    String read = config.version().from() == null ? null : Cells.name(version);
    return model.target(read == null ? model.config().version().literal() : read);
  }

  /** Remembers a woven method of this model. */
  void addMethod(SiteMethod method) {
    Set<String> fresh = ConcurrentHashMap.newKeySet();
    Set<String> known = methods.putIfAbsent(method.declaringClass(), fresh);
    Set<String> woven = known == null ? fresh : known;
    woven.add(method.name());
    woven.add(method.name() + method.descriptor());
  }

  /** Returns whether a frame is one of a method that is woven for this model. */
  boolean isWatched(StackFrame frame) {
    Set<String> woven = methods.get(frame.getClassName());
    String name = frame.getMethodName();
    // With the descriptor, which costs more: a bridge of the same name calls the woven method.
    return woven != null
        && woven.contains(name)
        && woven.contains(name.concat(frame.getDescriptor()));
  }

  CaptureRegistry registry() {
    return registry;
  }

  int configIndex() {
    return configIndex;
  }

  int nextTarget() {
    return targets.getAndIncrement();
  }

  private @Nullable NamedModel resolveName(@Nullable Object value) {
    ModelName rule = config.name();
    if (rule.literal() != null) {
      return namedModel(rule.literal());
    }
    String read = Cells.name(value);
    String name = read == null || read.isEmpty() ? ModelName.OTHER : read;
    NamedModel known = named.get(name);
    if (known != null) {
      return known;
    }
    if (!rule.only().isEmpty()) {
      return rule.only().contains(name) ? namedModel(name) : null;
    }
    return namedModel(name);
  }

  private NamedModel namedModel(String name) {
    NamedModel known = named.get(name);
    if (known != null) {
      return known;
    }
    synchronized (named) {
      known = named.get(name);
      if (known == null) {
        boolean room = config.name().literal() != null || ownNames() < config.name().max();
        String accepted = room ? name : ModelName.OTHER;
        known = named.get(accepted);
        if (known == null) {
          known = new NamedModel(this, accepted, config.forName(accepted));
          named.put(accepted, known);
        }
      }
      return known;
    }
  }

  private int ownNames() {
    return named.size() - (named.containsKey(ModelName.OTHER) ? 1 : 0);
  }
}

package io.modelmon.agent.extract;

import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.SamplingConfig;
import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model of one name, with all its versions: what the guard counts the outermost call of.
 *
 * <p><b>Threads:</b> safe; a known version is found without a lock.
 */
final class NamedModel {

  /** How many versions are told apart in the life of the process. */
  static final int MAX_VERSIONS = 64;

  /** The version that takes those beyond {@link #MAX_VERSIONS}. */
  static final String OTHER_VERSION = "other";

  private final WatchedModel entry;
  private final String name;
  private final ModelConfig config;
  private final ConcurrentHashMap<String, Target> versions = new ConcurrentHashMap<>();

  NamedModel(WatchedModel entry, String name, ModelConfig config) {
    this.entry = entry;
    this.name = name;
    this.config = config;
  }

  /** Returns the entry this name belongs to. */
  WatchedModel entry() {
    return entry;
  }

  /** Returns the settings for this name. */
  ModelConfig config() {
    return config;
  }

  /** Returns the target of a version. */
  Target target(String version) {
    Target known = versions.get(version);
    return known != null ? known : create(version);
  }

  private synchronized Target create(String version) {
    boolean room = versions.size() < MAX_VERSIONS;
    String accepted = room ? version : OTHER_VERSION;
    Target target = versions.get(accepted);
    if (target == null) {
      ModelId id = new ModelId(name, accepted);
      ModelCapture capture = entry.registry().register(id, entry.configIndex());
      SamplingConfig.Shares shares = config.sampling().at(Instant.now());
      capture.gate().set(shares.rate(), 1, shares.timing());
      target = new Target(this, capture, entry.variant(config), entry.nextTarget());
      versions.put(accepted, target);
    }
    return target;
  }
}

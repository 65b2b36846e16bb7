package io.modelmon.monitor;

import io.modelmon.schema.ModelId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has drifted in which model of this process, so that an alert can name others that drifted on
 * the same features or at the same time.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class Incidents {

  /** Other models that one alert names. */
  private static final int MAX_NAMED = 5;

  /** Models that are remembered; the one that was heard of longest ago goes first. */
  private static final int MAX_MODELS = 1_000;

  /** Features that one line names. */
  private static final int MAX_FEATURES = 5;

  /** The newest window of a model in which something had drifted. */
  private record Incident(Set<String> features, long startEpochNanos, long endEpochNanos) {

    boolean overlaps(Incident other) {
      return startEpochNanos <= other.endEpochNanos && other.startEpochNanos <= endEpochNanos;
    }
  }

  private final Map<ModelId, Incident> newest = new LinkedHashMap<>();

  /** Notes what has drifted in a closed window; a window without drift ends the incident. */
  void closed(ModelId model, WindowSnapshot window) {
    if (window.verdict() == WindowVerdict.INSUFFICIENT) {
      return;
    }
    Set<String> drifted = new TreeSet<>();
    for (FeatureDrift drift : window.drift()) {
      if (drift.drifted() || drift.flagged()) {
        drifted.add(drift.feature());
      }
    }
    newest.remove(model);
    if (!drifted.isEmpty()) {
      newest.put(model, new Incident(drifted, window.startEpochNanos(), window.endEpochNanos()));
      if (newest.size() > MAX_MODELS) {
        newest.remove(newest.keySet().iterator().next());
      }
    }
  }

  /** Returns a line for each other model that drifts too, those with common features first. */
  List<String> others(ModelId model) {
    Incident own = newest.get(model);
    List<String> common = new ArrayList<>();
    List<String> coincident = new ArrayList<>();
    newest.forEach(
        (other, incident) -> {
          if (other.equals(model) || own == null) {
            return;
          }
          Set<String> both = new TreeSet<>(own.features());
          both.retainAll(incident.features());
          if (!both.isEmpty()) {
            common.add("model '" + other + "' drifted on " + named(both) + " too");
          } else if (incident.overlaps(own)) {
            coincident.add(
                "model '" + other + "' drifted at the same time, on " + named(incident.features()));
          }
        });
    common.addAll(coincident);
    return common.size() <= MAX_NAMED ? common : shortened(common);
  }

  private static List<String> shortened(List<String> lines) {
    List<String> some = new ArrayList<>(lines.subList(0, MAX_NAMED - 1));
    some.add((lines.size() - some.size()) + " further models drifted too");
    return some;
  }

  private static String named(Set<String> features) {
    List<String> names = new ArrayList<>(features);
    String more = names.size() > MAX_FEATURES ? " and others" : "";
    return "'"
        + String.join("', '", names.subList(0, Math.min(names.size(), MAX_FEATURES)))
        + "'"
        + more;
  }
}

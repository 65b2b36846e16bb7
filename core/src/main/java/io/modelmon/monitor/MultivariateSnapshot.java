package io.modelmon.monitor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comparisons of whole rows say about a model.
 *
 * @param window the newest window that was compared, or null before the first
 * @param drift what it says, without a feature's name; null before the first
 * @param windows windows by what became of their comparison: {@code evaluated}, {@code busy} when
 *     an earlier one was still going on, {@code failed}
 */
public record MultivariateSnapshot(
    @Nullable WindowSnapshot window, @Nullable FeatureDrift drift, Map<String, Long> windows) {

  /** Copies the map. */
  public MultivariateSnapshot {
    windows = Map.copyOf(windows);
  }
}

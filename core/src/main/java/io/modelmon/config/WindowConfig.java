package io.modelmon.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a window closes: at the first call boundary where both {@code predictions} and {@code
 * minAge} are reached, or at {@code maxAge}.
 *
 * @param predictions rows, ≥ 1
 * @param minAge least age, ≥ 0
 * @param maxAge greatest age, or null for none
 */
public record WindowConfig(long predictions, Duration minAge, @Nullable Duration maxAge) {

  /** Used without a {@code window} key. */
  public static final WindowConfig DEFAULT =
      new WindowConfig(1000, Duration.ofMinutes(1), Duration.ofHours(1));
}

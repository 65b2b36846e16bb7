package io.modelmon.monitor;

import io.modelmon.alert.indicator.Reading;
import java.util.HashMap;
import java.util.Map;

/**
 * Which errors calls threw, window by window.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ErrorTypes {

  private Map<String, Long> counted = Map.of();

  /**
   * Returns the share of the calls since the last time that threw, by type.
   *
   * @param calls the number of those calls
   */
  Map<String, Reading> since(Accounts accounts, long calls) {
    Map<String, Long> now = new HashMap<>();
    Map<String, Reading> shares = new HashMap<>();
    for (DurationSnapshot durations : accounts.durations()) {
      String type = durations.errorType();
      if (type != null) {
        long all = durations.count() + durations.untimed();
        now.put(type, all);
        long thrown = all - counted.getOrDefault(type, 0L);
        if (thrown > 0 && calls > 0) {
          shares.put(type, new Reading(Math.min(1, (double) thrown / calls), calls));
        }
      }
    }
    counted = now;
    return shares;
  }
}

package io.modelmon.export.notify;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What fires as far as a receiver knows, to remind it of.
 *
 * <p><b>Cost:</b> at most {@value #MAX_ALERTS} notices; the oldest is forgotten first.
 * <b>Threads:</b> confined to the receiver's thread.
 */
final class FiringMemory {

  private static final int MAX_ALERTS = 500;

  private final Map<AlertKey, AlertNotice> firing = new LinkedHashMap<>();

  void record(List<AlertNotice> notices) {
    for (AlertNotice notice : notices) {
      if (notice.kind() == AlertNotice.Kind.FIRING) {
        firing.putIfAbsent(notice.key(), notice);
      } else if (notice.stillFiring() == 0) {
        firing.remove(notice.key());
      }
    }
    while (firing.size() > MAX_ALERTS) {
      firing.remove(firing.keySet().iterator().next());
    }
  }

  List<AlertNotice> notices() {
    return List.copyOf(firing.values());
  }
}

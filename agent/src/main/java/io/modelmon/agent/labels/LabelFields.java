package io.modelmon.agent.labels;

import io.modelmon.capture.LabelLoss;
import io.modelmon.capture.SlotKeys;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line, checked one by one.
 *
 * <p><b>Threads:</b> confined to the thread that reads.
 */
final class LabelFields {

  private static final String EMPTY = "empty";
  private static final char UNDECODABLE = '\uFFFD';

  private LabelFields() {}

  /**
   * Hands a line over: as a label, or with what is wrong with it.
   *
   * @param number the label when it is a number, else NaN
   * @param label the label when it is a text, else null
   */
  static void hand(
      LabelRowSink sink,
      long line,
      @Nullable String id,
      double number,
      @Nullable String label,
      @Nullable String time,
      @Nullable String model) {
    String key = id == null ? "" : id.strip();
    String value = label == null ? null : label.strip();
    String ofId = problem(key);
    String ofLabel = value != null ? problem(value) : Double.isNaN(number) ? EMPTY : null;
    if (ofId != null) {
      sink.refused(line, LabelLoss.ID, "id: " + ofId, shown(key));
    } else if (ofLabel != null) {
      sink.refused(line, LabelLoss.LABEL, "label: " + ofLabel, shown(value == null ? "" : value));
    } else {
      long millis = time == null || time.isBlank() ? -1 : LabelTime.parse(time.strip());
      if (millis == LabelTime.NONE) {
        sink.refused(
            line,
            LabelLoss.LINE,
            "time: neither ISO 8601 nor seconds or milliseconds since 1970",
            shown(time == null ? "" : time));
      } else {
        String name = model == null || model.isBlank() ? null : model.strip();
        sink.row(line, new LabelRow(key, number, value, millis, name));
      }
    }
  }

  /** Returns what is wrong with an id or a label, without showing it, or null. */
  private static @Nullable String problem(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.length() > SlotKeys.MAX_TEXT) {
      return text.length() + " characters, at most " + SlotKeys.MAX_TEXT + " are allowed";
    }
    return text.indexOf(UNDECODABLE) >= 0 ? "not UTF-8" : null;
  }

  /** Returns the start of a text as it may stand in a message. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(40, text.length()); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return text.length() > 40 ? shown.append('…').toString() : shown.toString();
  }
}

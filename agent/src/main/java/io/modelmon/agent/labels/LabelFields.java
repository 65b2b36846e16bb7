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
    if (!isUsable(key)) {
      sink.refused(line, LabelLoss.ID, "'" + shown(key) + "' is no id");
    } else if (value == null ? Double.isNaN(number) : !isUsable(value)) {
      sink.refused(
          line, LabelLoss.LABEL, "'" + shown(value == null ? "" : value) + "' is no label");
    } else {
      long millis = time == null || time.isBlank() ? -1 : LabelTime.parse(time.strip());
      if (millis == LabelTime.NONE) {
        sink.refused(line, LabelLoss.LINE, "'" + shown(time == null ? "" : time) + "' is no time");
      } else {
        String name = model == null || model.isBlank() ? null : model.strip();
        sink.row(line, new LabelRow(key, number, value, millis, name));
      }
    }
  }

  private static boolean isUsable(String text) {
    return !text.isEmpty() && text.length() <= SlotKeys.MAX_TEXT && text.indexOf(UNDECODABLE) < 0;
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

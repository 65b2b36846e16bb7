package io.modelmon.agent.cli;

import io.modelmon.monitor.TrainingOutcomes;
import io.modelmon.profile.CellText;
import io.modelmon.schema.TaskType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels and scores of a training file as they are written, to refuse those that would silently
 * mean something else: a class under another name would count as the negative one.
 */
final class LabelValues {

  private static final int MOST_VALUES = 10;

  /** What sums of floats may miss of 1. */
  private static final double ROUNDING = 1e-6;

  private final LabelColumns columns;
  private final List<String> header;
  private final boolean secret;
  private final Map<String, Long> labels = new LinkedHashMap<>();
  private boolean more;
  private boolean anyClass;

  /**
   * Creates an empty collection.
   *
   * @param secret whether no text of the file may be told
   */
  LabelValues(LabelColumns columns, List<String> header, boolean secret) {
    this.columns = columns;
    this.header = header;
    this.secret = secret;
  }

  /** Takes a label; null is a missing one. */
  void label(@Nullable String label) {
    if (label == null || CellText.isMissing(label)) {
      return;
    }
    anyClass |= columns.classes().contains(CellText.name(label));
    if (labels.size() < MOST_VALUES || labels.containsKey(label)) {
      labels.merge(label, 1L, Long::sum);
    } else {
      more = true;
    }
  }

  /**
   * Returns a score.
   *
   * @param position of its column
   * @param text the score, or null when missing
   * @throws IllegalArgumentException when it is no probability
   */
  double score(int position, @Nullable String text) {
    if (text == null || CellText.isMissing(text)) {
      return Double.NaN;
    }
    double score = CellText.isNumber(text) ? Double.parseDouble(text.strip()) : Double.NaN;
    if (score >= -ROUNDING && score <= 1 + ROUNDING) {
      return score;
    }
    Integer predicted = columns.predicted();
    if (predicted != null && predicted == position) {
      return Double.NaN; // a class: the column was taken for scores by its name only
    }
    throw new IllegalArgumentException(
        "the score in column '%s'%s is no probability, a number from 0 to 1; name the column of the probability with --score-column, or leave rows without one empty"
            .formatted(header.get(position), secret ? "" : ", '" + ColumnTexts.shown(text) + "',"));
  }

  /**
   * Checks that labels mean what they should, once all are there.
   *
   * @throws IOException when they cannot; the message lists them
   */
  void check(TrainingOutcomes outcomes) throws IOException {
    String column = "--label-column '" + header.get(columns.label()) + "': ";
    if (labels.isEmpty()) {
      throw new IOException(column + "no row has a label");
    }
    if (columns.prediction().type() == TaskType.PROBABILITY && outcomes.positives() == 0) {
      String positive = columns.prediction().positiveClass();
      String none =
          positive == null
              ? "no label is true or 1"
              : "no label is the positive class '" + positive + "'";
      throw new IOException(
          column + none + seen() + "; correct 'positive_class' under 'prediction' in --config");
    }
    if (!columns.classes().isEmpty() && !anyClass) {
      throw new IOException(
          column
              + "no label is one of the classes "
              + columns.classes()
              + seen()
              + "; correct 'classes' under 'prediction' in --config");
    }
  }

  /** Returns the labels and how often each occurs. */
  private String seen() {
    if (secret) {
      return "";
    }
    StringBuilder text = new StringBuilder(", but ");
    labels.forEach(
        (label, count) ->
            text.append(text.length() > 6 ? ", " : "")
                .append('\'')
                .append(ColumnTexts.shown(label))
                .append("' (")
                .append(count)
                .append(')'));
    return text.append(more ? ", …" : "").toString();
  }
}

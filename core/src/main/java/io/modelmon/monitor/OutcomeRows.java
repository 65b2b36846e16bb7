package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.RankedList;
import io.modelmon.performance.RankingOutcomes;
import io.modelmon.performance.RegressionOutcomes;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows turned into what metrics are computed of. Rows without a prediction are left out.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class OutcomeRows {

  private static final int MAX_CLASSES = 1000;

  private final TaskType task;
  private final @Nullable String positiveClass;
  private final JoinNames names;

  /**
   * Creates the mapping of one model.
   *
   * @param positiveClass the class that counts as positive where there are two, or null
   */
  OutcomeRows(TaskType task, @Nullable String positiveClass, JoinNames names) {
    this.task = task;
    this.positiveClass = positiveClass;
    this.names = names;
  }

  /**
   * Returns the outcomes of all rows, or null when there are none, or too many classes.
   *
   * @param schema the columns of the version, for the order of scores
   */
  @Nullable Outcomes of(LabelledRows rows, @Nullable ModelSchema schema) {
    int[] present = present(rows);
    if (present.length == 0) {
      return null;
    }
    return switch (task) {
      case NUMBER -> numbers(rows, present);
      case PROBABILITY -> probability(rows, present);
      case LABEL, PROBABILITIES -> classes(rows, present, schema);
      case RANKING -> lists(rows, present);
    };
  }

  /**
   * Returns the rows that {@link #of} takes, in its order: that of predictions, since labels may
   * come in any.
   */
  int[] present(LabelledRows rows) {
    int[] present = new int[rows.size()];
    int count = 0;
    boolean sorted = true;
    for (int row = 0; row < present.length; row++) {
      if (!Double.isNaN(rows.predicted(row))) {
        sorted &= count == 0 || rows.time(present[count - 1]) <= rows.time(row);
        present[count++] = row;
      }
    }
    IntStream found = Arrays.stream(present, 0, count);
    return sorted
        ? found.toArray()
        : found
            .boxed()
            .sorted(Comparator.comparingLong(rows::time))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  private static Outcomes numbers(LabelledRows rows, int[] present) {
    double[] predicted = new double[present.length];
    double[] actual = new double[present.length];
    for (int i = 0; i < present.length; i++) {
      predicted[i] = rows.predicted(present[i]);
      actual[i] = rows.actual(present[i]);
    }
    return RegressionOutcomes.of(predicted, actual);
  }

  private static Outcomes lists(LabelledRows rows, int[] present) {
    List<RankedList> lists = new ArrayList<>(present.length);
    for (int row : present) {
      lists.add(RankedItems.list(rows.predicted(row), rows.actual(row)));
    }
    return new RankingOutcomes(lists);
  }

  private Outcomes probability(LabelledRows rows, int[] present) {
    int positive = names.code(OutcomeCodec.POSITIVE);
    return binary(rows, present, positive);
  }

  private static Outcomes binary(LabelledRows rows, int[] present, int positive) {
    int[] predicted = new int[present.length];
    int[] actual = new int[present.length];
    double[] scores = new double[present.length];
    for (int i = 0; i < present.length; i++) {
      predicted[i] = (int) rows.predicted(present[i]) == positive ? 1 : 0;
      actual[i] = (int) rows.actual(present[i]) == positive ? 1 : 0;
      scores[i] = rows.scoreColumns() == 1 ? rows.score(present[i], 0) : Double.NaN;
    }
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  private @Nullable Outcomes classes(
      LabelledRows rows, int[] present, @Nullable ModelSchema schema) {
    Map<Integer, Integer> order = order(rows, present, schema);
    boolean scored = order.size() == rows.scoreColumns();
    if (positiveClass != null && order.size() <= 2 && !scored) {
      return binary(rows, present, names.code(positiveClass));
    }
    if (order.size() > MAX_CLASSES) {
      return null;
    }
    int classes = Math.max(2, order.size());
    int[] predicted = new int[present.length];
    int[] actual = new int[present.length];
    double[] scores = new double[scored && classes == order.size() ? present.length * classes : 0];
    for (int i = 0; i < present.length; i++) {
      predicted[i] = order.getOrDefault((int) rows.predicted(present[i]), 0);
      actual[i] = order.getOrDefault((int) rows.actual(present[i]), 0);
      for (int c = 0; c < classes && scores.length > 0; c++) {
        scores[i * classes + c] = rows.score(present[i], c);
      }
    }
    return ClassificationOutcomes.multiclass(classes, predicted, actual, scores);
  }

  /** Classes in the order of their scores, then, by name, those that only rows have. */
  private Map<Integer, Integer> order(
      LabelledRows rows, int[] present, @Nullable ModelSchema schema) {
    Map<Integer, Integer> order = new HashMap<>();
    if (schema != null && rows.scoreColumns() > 0) {
      for (int i = 0; i < rows.scoreColumns() && i < schema.outputs().size(); i++) {
        order.putIfAbsent(names.code(OutcomeCodec.className(schema, i)), order.size());
      }
    }
    TreeSet<String> others = new TreeSet<>();
    for (int row : present) {
      others.add(names.name((int) rows.predicted(row)));
      others.add(names.name((int) rows.actual(row)));
    }
    for (String other : others) {
      order.putIfAbsent(names.code(other), order.size());
    }
    return order;
  }
}

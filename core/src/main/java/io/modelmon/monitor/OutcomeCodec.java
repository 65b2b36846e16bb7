package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.CellValues;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.profile.CellText;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What captured outputs and labels mean: numbers where numbers are predicted, codes of classes
 * otherwise, with the scores behind them.
 *
 * <p>Of a probability there are two classes, {@value #POSITIVE} and {@value #NEGATIVE}.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class OutcomeCodec {

  static final String POSITIVE = "positive";
  static final String NEGATIVE = "negative";

  private static final int MAX_SCORES = 64;
  private static final String PREFIX = "prediction.";

  private static final int EXACT_DIGITS = 15;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

  private final PredictionConfig config;
  private final TaskType task;
  private final JoinNames names;
  private final RankedItems items;

  /** Creates a codec for what is not joined. */
  OutcomeCodec(PredictionConfig config, JoinNames names) {
    this(config, names, new IdHash(0, 0));
  }

  /**
   * Creates a codec.
   *
   * @param config with its type
   * @param hash the one of the join
   */
  OutcomeCodec(PredictionConfig config, JoinNames names, IdHash hash) {
    this.config = config;
    this.task = task(config);
    this.names = names;
    this.items = new RankedItems(hash, names);
  }

  /** Returns what is predicted; a configuration with labels says so. */
  static TaskType task(PredictionConfig config) {
    TaskType type = config.type();
    return type == null ? TaskType.LABEL : type;
  }

  /**
   * Returns what is to be kept of each prediction, or null while that cannot be known.
   *
   * @param schema the columns of a version, or null before they are known
   */
  static @Nullable JoinShape shape(
      PredictionConfig config, @Nullable ModelSchema schema, int segments) {
    return switch (task(config)) {
      case NUMBER -> new JoinShape(false, 0, segments);
      case PROBABILITY -> new JoinShape(true, 1, segments);
      case LABEL -> new JoinShape(true, 0, segments);
      case RANKING -> new JoinShape(false, config.k(), segments);
      case PROBABILITIES -> {
        int classes = config.classes().size();
        if (classes == 0 && schema == null) {
          yield null;
        }
        if (classes == 0 && schema != null) {
          classes = schema.outputs().size() - (config.label() == null ? 0 : 1);
        }
        yield new JoinShape(true, classes > MAX_SCORES ? 0 : Math.max(0, classes), segments);
      }
    };
  }

  /** Reads the prediction of a row whose outputs are as configured. */
  double predicted(CapturedCall call, int row, ModelSchema schema, WaitingPrediction target) {
    return predicted(call, row, schema, config, target);
  }

  /**
   * Reads the prediction of a row: its scores into the target.
   *
   * @param own the outputs of the single name that was called, of the same type: which of score and
   *     label it has, and its threshold
   * @return a number or the code of a class; NaN when missing
   */
  double predicted(
      CapturedCall call,
      int row,
      ModelSchema schema,
      PredictionConfig own,
      WaitingPrediction target) {
    int first = schema.firstOutput();
    int last = schema.width() - 1;
    for (int i = 0; i < target.scores(); i++) {
      target.score(i, Double.NaN);
    }
    if (last < first) {
      return Double.NaN;
    }
    boolean labelled = own.label() != null;
    boolean scored = own.score() != null || !labelled;
    return switch (task) {
      case NUMBER -> finite(call.value(row, first));
      case LABEL -> classOf(call, row, labelled ? last : first);
      case PROBABILITY -> {
        double score = scored ? finite(call.value(row, first)) : Double.NaN;
        target.score(0, score);
        yield labelled ? labelColumn(call, row, last) : decided(score, own.threshold());
      }
      case PROBABILITIES -> {
        int classes = last - first + 1 - (labelled ? 1 : 0);
        double best = scores(call, row, schema, target, classes);
        yield labelled ? classOf(call, row, last) : best;
      }
      case RANKING -> items.predicted(call, row, schema, target);
    };
  }

  private double decided(double score, double threshold) {
    return Double.isNaN(score) ? Double.NaN : names.code(score >= threshold ? POSITIVE : NEGATIVE);
  }

  private double scores(
      CapturedCall call, int row, ModelSchema schema, WaitingPrediction target, int classes) {
    int best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      double score = finite(call.value(row, schema.firstOutput() + i));
      if (i < target.scores()) {
        target.score(i, score);
      }
      if (score > largest) {
        largest = score;
        best = i;
      }
    }
    return best < 0 ? Double.NaN : names.code(className(schema, best));
  }

  /** Returns the name of the class of an output column. */
  static String className(ModelSchema schema, int output) {
    List<Feature> outputs = schema.outputs();
    String name = outputs.get(output).name();
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  private double labelColumn(CapturedCall call, int row, int column) {
    double number = call.value(row, column);
    return CellValues.isWrongType(number)
        ? Double.NaN
        : label(number, Cells.text(call, row, column, number));
  }

  private double classOf(CapturedCall call, int row, int column) {
    double number = call.value(row, column);
    return CellValues.isWrongType(number)
        ? Double.NaN
        : named(number, Cells.text(call, row, column, number));
  }

  private double named(double number, @Nullable String text) {
    if (text != null) {
      return CellText.isMissing(text) ? Double.NaN : names.code(category(text));
    }
    return Double.isFinite(number) ? names.code(CellText.category(number)) : Double.NaN;
  }

  /** Of a class that is a huge whole number, as it was predicted: as a double. */
  private static String category(String text) {
    boolean huge = text.length() > EXACT_DIGITS && WHOLE.matcher(text).matches();
    return huge ? CellText.category(Double.parseDouble(text)) : CellText.name(text);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /**
   * Returns the meaning of a label: a number, or the code of a class; NaN when it is none.
   *
   * @param number the label when it is a number, else NaN
   * @param text the label when it is a text
   */
  double label(double number, @Nullable String text) {
    if (text != null && task != TaskType.RANKING && text.indexOf(SlotKeys.ITEM) == 0) {
      return Double.NaN;
    }
    return switch (task) {
      case NUMBER -> text == null ? finite(number) : parsed(text);
      case LABEL, PROBABILITIES -> named(number, text);
      case PROBABILITY -> binary(text == null ? name(number) : text.strip());
      case RANKING -> items.label(number, text);
    };
  }

  /**
   * Returns a labelled prediction as it is kept: of a list only its hits, see {@link RankedItems}.
   */
  WaitingPrediction judged(WaitingPrediction pair, double label) {
    return task == TaskType.RANKING ? pair.judged(items.hits(pair, label)) : pair;
  }

  /** Returns a label as it is kept: of a list the number of items that were relevant. */
  double judged(double label) {
    return task == TaskType.RANKING ? items.count(label) : label;
  }

  private static @Nullable String name(double number) {
    return Double.isFinite(number) ? CellText.category(number) : null;
  }

  private static double parsed(String text) {
    return CellText.isNumber(text) ? finite(Double.parseDouble(text.strip())) : Double.NaN;
  }

  private double binary(@Nullable String label) {
    if (label == null || CellText.isMissing(label)) {
      return Double.NaN;
    }
    String positive = config.positiveClass();
    if (label.equals(positive)) {
      return names.code(POSITIVE);
    }
    boolean named = positive != null && isTruth(positive) && isTruth(label);
    if (!named && (label.equalsIgnoreCase("true") || label.equals("1"))) {
      return names.code(POSITIVE);
    }
    boolean negative = label.equalsIgnoreCase("false") || label.equals("0");
    return named || negative || positive != null ? names.code(NEGATIVE) : Double.NaN;
  }

  private static boolean isTruth(String name) {
    return name.equalsIgnoreCase("true")
        || name.equalsIgnoreCase("false")
        || name.equals("1")
        || name.equals("0");
  }
}

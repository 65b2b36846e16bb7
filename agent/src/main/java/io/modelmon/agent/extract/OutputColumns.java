package io.modelmon.agent.extract;

import io.modelmon.agent.value.Cells;
import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.Positions;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.config.Expression;
import io.modelmon.config.PredictionConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which output columns a model has: from configuration and the return type where these are
 * enough, else from a first value.
 *
 * <p>A number, a probability or a label is {@code prediction}; one probability per class is {@code
 * prediction.<class>}; a label beside a score is {@code prediction.label}; of a list each place is
 * {@code prediction.<place>}, beginning with 1.
 *
 * <p><b>Threads:</b> immutable.
 */
final class OutputColumns {

  private static final String PREDICTION = "prediction";
  private static final String LABEL = "label";
  private static final int MAX_CLASSES = 1024;
  private static final Set<String> SCALARS =
      Set.of(
          "boolean",
          "byte",
          "short",
          "char",
          "int",
          "long",
          "float",
          "double",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Character",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.String",
          "java.math.BigDecimal",
          "java.math.BigInteger");

  private final PredictionConfig config;
  private final @Nullable Expression score;
  private final @Nullable Expression label;
  private final boolean scalarReturn;

  OutputColumns(PredictionConfig config, SiteMethod method) {
    this.config = config;
    boolean ranked = config.type() == TaskType.RANKING;
    Expression configured = config.score() != null && !ranked ? config.score() : config.from();
    this.label = ranked ? config.score() : config.label();
    if (configured == null && label == null && !method.returnsVoid()) {
      configured = new Expression(Expression.Root.RETURN, -1, List.of(), "return");
    }
    this.score = configured;
    this.scalarReturn =
        configured != null
            && configured.root() == Expression.Root.RETURN
            && configured.steps().isEmpty()
            && SCALARS.contains(method.returnType());
  }

  /** Returns where the score, or the only output, comes from; null when there is none. */
  @Nullable Expression score() {
    return score;
  }

  /** Returns where the label, or the order of items, comes from; null when there is none. */
  @Nullable Expression label() {
    return label;
  }

  /** Returns the column names where no value is needed to know them, else null. */
  @Nullable List<String> known() {
    if (score == null) {
      return label == null ? List.of() : List.of(PREDICTION);
    }
    TaskType type = config.type();
    if (type == TaskType.RANKING) {
      return places();
    }
    boolean perClass = type == TaskType.PROBABILITIES;
    if (perClass && !config.classes().isEmpty()) {
      return withLabel(config.classes());
    }
    boolean single = scalarReturn || config.positiveClass() != null || type != null;
    return single && !perClass ? withLabel(List.of()) : null;
  }

  /**
   * Returns the column names that fit a first value of the score, or null when it tells nothing.
   *
   * @param batch whether the value holds one output per row
   */
  @Nullable List<String> of(@Nullable Object value, boolean batch) {
    List<String> known = known();
    if (known != null) {
      return known;
    }
    Object row = batch ? firstElement(value) : unwrapped(value);
    if (row != null && Positions.batchRows(row) == 1) {
      row = firstElement(row);
    }
    return row == null ? null : withLabel(classesOf(row));
  }

  /** Returns the writer for the output columns of a schema. */
  Outputs outputs(List<Feature> columns, int firstOutput, MemberAccess access) {
    int count = columns.size();
    if (count == 0 || (score == null && label == null)) {
      return Outputs.NONE;
    }
    String[] none = new String[0];
    if (config.type() == TaskType.RANKING && score != null) {
      return new Outputs(
          new ValuePath(score, access),
          Output.ranked(firstOutput, classNames(columns, count), access.entries()),
          label == null ? null : new ValuePath(label, access),
          null);
    }
    if (score == null || label == null) {
      Expression only = score == null ? label : score;
      Output output =
          columns.get(0).name().equals(PREDICTION)
              ? single(firstOutput, access)
              : new Output(firstOutput, classNames(columns, count), null, -1, access.entries());
      return only == null
          ? Outputs.NONE
          : new Outputs(new ValuePath(only, access), output, null, null);
    }
    Output first =
        columns.get(0).name().equals(PREDICTION)
            ? single(firstOutput, access)
            : new Output(firstOutput, classNames(columns, count - 1), null, -1, access.entries());
    Output last = new Output(firstOutput + count - 1, none, null, -1, access.entries());
    return new Outputs(new ValuePath(score, access), first, new ValuePath(label, access), last);
  }

  private List<String> places() {
    List<String> places = new ArrayList<>(config.k());
    for (int place = 1; place <= config.k(); place++) {
      places.add(PREDICTION + "." + place);
    }
    return places;
  }

  private Output single(int column, MemberAccess access) {
    String positive = config.positiveClass();
    int index = positive == null ? -1 : config.classes().indexOf(positive);
    if (positive != null && index < 0 && config.classes().isEmpty()) {
      index = parsed(positive);
    }
    return new Output(column, new String[0], positive, index, access.entries());
  }

  private static int parsed(String positiveClass) {
    try {
      return Integer.parseInt(positiveClass);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String[] classNames(List<Feature> columns, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = columns.get(i).name().substring(PREDICTION.length() + 1);
    }
    return names;
  }

  private List<String> withLabel(List<String> classes) {
    List<String> names = new ArrayList<>();
    if (classes.isEmpty()) {
      names.add(PREDICTION);
    }
    for (String name : classes) {
      names.add(PREDICTION + "." + name);
    }
    if (label != null) {
      String name = PREDICTION + "." + LABEL;
      names.add(names.contains(name) ? name + "#2" : name);
    }
    return names;
  }

  private List<String> classesOf(Object row) {
    if (row instanceof Map<?, ?> map && map.size() <= MAX_CLASSES) {
      TreeSet<String> keys = new TreeSet<>();
      for (Object key : map.keySet()) {
        String name = Cells.name(key);
        if (name != null && !name.isEmpty()) {
          keys.add(name);
        }
      }
      return new ArrayList<>(keys);
    }
    int length = Positions.length(row);
    boolean one = length == 1 && config.type() != TaskType.PROBABILITIES;
    if (length <= 0 || one || length > MAX_CLASSES) {
      return List.of();
    }
    if (config.classes().size() == length) {
      return config.classes();
    }
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      positions.add(Integer.toString(i));
    }
    return positions;
  }

  private static @Nullable Object firstElement(@Nullable Object values) {
    if (values instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          return unwrapped(element);
        }
      }
      return null;
    }
    if (values instanceof Collection<?> collection) {
      for (Object element : collection) {
        if (element != null) {
          return unwrapped(element);
        }
      }
      return null;
    }
    // Of an array of primitives every element is one number.
    return values == null || Positions.length(values) == 0 ? null : (Object) 0.0;
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }
}

package io.modelmon.agent.value;

import io.modelmon.schema.ModelSchema.LeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from a first value, which columns a row has and how to fill them.
 *
 * <p>Names come from configuration, else from the value (map keys, sorted; record components; bean
 * properties), else from the reference, else from the position. Nested objects are flattened to
 * {@value #MAX_DEPTH} levels, which also ends cyclic graphs.
 *
 * <p><b>Cost:</b> reflection and allocation, on the first calls of a model only. <b>Threads:</b>
 * confined.
 */
public final class RowPlanner {

  private static final int MAX_DEPTH = 3;

  private final MemberAccess access;
  private final Columns columns;
  private final UnknownKeys unknownKeys;

  /** Creates a planner that adds to a list of columns. */
  public RowPlanner(MemberAccess access, Columns columns, UnknownKeys unknownKeys) {
    this.access = access;
    this.columns = columns;
    this.unknownKeys = unknownKeys;
  }

  /**
   * Plans the value that holds all features.
   *
   * @param row a first row, not null
   * @param scalarName the name of a value that is no container
   * @return the plan, or null when the value has no columns or not those that are configured
   */
  public @Nullable RowPlan planRow(Object row, String scalarName) {
    return switch (ValueKind.of(row)) {
      case POSITIONAL ->
          positional(Positions.length(row), positionNames(Positions.length(row)), true);
      case MAP -> watched(row, keyedRow(row));
      case BEAN -> {
        RowPlan plan = keyedRow(row);
        // All there is may be the id, by which the model finds its features elsewhere.
        boolean only = plan == null && columns.leftOut().containsValue(LeftOut.ID);
        yield only ? new ScalarRow(-1) : plan;
      }
      case SCALAR, TIME_OR_ID -> {
        List<String> names = columns.configuredNames();
        yield scalar(names.size() == 1 ? names.get(0) : scalarName, ValueKind.SCALAR);
      }
      case OPAQUE -> null;
    };
  }

  /**
   * Plans one of several values that make a row together.
   *
   * @param value a first value
   * @param name the name of the value; its parts are called {@code name.part}
   */
  public RowPlan planPart(String name, @Nullable Object value) {
    if (columns.isExcluded(name)) {
      return new ScalarRow(-1);
    }
    Object plain = unwrapped(value);
    ValueKind kind = ValueKind.of(plain);
    if (plain == null || kind == ValueKind.SCALAR || kind == ValueKind.TIME_OR_ID) {
      return scalar(name, kind);
    }
    if (kind == ValueKind.POSITIONAL) {
      return orNothing(name, positionalPart(name, Positions.length(plain)));
    }
    return orNothing(
        name, kind == ValueKind.OPAQUE ? null : keyed(plain, plain.getClass(), name, 1));
  }

  /** A part without columns is left out. */
  private RowPlan orNothing(String name, @Nullable RowPlan plan) {
    if (plan == null) {
      columns.leaveOut(name);
    }
    return plan == null ? new ScalarRow(-1) : plan;
  }

  private @Nullable RowPlan positionalPart(String name, int length) {
    if (length > Columns.MAX_COLUMNS) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      names.add(name + "." + i);
    }
    return positional(length, names, false);
  }

  private RowPlan scalar(String name, ValueKind kind) {
    return new ScalarRow(columns.add(name, kind));
  }

  private @Nullable RowPlan positional(int length, @Nullable List<String> names, boolean isWhole) {
    if (names == null || length > Columns.MAX_COLUMNS) {
      return null;
    }
    int[] indices = new int[length];
    for (int i = 0; i < length; i++) {
      boolean id = isWhole && columns.isId(i) && columns.leaveOutId(names.get(i));
      indices[i] = id ? -1 : columns.add(names.get(i), ValueKind.SCALAR);
    }
    return new PositionalRow(indices);
  }

  private @Nullable List<String> positionNames(int length) {
    if (!columns.configuredNames().isEmpty()) {
      return columns.configuredNames().size() == length ? columns.configuredNames() : null;
    }
    if (columns.referenceNames().size() == length) {
      return columns.referenceNames();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(length, Columns.MAX_COLUMNS + 1); i++) {
      names.add("f" + i);
    }
    return columns.referenceNames().size() == length - 1 ? aroundId(names) : names;
  }

  /** Names positions by a reference that was made without the id, where there is one. */
  private List<String> aroundId(List<String> positions) {
    List<String> names = new ArrayList<>(columns.referenceNames());
    for (int i = 0; i < positions.size(); i++) {
      if (columns.isId(i)) {
        names.add(i, positions.get(i));
        return names;
      }
    }
    return positions;
  }

  private @Nullable KeyedRow keyedRow(Object row) {
    if (!columns.configuredNames().isEmpty()) {
      return named(row, columns.configuredNames());
    }
    if (row instanceof Map<?, ?> map && !columns.referenceNames().isEmpty()) {
      TreeSet<String> names = new TreeSet<>(columns.referenceNames());
      boolean known = false;
      for (Object key : map.keySet()) {
        String name = Cells.name(key);
        known |= name != null && !names.add(name);
      }
      if (known || map.isEmpty()) {
        return named(row, new ArrayList<>(names));
      }
    }
    return keyed(row, row.getClass(), "", 1);
  }

  /** Plans exactly the given names, of which those with dots lead into nested objects. */
  private KeyedRow named(Object row, List<String> names) {
    NameTree tree = new NameTree();
    for (String name : names) {
      if (row instanceof Map<?, ?> map && hasKey(map, name)) {
        tree.child(name);
      } else {
        tree.add(name);
      }
    }
    return named(tree, "");
  }

  private KeyedRow named(NameTree tree, String prefix) {
    Draft draft = new Draft();
    for (Map.Entry<String, NameTree> child : tree.children.entrySet()) {
      String name = child.getKey();
      if (child.getValue().children.isEmpty()) {
        draft.leaf(name, columns.add(prefix + name, ValueKind.SCALAR));
      } else {
        draft.nested(name, named(child.getValue(), prefix + name + "."));
      }
    }
    return draft.build(access);
  }

  private static boolean hasKey(Map<?, ?> map, String name) {
    try {
      return map.containsKey(name);
    } catch (ClassCastException e) {
      return false; // A sorted map with keys of another class.
    }
  }

  /** Where columns come from a first map, later ones may have more keys than that. */
  private @Nullable KeyedRow watched(Object row, @Nullable KeyedRow plan) {
    if (plan != null && row instanceof Map<?, ?> map && columns.configuredNames().isEmpty()) {
      Set<String> leftOut = new TreeSet<>();
      for (Object key : map.keySet()) {
        String name = Cells.name(key);
        if (name != null) {
          leftOut.add(name);
        }
      }
      for (String name : plan.names()) {
        leftOut.remove(name);
      }
      plan.watchedBy(new KeyWatch(unknownKeys, columns, leftOut));
    }
    return plan;
  }

  private @Nullable KeyedRow keyed(@Nullable Object row, Class<?> type, String name, int depth) {
    String prefix = name.isEmpty() ? "" : name + ".";
    Draft draft = new Draft();
    if (row instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = Cells.name(entry.getKey());
        if (key != null && sorted.size() <= Columns.MAX_COLUMNS) {
          sorted.put(key, entry.getValue());
        }
      }
      for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
        Object value = unwrapped(entry.getValue());
        Class<?> valueType = value == null ? Object.class : value.getClass();
        add(draft, entry.getKey(), prefix, value, valueType, depth);
      }
    } else {
      for (Map.Entry<String, Class<?>> property : BeanProperties.of(type).entrySet()) {
        addProperty(draft, row, type, property, prefix, depth);
      }
    }
    return draft.isEmpty() ? null : draft.build(access);
  }

  private void addProperty(
      Draft draft,
      @Nullable Object row,
      Class<?> type,
      Map.Entry<String, Class<?>> property,
      String prefix,
      int depth) {
    if (columns.isExcluded(prefix + property.getKey())) {
      return; // before its getter is called
    }
    Class<?> declared = property.getValue();
    ValueKind kind = ValueKind.of(declared);
    boolean byValue = kind == ValueKind.MAP || kind == ValueKind.BEAN || !isPrecise(declared);
    Object value = byValue && row != null ? valueOf(row, type, property.getKey()) : null;
    Class<?> actual = value == null ? declared : value.getClass();
    if (value == null && !isPrecise(declared)) {
      actual = Object.class;
    }
    add(draft, property.getKey(), prefix, value, actual, depth);
  }

  private void add(
      Draft draft, String name, String prefix, @Nullable Object value, Class<?> type, int depth) {
    String fullName = prefix + name;
    // Nothing is known of a null but that some value may come.
    ValueKind kind = value == null && type == Object.class ? ValueKind.SCALAR : ValueKind.of(type);
    if (columns.isExcluded(fullName) || columns.tooMany()) {
      return;
    }
    if (kind == ValueKind.POSITIONAL) {
      columns.leaveOut(fullName);
      return;
    }
    if (kind == ValueKind.MAP || kind == ValueKind.BEAN) {
      KeyedRow part = depth == MAX_DEPTH ? null : keyed(value, type, fullName, depth + 1);
      if (part != null) {
        draft.nested(name, part);
      } else {
        columns.leaveOut(fullName);
      }
      return;
    }
    int column = columns.add(fullName, kind);
    if (column >= 0) {
      draft.leaf(name, column);
    }
  }

  private @Nullable Object valueOf(Object row, Class<?> type, String name) {
    try {
      var member = access.member(type, name);
      return member == null ? null : unwrapped(new PropertyReader(member).read(row));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * Returns whether a declared type says what its values are. Nothing can be watched of a stream or
   * a connection, so a getter that may open one is not called to find that out.
   */
  private static boolean isPrecise(Class<?> declared) {
    boolean anyScalar = declared.isAssignableFrom(String.class);
    boolean anyNumber = declared.isAssignableFrom(Double.class);
    return declared != Optional.class
        && ValueKind.of(declared) != ValueKind.MAP
        && (ValueKind.of(declared) != ValueKind.OPAQUE || (!anyScalar && !anyNumber));
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  /** Dotted names as a tree. */
  private static final class NameTree {
    private final Map<String, NameTree> children = new LinkedHashMap<>();

    NameTree child(String name) {
      NameTree known = children.get(name);
      if (known == null) {
        known = new NameTree();
        children.put(name, known);
      }
      return known;
    }

    void add(String dottedName) {
      NameTree tree = this;
      int start = 0;
      for (int dot = dottedName.indexOf('.'); dot > start; dot = dottedName.indexOf('.', start)) {
        tree = tree.child(dottedName.substring(start, dot));
        start = dot + 1;
      }
      tree.child(dottedName.substring(start));
    }
  }

  /** The entries of a {@link KeyedRow} while they are found. */
  private static final class Draft {
    private final List<String> names = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<@Nullable KeyedRow> nested = new ArrayList<>();

    boolean isEmpty() {
      return names.isEmpty();
    }

    void leaf(String name, int column) {
      if (column >= 0) {
        names.add(name);
        columns.add(column);
        nested.add(null);
      }
    }

    void nested(String name, KeyedRow part) {
      names.add(name);
      columns.add(-1);
      nested.add(part);
    }

    KeyedRow build(MemberAccess access) {
      int[] indices = new int[names.size()];
      @Nullable KeyedRow[] parts = new KeyedRow[names.size()];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = columns.get(i);
        parts[i] = nested.get(i);
      }
      return new KeyedRow(names.toArray(new String[0]), indices, parts, access);
    }
  }
}

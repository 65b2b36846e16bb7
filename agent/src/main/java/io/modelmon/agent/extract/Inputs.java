package io.modelmon.agent.extract;

import io.modelmon.agent.value.IdNames;
import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.IdSource;
import io.modelmon.config.ModelConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a woven method's features come from: one value that holds all of them, or one value each.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Inputs {

  /**
   * One value that enter reads.
   *
   * @param name the feature, or the value's own name
   * @param path the way from the handed-over object
   * @param root the position of that object among the parameters of the enter handle
   */
  record Input(String name, ValuePath path, int root) {

    boolean isDirect() {
      return path.expression().steps().isEmpty();
    }
  }

  private final List<Input> inputs = new ArrayList<>();
  private final boolean row;
  private final boolean projected;
  private final Set<String> ids;

  Inputs(ModelConfig model, SiteMethod method, SiteShape shape, MemberAccess access) {
    FeaturesConfig config = model.features();
    Expression from = config.from();
    if (from != null) {
      String name = nameOf(from, method);
      inputs.add(new Input(name, new ValuePath(from, access), enterPosition(shape, from)));
    } else if (!config.fields().isEmpty()) {
      for (Map.Entry<String, Expression> field : config.fields().entrySet()) {
        Expression path = field.getValue();
        inputs.add(
            new Input(field.getKey(), new ValuePath(path, access), enterPosition(shape, path)));
      }
    } else {
      addParameters(config, method, shape, access);
    }
    boolean parameter = from == null && config.fields().isEmpty() && inputs.size() == 1;
    this.row = from != null || parameter;
    this.ids = config.fields().isEmpty() ? ids(model.labels().id()) : Set.of();
    boolean any = false;
    for (Input input : inputs) {
      any |= !row && input.path().projects();
    }
    this.projected = any;
  }

  /** Returns the values in order. */
  List<Input> all() {
    return inputs;
  }

  /** Returns whether there is one value, which holds all features and may be a batch. */
  boolean isRow() {
    return row;
  }

  /** Returns whether several values are projections, of which each element makes a row. */
  boolean isProjected() {
    return projected;
  }

  /**
   * Returns the names that the id has where it is read from the features; none where the file lists
   * each of them.
   */
  Set<String> ids() {
    return ids;
  }

  private Set<String> ids(@Nullable IdSource id) {
    Set<String> names = new HashSet<>();
    if (id == null) {
      return names;
    }
    for (Input input : inputs) {
      for (String below : IdNames.below(id, input.path().expression())) {
        boolean whole = below.isEmpty();
        names.add(whole ? input.name() : row ? below : input.name() + "." + below);
      }
    }
    return names;
  }

  /** Returns the position of an expression's root among the parameters of the enter handle. */
  static int enterPosition(SiteShape shape, Expression expression) {
    return position(expression, shape.enterThis(), shape.enterArguments());
  }

  /** Returns the position of an expression's root, or -1 where it is the returned value. */
  static int position(Expression expression, boolean hasThis, int[] arguments) {
    if (expression.root() == Expression.Root.THIS) {
      return 0;
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == expression.argument()) {
        return i + (hasThis ? 1 : 0);
      }
    }
    return -1;
  }

  private void addParameters(
      FeaturesConfig config, SiteMethod method, SiteShape shape, MemberAccess access) {
    boolean renamed =
        method.parameterCount() > 1 && config.names().size() == method.parameterCount();
    for (int i = 0; i < method.parameterCount(); i++) {
      Expression root = new Expression(Expression.Root.ARG, i, List.of(), "arg[" + i + "]");
      String name = renamed ? config.names().get(i) : method.parameterName(i);
      inputs.add(new Input(name, new ValuePath(root, access), enterPosition(shape, root)));
    }
  }

  private static String nameOf(Expression from, SiteMethod method) {
    boolean parameter = from.root() == Expression.Root.ARG && from.steps().isEmpty();
    return parameter ? method.parameterName(from.argument()) : "f0";
  }
}

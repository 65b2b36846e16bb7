package io.modelmon.agent.extract;

import io.modelmon.config.Expression;
import io.modelmon.config.IdSource;
import io.modelmon.config.LabelRule;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.PredictionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of receiver, arguments and returned value a woven method hands over on enter and on exit.
 *
 * <p>The enter call site has the type {@code ([Object this], each enter argument) → long ticket},
 * the exit call site {@code (long ticket, [Object this], each exit argument, [returned value],
 * Object throwable) → void}; primitives are passed as they are, references as {@code Object}.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SiteShape {

  private static final String CONTINUATION = "kotlin.coroutines.Continuation";
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");
  private static final Set<String> PUBLISHERS =
      Set.of(
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux",
          "org.reactivestreams.Publisher",
          "java.util.concurrent.Flow.Publisher",
          "java.util.concurrent.Flow$Publisher",
          "kotlinx.coroutines.flow.Flow");

  private final Roots enter;
  private final Roots exit;
  private final boolean exitReturn;
  private final @Nullable String unsupported;

  private SiteShape(Roots enter, Roots exit, boolean exitReturn, @Nullable String unsupported) {
    this.enter = enter;
    this.exit = exit;
    this.exitReturn = exitReturn;
    this.unsupported = unsupported;
  }

  /** Returns the shape for a method of which only the outline is known. */
  public static SiteShape of(
      ModelConfig config, int parameterCount, boolean isStatic, boolean returnsVoid) {
    Roots enter = new Roots(parameterCount, isStatic, true);
    Roots exit = new Roots(parameterCount, isStatic, returnsVoid);
    collect(config, enter, exit);
    String problem = enter.problem != null ? enter.problem : exit.problem;
    for (Map.Entry<String, ModelConfig> override : config.overrides().entrySet()) {
      collect(override.getValue(), enter, exit);
      if (problem == null) {
        problem = enter.problem != null ? enter.problem : exit.problem;
        problem = problem == null ? null : ofOverride(override.getKey(), problem);
      }
    }
    return new SiteShape(enter, exit, !returnsVoid, problem);
  }

  /** Returns the shape for a method, with a reason in {@link #unsupported} for its types. */
  public static SiteShape of(ModelConfig config, SiteMethod method) {
    SiteShape shape = of(config, method.parameterCount(), method.isStatic(), method.returnsVoid());
    String problem = typeProblem(method);
    if (problem == null && shape.unsupported == null) {
      problem = memberProblem(config, method);
    }
    return problem == null || shape.unsupported != null
        ? shape
        : new SiteShape(shape.enter, shape.exit, shape.exitReturn, problem);
  }

  /** Returns the shape that hands over the object, all arguments, and what is returned. */
  public static SiteShape ofEverything(int parameterCount) {
    Roots enter = new Roots(parameterCount, false, true);
    enter.receiver = true;
    enter.addAllArguments();
    return new SiteShape(enter, new Roots(parameterCount, false, false), true, null);
  }

  /** Returns the shape for a method that brings labels. */
  public static SiteShape of(LabelRule rule, SiteMethod method) {
    Roots enter = new Roots(method.parameterCount(), method.isStatic(), true);
    Roots exit = new Roots(method.parameterCount(), method.isStatic(), method.returnsVoid());
    addId(rule.id(), enter, exit);
    (rule.label().root() == Expression.Root.RETURN ? exit : enter).add(rule.label());
    String problem = enter.problem != null ? enter.problem : exit.problem;
    String types = typeProblem(method);
    if (types == null && problem == null) {
      types = memberProblem(rule.id() == null ? null : rule.id().expression(), method);
      types = types == null ? memberProblem(rule.label(), method) : types;
    }
    return new SiteShape(enter, exit, !method.returnsVoid(), problem != null ? problem : types);
  }

  /** Returns whether enter takes the receiver. */
  public boolean enterThis() {
    return enter.receiver;
  }

  /** Returns the arguments enter takes, ascending, counted from 0. */
  public int[] enterArguments() {
    return enter.arguments();
  }

  /** Returns whether exit takes the receiver. */
  public boolean exitThis() {
    return exit.receiver;
  }

  /** Returns the arguments exit takes, ascending, counted from 0. */
  public int[] exitArguments() {
    return exit.arguments();
  }

  /** Returns whether exit takes the returned value. */
  public boolean exitReturn() {
    return exitReturn;
  }

  /** Returns why this method cannot be watched with this configuration, or null when it can. */
  public @Nullable String unsupported() {
    return unsupported;
  }

  private static @Nullable String typeProblem(SiteMethod method) {
    List<String> types = method.parameterTypes();
    if (!types.isEmpty() && types.get(types.size() - 1).equals(CONTINUATION)) {
      return "a Kotlin suspend function is not supported yet";
    }
    if (PUBLISHERS.contains(method.returnType())) {
      return "a method that returns " + method.returnType() + " is not supported yet";
    }
    return null;
  }

  /** Returns which expression asks a type for what it is known not to have, or null. */
  private static @Nullable String memberProblem(ModelConfig config, SiteMethod method) {
    List<Expression> read = new ArrayList<>(config.features().fields().values());
    read.addAll(outputs(config.prediction()));
    read.addAll(config.labels().segments().values());
    IdSource id = config.labels().id();
    Expression[] others = {
      config.name().from(),
      config.version().from(),
      config.features().from(),
      id == null ? null : id.expression()
    };
    for (Expression other : others) {
      if (other != null) {
        read.add(other);
      }
    }
    for (Expression expression : read) {
      String problem = memberProblem(expression, method);
      if (problem != null) {
        return problem;
      }
    }
    for (Map.Entry<String, ModelConfig> override : config.overrides().entrySet()) {
      String problem = memberProblem(override.getValue(), method);
      if (problem != null) {
        return ofOverride(override.getKey(), problem);
      }
    }
    return null;
  }

  /** All names share one woven method: what does not fit one of them is said of that one. */
  private static String ofOverride(String name, String problem) {
    return "overrides."
        + name
        + ": "
        + problem
        + "; until it is corrected, no name is watched here";
  }

  /**
   * A primitive value has nothing in it, an array has elements and nothing else; what other types
   * have shows at the first call only.
   */
  private static @Nullable String memberProblem(
      @Nullable Expression expression, SiteMethod method) {
    if (expression == null || expression.root() == Expression.Root.THIS) {
      return null;
    }
    String type =
        expression.root() == Expression.Root.RETURN
            ? method.returnType()
            : method.parameterTypes().get(expression.argument());
    for (Expression.Step step : expression.steps()) {
      boolean element = step instanceof Expression.Index || step instanceof Expression.Each;
      if (!type.endsWith("[]") && !PRIMITIVES.contains(type)) {
        return null;
      }
      if (!type.endsWith("[]") || !element) {
        return "'" + expression + "' cannot be read: " + type + " has no " + words(step);
      }
      type = type.substring(0, type.length() - 2);
    }
    return null;
  }

  private static String words(Expression.Step step) {
    if (step instanceof Expression.Member member) {
      return "member '" + member.name() + "'";
    }
    if (step instanceof Expression.Method called) {
      return "member '" + called.name() + "()'";
    }
    return step instanceof Expression.Key key ? "key \"" + key.key() + "\"" : "elements";
  }

  private static void collect(ModelConfig config, Roots enter, Roots exit) {
    enter.add(config.name().from());
    enter.add(config.version().from());
    if (config.features().from() != null) {
      enter.add(config.features().from());
    } else if (!config.features().fields().isEmpty()) {
      for (Expression field : config.features().fields().values()) {
        enter.add(field);
      }
    } else {
      enter.addAllArguments();
    }
    for (Expression output : outputs(config.prediction())) {
      exit.add(output);
    }
    for (Expression segment : config.labels().segments().values()) {
      enter.add(segment);
    }
    addId(config.labels().id(), enter, exit);
  }

  private static void addId(@Nullable IdSource id, Roots enter, Roots exit) {
    if (id != null) {
      (id.isReturned() ? exit : enter).add(id.expression());
    }
  }

  private static List<Expression> outputs(PredictionConfig prediction) {
    List<Expression> outputs = new ArrayList<>();
    Expression[] configured = {prediction.from(), prediction.score(), prediction.label()};
    for (Expression expression : configured) {
      if (expression != null) {
        outputs.add(expression);
      }
    }
    return outputs;
  }

  /** The values that one end of a call needs, and what is wrong with them. */
  private static final class Roots {
    private final int parameterCount;
    private final boolean isStatic;
    private final boolean withoutReturn;
    private final TreeSet<Integer> arguments = new TreeSet<>();
    private boolean receiver;
    private @Nullable String problem;

    Roots(int parameterCount, boolean isStatic, boolean withoutReturn) {
      this.parameterCount = parameterCount;
      this.isStatic = isStatic;
      this.withoutReturn = withoutReturn;
    }

    void addAllArguments() {
      for (int i = 0; i < parameterCount; i++) {
        arguments.add(i);
      }
    }

    void add(@Nullable Expression expression) {
      if (expression == null) {
        return;
      }
      switch (expression.root()) {
        case THIS -> addReceiver(expression);
        case ARG -> addArgument(expression);
        case RETURN -> {
          if (withoutReturn) {
            problem = "'" + expression + "' is not available: no value has been returned there";
          }
        }
      }
    }

    private void addReceiver(Expression expression) {
      if (isStatic) {
        problem = "'" + expression + "' is not available: the method is static";
      } else {
        receiver = true;
      }
    }

    private void addArgument(Expression expression) {
      if (expression.argument() >= parameterCount) {
        problem =
            "'"
                + expression
                + "' is not available: the method has "
                + parameterCount
                + " parameter(s)";
      } else {
        arguments.add(expression.argument());
      }
    }

    int[] arguments() {
      int[] result = new int[arguments.size()];
      int i = 0;
      for (int argument : arguments) {
        result[i++] = argument;
      }
      return result;
    }
  }
}

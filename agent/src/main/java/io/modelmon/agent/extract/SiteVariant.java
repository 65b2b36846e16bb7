package io.modelmon.agent.extract;

import io.modelmon.agent.extract.Inputs.Input;
import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.config.Expression;
import io.modelmon.config.ModelConfig;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One woven method under one set of settings: what it reads, and its plan for each target.
 *
 * <p><b>Threads:</b> safe; finding a plan is one volatile read.
 */
final class SiteVariant {

  private final ModelConfig config;
  private final SiteMethod method;
  private final MemberAccess access;
  private final Inputs inputs;
  private final OutputColumns outputs;
  private final boolean[] projected;
  private final @Nullable ValuePath scorePath;
  private final int scoreRoot;
  private final int labelRoot;
  private final SchemaDiscovery discovery;
  private final @Nullable KeyPlan keys;
  private volatile @Nullable SitePlan[] plans = new SitePlan[1];

  SiteVariant(
      ModelConfig config,
      SiteMethod method,
      SiteShape shape,
      Extraction extraction,
      MemberAccess access,
      @Nullable KeyPlan keys) {
    this.config = config;
    this.method = method;
    this.access = access;
    this.inputs = new Inputs(config, method, shape, access);
    this.outputs = new OutputColumns(config.prediction(), method);
    this.projected = new boolean[inputs.all().size()];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = !inputs.isRow() && inputs.all().get(i).path().projects();
    }
    Expression score = outputs.score();
    this.scorePath = score == null ? null : new ValuePath(score, access);
    this.scoreRoot = exitPosition(shape, score);
    this.labelRoot = exitPosition(shape, outputs.label());
    this.keys = keys;
    this.discovery = new SchemaDiscovery(this, extraction.referenceNames());
  }

  ModelConfig config() {
    return config;
  }

  /** Returns class and name of the woven method. */
  String methodName() {
    return method.declaringClass() + "#" + method.name();
  }

  /** Returns the way to the score or only output, or null where there is none. */
  @Nullable ValuePath scorePath() {
    return scorePath;
  }

  MemberAccess access() {
    return access;
  }

  Inputs inputs() {
    return inputs;
  }

  OutputColumns outputs() {
    return outputs;
  }

  /** Returns how ids and segments are copied, or null where there are neither. */
  @Nullable KeyPlan keys() {
    return keys;
  }

  SchemaDiscovery discovery() {
    return discovery;
  }

  /** Returns the position of the score's root among the values that exit is handed, or -1. */
  int scoreRoot() {
    return scoreRoot;
  }

  /** Returns the position of the label's root among the values that exit is handed, or -1. */
  int labelRoot() {
    return labelRoot;
  }

  /** Returns the score or only output of a call that returned; it may be unreadable. */
  @Nullable Object score(@Nullable Object root) {
    return scorePath == null ? null : scorePath.readOrUnreadable(root);
  }

  /** Returns the plan for a target, which has no ring before the target's first call here. */
  SitePlan plan(Target target) {
    @Nullable SitePlan[] known = plans;
    int index = target.index();
    SitePlan plan = index < known.length ? known[index] : null;
    return plan == null ? open(target) : plan;
  }

  /** Keeps the plan for a target. */
  synchronized void keep(SitePlan plan) {
    int index = plan.target.index();
    @Nullable SitePlan[] larger = Arrays.copyOf(plans, Math.max(plans.length, index + 1));
    larger[index] = plan;
    plans = larger;
  }

  private synchronized SitePlan open(Target target) {
    @Nullable SitePlan[] known = plans;
    SitePlan plan = target.index() < known.length ? known[target.index()] : null;
    if (plan == null) {
      plan = new SitePlan(target, this);
      keep(plan);
    }
    return plan;
  }

  /** Claims slots and copies the inputs, for a target whose plan is known. */
  void copy(Call call, SitePlan plan, @Nullable Object[] handedOver) throws Throwable {
    if (inputs.isRow()) {
      int root = inputs.all().get(0).root();
      InputCopy.row(call, plan, rowPath().read(handedOver[root]));
    } else {
      InputCopy.parts(call, plan, parts(handedOver), projected);
    }
  }

  /** Sets how many rows a call has that is left out. */
  void countRows(Call call, @Nullable Object[] handedOver) throws Throwable {
    if (inputs.isRow()) {
      int root = inputs.all().get(0).root();
      InputCopy.countRows(call, rowPath().read(handedOver[root]));
    } else if (inputs.isProjected()) {
      InputCopy.countParts(call, parts(handedOver), projected);
    }
  }

  /** Returns the path to the one value that holds all features. */
  ValuePath rowPath() {
    return inputs.all().get(0).path();
  }

  /** Returns the values of several inputs. */
  @Nullable Object[] parts(@Nullable Object[] handedOver) {
    List<Input> all = inputs.all();
    @Nullable Object[] values = new Object[all.size()];
    for (int i = 0; i < values.length; i++) {
      ValuePath path = all.get(i).path();
      values[i] = path.readOrUnreadable(handedOver[all.get(i).root()]);
    }
    return values;
  }

  private static int exitPosition(SiteShape shape, @Nullable Expression expression) {
    if (expression == null) {
      return -1;
    }
    if (expression.root() != Expression.Root.RETURN) {
      return Inputs.position(expression, shape.exitThis(), shape.exitArguments());
    }
    return shape.exitArguments().length + (shape.exitThis() ? 1 : 0);
  }
}

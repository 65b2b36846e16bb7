package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteMethod;
import io.modelmon.agent.extract.SiteShape;
import io.modelmon.config.LabelRule;
import io.modelmon.config.ModelConfig;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One woven method of one model: everything that linking its call sites needs.
 *
 * <p>Classes of the same name in several class loaders share a site when the method is the same;
 * each links its own call sites. <b>Threads:</b> immutable.
 */
public final class WatchSite {

  /** The descriptor under which references travel. */
  private static final String OBJECT = "Ljava/lang/Object;";

  private final int id;
  private final WatchRule rule;
  private final String className;
  private final MethodOutline method;
  private final SiteShape shape;

  WatchSite(int id, WatchRule rule, String className, MethodOutline method, SiteShape shape) {
    this.id = id;
    this.rule = rule;
    this.className = className;
    this.method = method;
    this.shape = shape;
  }

  /** Returns the number that stands for this site in woven code. */
  public int id() {
    return id;
  }

  /** Returns the settings of the model. */
  public ModelConfig model() {
    return rule.model();
  }

  /** Returns how calls are read as labels, or null where they are predictions. */
  public @Nullable LabelRule label() {
    return rule.label();
  }

  /** Returns the place of the model in the configuration, counted from 0. */
  public int modelIndex() {
    return rule.modelIndex();
  }

  /** Returns the name of the class as {@link Class#getName()} gives it. */
  public String className() {
    return className;
  }

  /** Returns the method's name. */
  public String methodName() {
    return method.name();
  }

  /** Returns the method's descriptor. */
  public String descriptor() {
    return method.descriptor();
  }

  /** Returns whether the method is static. */
  public boolean isStatic() {
    return method.isStatic();
  }

  /** Returns the method as extraction wants it described. */
  public SiteMethod siteMethod() {
    return siteMethod(className, method);
  }

  /** Returns what enter and exit take. */
  public SiteShape shape() {
    return shape;
  }

  /** Returns {@code com.acme.CreditModel.predict(double[])}. */
  public String text() {
    return className + "." + method.signature();
  }

  /** Returns the type of the enter call site. */
  public MethodType enterType() {
    List<String> types = new ArrayList<>();
    addReceiver(shape.enterThis(), types);
    addArguments(shape.enterArguments(), types);
    return Descriptors.siteType(long.class, types);
  }

  /** Returns the type of the exit call site. */
  public MethodType exitType() {
    List<String> types = new ArrayList<>();
    types.add("J");
    addReceiver(shape.exitThis(), types);
    addArguments(shape.exitArguments(), types);
    if (shape.exitReturn()) {
      types.add(Descriptors.result(method.descriptor()));
    }
    types.add(OBJECT);
    return Descriptors.siteType(void.class, types);
  }

  /** Returns a method of a class as extraction wants it described. */
  static SiteMethod siteMethod(String className, MethodOutline method) {
    List<String> names = method.parameterNames();
    return new SiteMethod(
        className,
        method.name(),
        names.contains("") ? List.of() : names,
        Descriptors.sourceTypes(method.descriptor()),
        Descriptors.sourceType(Descriptors.result(method.descriptor())),
        method.isStatic());
  }

  WatchRule rule() {
    return rule;
  }

  /** Returns the part of it that weaving needs. */
  WovenMethod woven() {
    return new WovenMethod(id, method, shape);
  }

  private static void addReceiver(boolean wanted, List<String> types) {
    if (wanted) {
      types.add(OBJECT);
    }
  }

  private void addArguments(int[] indices, List<String> types) {
    List<String> parameters = Descriptors.parameters(method.descriptor());
    for (int index : indices) {
      types.add(parameters.get(index));
    }
  }
}

package io.modelmon.agent.instrument;

import io.modelmon.config.LabelRule;
import io.modelmon.config.MethodRule;
import io.modelmon.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of one model, ready for matching. Compared by identity.
 *
 * <p><b>Threads:</b> immutable.
 */
final class WatchRule {

  private final int index;
  private final int modelIndex;
  private final ModelConfig model;
  private final MethodRule rule;
  private final @Nullable LabelRule label;
  private final @Nullable Glob typeGlob;
  private final @Nullable Glob methodGlob;

  /** Creates a rule for calls of the model. */
  WatchRule(int index, int modelIndex, ModelConfig model, MethodRule rule) {
    this(index, modelIndex, model, rule, null);
  }

  /** Creates a rule for methods that bring labels. */
  WatchRule(int index, int modelIndex, ModelConfig model, LabelRule label) {
    this(index, modelIndex, model, label.method(), label);
  }

  private WatchRule(
      int index, int modelIndex, ModelConfig model, MethodRule rule, @Nullable LabelRule label) {
    this.label = label;
    this.index = index;
    this.modelIndex = modelIndex;
    this.model = model;
    this.rule = rule;
    boolean named = rule.kind() == MethodRule.Kind.NAMED;
    this.typeGlob =
        named && Glob.isGlob(rule.type()) ? new Glob(rule.type().replace('.', '/')) : null;
    this.methodGlob = Glob.isGlob(rule.method()) ? new Glob(rule.method()) : null;
  }

  /** Returns the position among all rules of the file. */
  int index() {
    return index;
  }

  /** Returns the position of the model in the file. */
  int modelIndex() {
    return modelIndex;
  }

  ModelConfig model() {
    return model;
  }

  /** Returns how its calls are read as labels, or null where they are predictions. */
  @Nullable LabelRule label() {
    return label;
  }

  /** Returns whether the sites of another rule are the same where both mean one method. */
  boolean sharesSitesWith(WatchRule other) {
    return modelIndex == other.modelIndex && (label == null ? other.label == null : this == other);
  }

  MethodRule.Kind kind() {
    return rule.kind();
  }

  /** Returns the class, super type or annotation as the rule names it. */
  String type() {
    return rule.type();
  }

  String method() {
    return rule.method();
  }

  @Nullable List<String> parameterTypes() {
    return rule.parameterTypes();
  }

  /** Returns the rule's line in the file. */
  int line() {
    return rule.line();
  }

  /** Returns the rule as written. */
  String text() {
    return rule.text();
  }

  /** Returns the model's name in reports: the configured one, else the rule itself. */
  String modelName() {
    String literal = model.name().literal();
    return literal == null ? rule.text() : literal;
  }

  /** Returns whether the rule names one class and nothing else. */
  boolean isExact() {
    return rule.kind() == MethodRule.Kind.NAMED && typeGlob == null;
  }

  /** Returns whether a rule of kind NAMED whose class is a glob takes a class. */
  boolean takesClass(String internalName) {
    return typeGlob != null && typeGlob.matches(internalName);
  }

  boolean takesMethodName(String name) {
    return methodGlob == null ? rule.method().equals(name) : methodGlob.matches(name);
  }

  boolean hasMethodGlob() {
    return methodGlob != null;
  }

  /**
   * Returns the internal names a written type can mean: {@code com.acme.Outer.Inner} is {@code
   * com/acme/Outer/Inner} or {@code com/acme/Outer$Inner}.
   */
  static List<String> internalNames(String type) {
    List<String> names = new ArrayList<>();
    String name = type.replace('.', '/');
    names.add(name);
    int slash = name.lastIndexOf('/');
    while (slash > 0) {
      int start = name.lastIndexOf('/', slash - 1) + 1;
      if (!Character.isUpperCase(name.charAt(start))) {
        break;
      }
      name = name.substring(0, slash) + "$" + name.substring(slash + 1);
      names.add(name);
      slash = start - 1;
    }
    return names;
  }
}

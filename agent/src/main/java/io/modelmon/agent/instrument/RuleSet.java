package io.modelmon.agent.instrument;

import io.modelmon.config.LabelRule;
import io.modelmon.config.MethodRule;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rules of a configuration, arranged so that a class that none of them can mean is found out in
 * one look into a hash table, and by a scan of its constants where rules speak of super types or
 * annotations.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class RuleSet {

  private static final WatchRule[] NONE = {};

  private final List<WatchRule> rules = new ArrayList<>();
  private final Map<String, WatchRule[]> exact = new HashMap<>();
  private final WatchRule[] globs;
  private final WatchRule[] indirect;
  private final Utf8Pattern[] signs;

  /** Arranges the rules of all models in the file's order. */
  public RuleSet(ModelmonConfig config) {
    List<WatchRule> globRules = new ArrayList<>();
    List<WatchRule> indirectRules = new ArrayList<>();
    List<Utf8Pattern> constants = new ArrayList<>();
    for (int i = 0; i < config.models().size(); i++) {
      ModelConfig model = config.models().get(i);
      List<WatchRule> ofModel = new ArrayList<>();
      for (MethodRule written : model.predict()) {
        ofModel.add(new WatchRule(rules.size() + ofModel.size(), i, model, written));
      }
      for (LabelRule label : model.labels().rules()) {
        ofModel.add(new WatchRule(rules.size() + ofModel.size(), i, model, label));
      }
      for (WatchRule rule : ofModel) {
        rules.add(rule);
        if (rule.isExact()) {
          addExact(rule);
        } else if (rule.kind() == MethodRule.Kind.NAMED) {
          globRules.add(rule);
        } else {
          indirectRules.add(rule);
          addSigns(rule, constants);
        }
      }
    }
    globs = globRules.toArray(NONE);
    indirect = indirectRules.toArray(NONE);
    signs = constants.toArray(new Utf8Pattern[0]);
  }

  /** Returns all rules; a rule's index is its place here. */
  List<WatchRule> rules() {
    return rules;
  }

  /** Returns the rules that name exactly this class. */
  WatchRule[] exact(String internalName) {
    return exact.getOrDefault(internalName, NONE);
  }

  /** Returns the rules that name a class, exactly or by a glob. */
  WatchRule[] naming(String internalName) {
    WatchRule[] found = exact.getOrDefault(internalName, NONE);
    for (WatchRule glob : globs) {
      if (glob.takesClass(internalName)) {
        found = append(found, glob);
      }
    }
    return found;
  }

  /** Returns the internal names that the super types of rules can mean; one list per rule. */
  List<List<String>> superTypes() {
    List<List<String>> types = new ArrayList<>();
    for (WatchRule rule : indirect) {
      if (rule.kind() == MethodRule.Kind.SUBTYPES_OF) {
        types.add(WatchRule.internalNames(rule.type()));
      }
    }
    return types;
  }

  /** Returns whether classes have to be searched for annotations. */
  boolean hasAnnotationRules() {
    for (WatchRule rule : indirect) {
      if (rule.kind() == MethodRule.Kind.ANNOTATED_WITH) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the rules that could mean a class: a superset, found without reading any other class.
   * Allocates nothing when there is none.
   */
  WatchRule[] candidates(String internalName, byte[] bytes) {
    WatchRule[] found = naming(internalName);
    if (signs.length > 0 && ConstantPool.contains(bytes, signs)) {
      for (WatchRule rule : indirect) {
        found = append(found, rule);
      }
    }
    return found;
  }

  private void addExact(WatchRule rule) {
    for (String name : WatchRule.internalNames(rule.type())) {
      exact.put(name, append(exact.getOrDefault(name, NONE), rule));
    }
  }

  /** A class that a rule can mean holds one of these as a constant. */
  private static void addSigns(WatchRule rule, List<Utf8Pattern> constants) {
    if (rule.kind() == MethodRule.Kind.SUBTYPES_OF) {
      constants.add(new Utf8Pattern(rule.method()));
      return;
    }
    for (String name : WatchRule.internalNames(rule.type())) {
      constants.add(new Utf8Pattern("L" + name + ";"));
    }
  }

  private static WatchRule[] append(WatchRule[] rules, WatchRule rule) {
    WatchRule[] longer = Arrays.copyOf(rules, rules.length + 1);
    longer[rules.length] = rule;
    return longer;
  }
}

package io.modelmon.config;

import io.modelmon.config.MethodRule.Kind;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of {@code predict}: one rule or a list of rules. */
final class MethodRuleParser {
  private final Problems problems;
  private final Values values;

  MethodRuleParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the rules; wrong ones are reported and left out. */
  List<MethodRule> rules(YamlNode node) {
    List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      problems.add(node, "an empty list", "name at least one method: com.acme.Model#predict");
    }
    List<MethodRule> rules = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (YamlNode item : items) {
      MethodRule rule = rule(item);
      if (rule != null && !texts.add(rule.text())) {
        problems.add(item, "the same rule twice", "write it once");
      } else if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable MethodRule rule(YamlNode node) {
    if (node instanceof Reported) {
      return null;
    }
    if (node instanceof Mapping mapping) {
      return selected(mapping);
    }
    Scalar scalar = values.scalar(node, "a method such as com.acme.Model#predict");
    return scalar == null ? null : named(scalar);
  }

  private @Nullable MethodRule named(Scalar scalar) {
    try {
      MethodSignature signature = MethodSignature.withClass(scalar.text());
      return new MethodRule(
          Kind.NAMED,
          signature.type(),
          signature.method(),
          signature.parameterTypes(),
          scalar.text(),
          scalar.line());
    } catch (MethodSignature.Malformed e) {
      malformed(scalar, e);
      return null;
    }
  }

  private @Nullable MethodRule selected(Mapping mapping) {
    YamlNode superType = mapping.entries().get("subtypes_of");
    YamlNode annotation = mapping.entries().get("annotated_with");
    YamlNode method = mapping.entries().get("method");
    if ((superType == null) == (annotation == null)) {
      problems.add(
          mapping,
          superType == null ? "neither subtypes_of nor annotated_with" : "both kinds of rule",
          "write { subtypes_of: type, method: name } or { annotated_with: type }");
      return null;
    }
    if (superType != null) {
      return subtypes(mapping, superType, method);
    }
    if (method != null) {
      problems.add(method, "method beside annotated_with", "leave method out");
    }
    String type = type(annotation);
    return type == null
        ? null
        : new MethodRule(
            Kind.ANNOTATED_WITH, type, "*", null, "annotated_with " + type, mapping.line());
  }

  private @Nullable MethodRule subtypes(
      Mapping mapping, YamlNode superType, @Nullable YamlNode method) {
    if (method == null) {
      problems.add(mapping, "subtypes_of without method", "name the method: method: predict");
    }
    String type = type(superType);
    Scalar scalar = values.scalar(method, "a method name such as predict");
    if (type == null || scalar == null) {
      return null;
    }
    try {
      MethodSignature signature = MethodSignature.withoutClass(scalar.text());
      return new MethodRule(
          Kind.SUBTYPES_OF,
          type,
          signature.method(),
          signature.parameterTypes(),
          "subtypes_of " + type + "#" + scalar.text(),
          mapping.line());
    } catch (MethodSignature.Malformed e) {
      malformed(scalar, e);
      return null;
    }
  }

  private @Nullable String type(@Nullable YamlNode node) {
    Scalar scalar = values.scalar(node, "a type such as com.acme.Model");
    if (scalar == null) {
      return null;
    }
    try {
      return MethodSignature.plainType(scalar.text());
    } catch (MethodSignature.Malformed e) {
      malformed(scalar, e);
      return null;
    }
  }

  private void malformed(Scalar scalar, MethodSignature.Malformed problem) {
    problems.add(
        new ConfigProblem(
            scalar.line(),
            scalar.path(),
            "found " + scalar.shown(),
            problem.rule,
            scalar.substituted() ? "" : problem.nearest));
  }
}

package io.modelmon.config;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Explanation;
import io.modelmon.alert.Severity;
import io.modelmon.alert.diagnosis.Finding;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names by which a receiver can choose what it is told of. */
final class NoticeNames {

  /** What a message may show: nothing here comes from the environment. */
  private final Set<String> shown = new LinkedHashSet<>();

  private final Set<String> all = new HashSet<>();

  private NoticeNames() {
    for (Severity severity : Severity.values()) {
      shown.add(severity.word());
    }
    for (Explanation.Kind kind : Explanation.Kind.values()) {
      shown.add(kind.word());
    }
    for (Finding finding : Finding.values()) {
      shown.add(finding.word());
    }
    shown.addAll(StandardAlerts.NAMES);
  }

  /** Returns the names of a file. Rules with problems of their own have names too. */
  static NoticeNames of(Mapping root, List<ModelConfig> models) {
    NoticeNames names = new NoticeNames();
    names.written(root.entries().get("defaults"));
    if (root.entries().get("models") instanceof Sequence list) {
      list.items().forEach(names::written);
    }
    for (ModelConfig model : models) {
      names.rules(model);
      model.overrides().values().forEach(names::rules);
    }
    names.all.addAll(names.shown);
    return names;
  }

  private void written(@Nullable YamlNode section) {
    if (!(section instanceof Mapping mapping)) {
      return;
    }
    YamlNode alerts = mapping.entries().get("alerts");
    if (alerts != null) {
      (alerts instanceof Sequence list ? list.items() : List.of(alerts)).forEach(this::rule);
    }
    if (mapping.entries().get("overrides") instanceof Mapping overrides) {
      overrides.entries().values().forEach(this::written);
    }
  }

  private void rule(YamlNode item) {
    if (item instanceof Mapping section) {
      YamlNode named = section.entries().getOrDefault("name", section.entries().get("when"));
      if (named instanceof Scalar scalar) {
        (scalar.substituted() ? all : shown).add(scalar.text());
      }
    }
  }

  private void rules(ModelConfig model) {
    for (AlertRule rule : model.alerts().rules()) {
      all.add(rule.name());
    }
  }

  /** Reports names of a list by which nothing would ever be told. */
  void check(@Nullable YamlNode node, Problems problems) {
    if (!(node instanceof Sequence list)) {
      return;
    }
    for (YamlNode item : list.items()) {
      if (item instanceof Scalar scalar && !all.contains(scalar.text())) {
        problems.add(
            new ConfigProblem(
                item.line(),
                item.path(),
                "found " + scalar.shown(),
                "a rule, a severity, or a kind or finding of a diagnosis is needed",
                scalar.substituted() ? "" : NearestKey.of(scalar.text(), shown)));
      }
    }
  }
}

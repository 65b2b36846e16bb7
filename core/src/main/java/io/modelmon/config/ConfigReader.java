package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of the file as a whole, its keys validated. */
final class ConfigReader {
  static final String FILE_FORMAT = "1";

  private final Problems problems;
  private final Values values;

  ConfigReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the settings; they are to be used only when no problem was reported. */
  ModelmonConfig read(Mapping root, Path baseDirectory) {
    fileFormat(root);
    Mapping defaults = values.section(root.entries().get("defaults"));
    if (defaults != null) {
      new PolicyReader(problems).check(defaults);
      new LabelsReader(problems).check(defaults);
      new AlertsReader(problems).check(defaults);
    }
    Mapping below = defaults == null ? new Mapping(Map.of(), root.line(), "") : defaults;
    BudgetConfig budget = new SamplingReader(problems).budget(root);
    List<ModelConfig> models =
        models(root, new ModelReader(problems, SamplingReader.below(root, below)));
    LogConfig log = new LogReader(problems).log(root.entries().get("log"), models);
    return new ModelmonConfig(
        models,
        events(root.entries().get("events")),
        budget,
        new NotifyReader(problems).receivers(root.entries().get("notify")),
        log,
        baseDirectory);
  }

  private void fileFormat(Mapping root) {
    YamlNode node = root.entries().get("file_format");
    String allowed = "file_format: \"" + FILE_FORMAT + "\" is needed";
    if (node == null) {
      problems.add(root.line(), "file_format", "missing", allowed);
    } else if (!(node instanceof Reported)
        && !(node instanceof Scalar scalar && scalar.text().equals(FILE_FORMAT))) {
      problems.add(node, "found " + YamlNode.kind(node), allowed);
    }
  }

  private List<ModelConfig> models(Mapping root, ModelReader reader) {
    YamlNode node = root.entries().get("models");
    List<ModelConfig> models = new ArrayList<>();
    if (node == null) {
      problems.add(root.line(), "models", "missing", "list at least one model");
    } else if (node instanceof Sequence sequence) {
      if (sequence.items().isEmpty()) {
        problems.add(node, "an empty list", "list at least one model");
      }
      Map<String, Integer> lines = new HashMap<>();
      for (YamlNode item : sequence.items()) {
        Mapping mapping = values.section(item);
        ModelConfig model = mapping == null ? null : reader.read(mapping);
        if (mapping != null && model != null) {
          checkUnique(mapping, model.name(), lines);
          models.add(model);
        }
      }
    } else if (!(node instanceof Reported)) {
      problems.add(
          node, "found " + YamlNode.kind(node), "a list is needed: begin each model with '- '");
    }
    return models;
  }

  private void checkUnique(Mapping model, ModelName name, Map<String, Integer> lines) {
    YamlNode node = model.entries().getOrDefault("name", model);
    String literal = name.literal();
    for (String one : literal == null ? name.only() : Set.of(literal)) {
      Integer first = lines.putIfAbsent(one, node.line());
      if (first != null) {
        String found =
            literal == null
                ? "a name in only is used in line " + first
                : "the name is used in line " + first;
        problems.add(node, found, "give each model a name of its own");
      }
    }
  }

  private Set<EventSignal> events(@Nullable YamlNode node) {
    if (node == null || node instanceof Reported) {
      return EnumSet.allOf(EventSignal.class);
    }
    Map<String, EventSignal> choices = new LinkedHashMap<>();
    choices.put("span", EventSignal.SPAN);
    choices.put("log", EventSignal.LOG);
    Set<EventSignal> events = EnumSet.noneOf(EventSignal.class);
    if (!(node instanceof Sequence sequence)) {
      problems.add(node, "found " + YamlNode.kind(node), "a list of span and log is needed");
      return events;
    }
    for (YamlNode item : sequence.items()) {
      EventSignal signal = values.choice(item, choices);
      if (signal != null && !events.add(signal)) {
        problems.add(item, "found " + YamlNode.kind(item) + " twice", "name it once");
      }
    }
    return events;
  }
}

package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import io.modelmon.schema.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of {@code id}, {@code segments} and {@code labels}. */
final class LabelsReader {

  /** The keys that may also stand in the defaults. */
  static final List<String> POLICY = List.of("wait", "expire", "early", "store");

  private static final String FOLDER = "a folder such as labels";
  private static final String STATE = "a file such as labels-read.txt";
  private static final Duration MIN_EXPIRE = Duration.ofSeconds(1);

  private final Problems problems;
  private final Values values;
  private final StoreReader stores;
  private final SegmentsReader segments;

  LabelsReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.stores = new StoreReader(problems);
    this.segments = new SegmentsReader(problems);
  }

  /** Returns all three of a model. */
  LabelsConfig labels(Mapping model, @Nullable TaskType task) {
    YamlNode idNode = model.entries().get("id");
    YamlNode labelsNode = model.entries().get("labels");
    IdSource id = id(idNode);
    Map<String, Expression> named = segments.segments(model.entries().get("segments"));
    Mapping section = values.section(labelsNode);
    Mapping timed = section == null ? new Mapping(Map.of(), model.line(), "") : section;
    List<LabelRule> rules = rules(timed.entries().get("from"), task == TaskType.RANKING);
    LabelFolderConfig folder = folder(timed.entries().get("folder"));
    boolean watched = timed.entries().containsKey("from") || timed.entries().containsKey("folder");
    for (String key : List.of("id", "segments")) {
      YamlNode node = model.entries().get(key);
      boolean used = watched || (key.equals("segments") && SegmentsReader.isCompared(model));
      if (node != null && !(node instanceof Reported) && !used) {
        problems.add(node, key + " without labels", "say where labels come from, or leave it out");
      }
    }
    if (watched && labelsNode != null) {
      if (idNode == null) {
        problems.add(labelsNode, "labels without id", "say what joins them: id: \"arg[0].id\"");
      }
      if (task == null && !(model.entries().get("prediction") instanceof Reported)) {
        problems.add(
            labelsNode, "labels without prediction.type", "say what is predicted: type: label");
      }
    }
    return timed(
        timed,
        new LabelsConfig(
            watched ? id : null,
            named,
            rules,
            folder,
            LabelsConfig.NONE.patience(),
            LabelsConfig.NONE.expire(),
            LabelsConfig.NONE.early(),
            LabelsConfig.NONE.store()));
  }

  /** Reads the policy of the defaults, for its problems only. */
  void check(Mapping defaults) {
    Mapping section = values.section(defaults.entries().get("labels"));
    if (section != null) {
      LabelsConfig unused = timed(section, LabelsConfig.NONE);
    }
  }

  private LabelsConfig timed(Mapping section, LabelsConfig config) {
    Map<String, YamlNode> entries = section.entries();
    Duration wait = values.duration(entries.get("wait"), Duration.ZERO);
    Duration expire = values.duration(entries.get("expire"), MIN_EXPIRE);
    Duration early = values.duration(entries.get("early"), Duration.ZERO);
    Duration life = Objects.requireNonNullElse(expire, config.expire());
    notLonger(entries.get("wait"), "wait", wait, life);
    notLonger(entries.get("early"), "early", early, life);
    return new LabelsConfig(
        config.id(),
        config.segments(),
        config.rules(),
        config.folder(),
        Objects.requireNonNullElse(wait, config.patience()),
        Objects.requireNonNullElse(expire, config.expire()),
        Objects.requireNonNullElse(early, config.early()),
        stores.store(entries.get("store"), config.store()));
  }

  private @Nullable LabelFolderConfig folder(@Nullable YamlNode node) {
    if (node instanceof Scalar scalar) {
      String path = values.path(scalar, FOLDER);
      return path == null ? null : new LabelFolderConfig(path, null);
    }
    Mapping section = values.section(node);
    if (section == null) {
      return null;
    }
    if (!section.entries().containsKey("path")) {
      problems.add(section, "path is missing", "name the folder: path: labels");
    }
    String path = values.path(section.entries().get("path"), FOLDER);
    String state = values.path(section.entries().get("state"), STATE);
    return path == null ? null : new LabelFolderConfig(path, state);
  }

  private void notLonger(
      @Nullable YamlNode node, String key, @Nullable Duration value, Duration expire) {
    if (node != null && value != null && value.compareTo(expire) > 0) {
      problems.add(node, key + " is longer than expire", "shorten it, or raise expire");
    }
  }

  private @Nullable IdSource id(@Nullable YamlNode node) {
    if (node instanceof Scalar scalar && scalar.text().equals(IdSource.TRACE_WORD)) {
      return IdSource.TRACE;
    }
    Expression expression = values.expression(node);
    return expression == null ? null : new IdSource(expression);
  }

  private List<LabelRule> rules(@Nullable YamlNode node, boolean lists) {
    List<LabelRule> rules = new ArrayList<>();
    if (node == null || node instanceof Reported) {
      return rules;
    }
    List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      problems.add(node, "an empty list", "name at least one method, or leave the key out");
    }
    for (YamlNode item : items) {
      Mapping section = values.section(item);
      LabelRule rule = section == null ? null : rule(section, lists);
      if (rule != null && rules.contains(rule)) {
        problems.add(item, "the same rule twice", "write it once");
      } else if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable LabelRule rule(Mapping section, boolean lists) {
    Map<String, YamlNode> entries = section.entries();
    for (String key : List.of("method", "id", "label")) {
      if (!entries.containsKey(key)) {
        problems.add(
            section,
            key + " is missing",
            "write { method: com.acme.Outcomes#record, id: \"arg[0]\", label: \"arg[1]\" }");
      }
    }
    YamlNode methodNode = entries.get("method");
    List<MethodRule> methods =
        methodNode == null || values.scalar(methodNode, "a method") == null
            ? List.of()
            : new MethodRuleParser(problems).rules(methodNode);
    IdSource id = id(entries.get("id"));
    Expression label = values.expression(entries.get("label"));
    one(entries.get("id"), id == null ? null : id.expression());
    if (!lists) {
      one(entries.get("label"), label);
    }
    return methods.isEmpty() || id == null || label == null
        ? null
        : new LabelRule(methods.get(0), id, label);
  }

  /** A call of a label method brings one label. */
  private void one(@Nullable YamlNode node, @Nullable Expression expression) {
    if (node != null
        && expression != null
        && expression.steps().stream().anyMatch(Expression.Each.class::isInstance)) {
      problems.add(node, "found " + YamlNode.kind(node), "one value is needed, not [*]");
    }
  }
}

package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of one entry of {@code models}, defaults below it and overrides above it. */
final class ModelReader {
  static final int MAX_NAMES = 1000;
  static final int DEFAULT_NAMES = 100;

  private final Problems problems;
  private final Values values;
  private final PolicyReader policy;
  private final FeaturesReader features;
  private final PredictionReader prediction;
  private final LabelsReader labels;
  private final AlertsReader alerts;
  private final Mapping defaults;
  private final Set<String> savedFiles = new HashSet<>();

  /**
   * Creates a reader.
   *
   * @param defaults the section {@code defaults}, possibly empty
   */
  ModelReader(Problems problems, Mapping defaults) {
    this.problems = problems;
    this.values = new Values(problems);
    this.policy = new PolicyReader(problems);
    this.features = new FeaturesReader(problems);
    this.prediction = new PredictionReader(problems);
    this.labels = new LabelsReader(problems);
    this.alerts = new AlertsReader(problems);
    this.defaults = defaults;
  }

  /** Reports what only all models together show. */
  void finish() {
    alerts.reportUnused(defaults);
  }

  /** Returns the settings of a model, or null when they are unusable, which is reported. */
  @Nullable ModelConfig read(Mapping own) {
    Mapping model = Overlay.merge(defaults, own);
    ModelName name = name(model);
    YamlNode predict = model.entries().get("predict");
    List<MethodRule> rules =
        predict == null ? List.of() : new MethodRuleParser(problems).rules(predict);
    if (predict == null && !model.entries().containsKey("preset")) {
      problems.add(model, "predict is missing", "name the method: com.acme.Model#predict");
    }
    if (name == null) {
      settings(
          model,
          new ModelName("unnamed in line " + model.line(), null, Set.of(), 1),
          rules,
          Map.of());
      return null;
    }
    Map<String, ModelConfig> overrides = overrides(model, name, rules);
    return settings(model, name, rules, overrides);
  }

  private ModelConfig settings(
      Mapping model, ModelName name, List<MethodRule> rules, Map<String, ModelConfig> overrides) {
    features.checkExceptions(model);
    ReferenceConfig reference = policy.reference(model);
    checkSave(model, name, reference.save());
    PredictionConfig outputs = prediction.prediction(model);
    ModelConfig config =
        new ModelConfig(
            name,
            version(model.entries().get("version")),
            rules,
            features.features(model),
            outputs,
            reference,
            policy.window(model),
            policy.sampling(model),
            policy.drift(model),
            policy.quality(model),
            labels.labels(model, outputs.type()),
            policy.performance(model),
            AlertsConfig.NONE,
            policy.detail(model),
            overrides,
            model.line());
    return config.with(alerts.alerts(model, config));
  }

  private @Nullable ModelName name(Mapping model) {
    YamlNode node = model.entries().get("name");
    if (node == null) {
      problems.add(model, "name is missing", "name the model: name: credit");
      return null;
    }
    return node instanceof Mapping section ? nameFromCall(section) : literalName(node);
  }

  private @Nullable ModelName literalName(YamlNode node) {
    String literal = values.name(node);
    if (literal == null) {
      return null;
    }
    if (literal.equals(ModelName.OTHER)) {
      problems.add(
          node, "found " + YamlNode.kind(node), "another name is needed: it stands for the rest");
      return null;
    }
    if (looksLikeExpression(literal)) {
      problems.add(
          node,
          "found " + YamlNode.kind(node) + ", an expression",
          "to read the name from the call write { from: expression }");
      return null;
    }
    return new ModelName(literal, null, Set.of(), 1);
  }

  private @Nullable ModelName nameFromCall(Mapping section) {
    YamlNode fromNode = section.entries().get("from");
    YamlNode maxNode = section.entries().get("max");
    if (fromNode == null) {
      problems.add(section, "name without from", "write { from: \"arg[0]\" } or a plain name");
    }
    Expression from = values.expressionForText(fromNode);
    List<String> only = values.names(section.entries().get("only"));
    if (only.contains(ModelName.OTHER)) {
      problems.add(section, "only holds 'other'", "leave it out: it stands for the rest");
    }
    Long max = values.count(maxNode, 1, MAX_NAMES);
    if (maxNode != null && max != null && only.size() > max) {
      problems.add(maxNode, "max is less than the number of names in only", "raise it");
    }
    int names = max == null ? Math.max(DEFAULT_NAMES, only.size()) : max.intValue();
    return from == null ? null : new ModelName(null, from, new HashSet<>(only), names);
  }

  private ModelVersion version(@Nullable YamlNode node) {
    if (node instanceof Scalar scalar && looksLikeExpression(scalar.text())) {
      Expression from = values.expressionForText(node);
      return from == null ? ModelVersion.UNKNOWN : new ModelVersion("", from);
    }
    String literal = values.name(node);
    return literal == null ? ModelVersion.UNKNOWN : new ModelVersion(literal, null);
  }

  private static boolean looksLikeExpression(String text) {
    return text.startsWith("arg[")
        || startsWithRoot(text, "this")
        || startsWithRoot(text, "return");
  }

  private static boolean startsWithRoot(String text, String root) {
    return text.startsWith(root)
        && (text.length() == root.length() || ".[".indexOf(text.charAt(root.length())) >= 0);
  }

  private Map<String, ModelConfig> overrides(
      Mapping model, ModelName name, List<MethodRule> rules) {
    Map<String, ModelConfig> overrides = new LinkedHashMap<>();
    YamlNode node = model.entries().get("overrides");
    Mapping section = values.section(node);
    if (section == null) {
      return overrides;
    }
    if (name.literal() != null) {
      problems.add(
          section,
          "overrides for a model with one name",
          "set the values in the model itself; overrides need name: { from: … }");
    }
    Map<String, YamlNode> base = new LinkedHashMap<>(model.entries());
    base.keySet().removeAll(List.of("name", "predict", "overrides"));
    Mapping below = new Mapping(base, model.line(), model.path());
    List<String> hints =
        model.entries().get("name") instanceof Mapping nameSection
            ? Values.plainNames(nameSection.entries().get("only"))
            : List.of();
    for (Map.Entry<String, YamlNode> entry : section.entries().entrySet()) {
      String key = entry.getKey();
      Mapping own = values.section(entry.getValue());
      if (own != null && model.entries().containsKey("labels")) {
        ofAllNames(own);
      }
      if (own != null && isWatched(key, name, own, hints)) {
        ModelName single = new ModelName(key, null, Set.of(), 1);
        overrides.put(key, settings(Overlay.merge(below, own), single, rules, Map.of()));
      }
    }
    return overrides;
  }

  /** Reports what labels mean for a single name: a label has an id, and no name. */
  private void ofAllNames(Mapping own) {
    if (!(own.entries().get("prediction") instanceof Mapping prediction)) {
      return;
    }
    for (String key : List.of("type", "positive_class", "classes", "k")) {
      YamlNode node = prediction.entries().get(key);
      if (node != null) {
        problems.add(
            node,
            key + " of a single name beside labels",
            "set it in the model: a label does not say which name it is for");
      }
    }
  }

  private boolean isWatched(String key, ModelName name, Mapping own, List<String> hints) {
    if (key.isBlank() || !Shown.isName(key)) {
      problems.add(own, "not a name", "a name of 1 to 128 printable characters is needed");
      return false;
    }
    if (name.only().isEmpty() || name.only().contains(key)) {
      return true;
    }
    problems.add(
        new ConfigProblem(
            own.line(),
            own.path(),
            "overrides a name that is not in only",
            "add it to name.only, or leave it out",
            NearestKey.of(key, hints)));
    return false;
  }

  /** Reports that two models would save into one file. */
  private void checkSave(Mapping model, ModelName name, @Nullable String save) {
    if (save == null || !(model.entries().get("reference") instanceof Mapping reference)) {
      return;
    }
    String literal = name.literal();
    boolean shared =
        literal == null
            ? !save.contains("{name}")
            : !savedFiles.add(save.replace("{name}", literal));
    if (shared) {
      problems.add(
          reference.entries().getOrDefault("save", reference),
          "two models would save into one file",
          "put {name} into the file name: profiles/{name}.profile");
    }
  }
}

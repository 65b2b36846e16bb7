package io.modelmon.config;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Severity;
import io.modelmon.alert.SilenceSchedule;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.rule.Persistence;
import io.modelmon.alert.rule.Rule;
import io.modelmon.alert.rule.RuleException;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of {@code alerts}. */
final class AlertsReader {

  static final int MAX_RULES = 100;

  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");
  private static final Pattern PERSISTENT = Pattern.compile("\\bfor\\b");
  private static final String RULE = "a rule such as drift.share > 30%";
  private static final String PERSISTENCE = "a number of windows, or a duration such as 10m,";

  private final Problems problems;
  private final Values values;
  private final Map<String, ConfigProblem> misfits = new LinkedHashMap<>();
  private final Set<String> fitting = new HashSet<>();
  private final Set<String> known = new HashSet<>(StandardAlerts.NAMES);
  private final Map<String, Mapping> switchedOff = new LinkedHashMap<>();

  AlertsReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the list of the model put over the list below it, rule by rule. */
  static Sequence merged(Sequence base, Sequence over) {
    Map<String, YamlNode> byName = new LinkedHashMap<>();
    List<YamlNode> items = new ArrayList<>(over.items());
    over.items().forEach(item -> byName.put(name(item), item));
    for (int i = base.items().size() - 1; i >= 0; i--) {
      String name = name(base.items().get(i));
      if (name.isEmpty() || !byName.containsKey(name)) {
        items.add(0, base.items().get(i));
      }
    }
    return new Sequence(items, over.line(), over.path());
  }

  private static String name(YamlNode item) {
    if (item instanceof Mapping section) {
      YamlNode named = section.entries().getOrDefault("name", section.entries().get("when"));
      return named instanceof Scalar scalar ? scalar.text() : "";
    }
    return "";
  }

  /**
   * Reports rules of the defaults that were read for models, and fitted none of them, and rules
   * that are switched off and exist nowhere.
   */
  void reportUnused(Mapping defaults) {
    if (defaults.entries().get("alerts") instanceof Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof Mapping rule && !PolicyReader.isOff(rule.entries().get("when"))) {
          known.add(name(rule));
        }
      }
    }
    misfits.forEach(
        (path, problem) -> {
          if (!fitting.contains(path)) {
            problems.add(problem);
          }
        });
    switchedOff.forEach(
        (path, section) -> {
          String name = name(section);
          if (!known.contains(name)) {
            problems.add(
                new ConfigProblem(
                    section.line(),
                    path,
                    "no rule is named '" + Shown.of(name) + "'",
                    "standard rules are " + String.join(", ", StandardAlerts.NAMES),
                    NearestKey.of(name, known)));
          }
        });
  }

  /** Reads the rules of the defaults, for their problems only. */
  void check(Mapping defaults) {
    List<AlertRule> unused =
        new Rules(null, defaults.path()).read(defaults.entries().get("alerts"));
  }

  /** Returns the rules of a model of which everything else is known. */
  AlertsConfig alerts(Mapping parent, ModelConfig model) {
    YamlNode node = parent.entries().get("alerts");
    if (PolicyReader.isOff(node)) {
      return AlertsConfig.NONE;
    }
    Rules rules = new Rules(model, parent.path());
    List<AlertRule> own = rules.read(node);
    List<AlertRule> all = new ArrayList<>(StandardAlerts.of(model, rules.lines.keySet(), own));
    all.addAll(own);
    return new AlertsConfig(all, rules.features);
  }

  /** The reading of one list. */
  private final class Rules {

    private final @Nullable ModelConfig model;
    private final String owner;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> features = new HashSet<>();

    Rules(@Nullable ModelConfig model, String owner) {
      this.model = model;
      this.owner = owner;
    }

    List<AlertRule> read(@Nullable YamlNode node) {
      List<AlertRule> rules = new ArrayList<>();
      if (node == null || node instanceof Reported || PolicyReader.isOff(node)) {
        return rules;
      }
      if (node instanceof Scalar) {
        problems.add(node, "found " + YamlNode.kind(node), "off or a list of rules is needed");
        return rules;
      }
      List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
      if (items.isEmpty() || items.size() > MAX_RULES) {
        problems.add(
            node,
            items.size() + " rules",
            "write 1 to " + MAX_RULES + ", or leave the key out; off switches all rules off");
      }
      for (YamlNode item : items) {
        Mapping section = values.section(item);
        AlertRule rule = section == null ? null : rule(section);
        if (rule != null) {
          rules.add(rule);
        }
      }
      return rules;
    }

    private @Nullable AlertRule rule(Mapping section) {
      Map<String, YamlNode> entries = section.entries();
      YamlNode when = entries.get("when");
      if (when == null) {
        problems.add(section, "when is missing", "write { when: \"drift.share > 30%\" }");
      }
      boolean off = PolicyReader.isOff(when);
      Rule rule = off ? null : condition(when, entries.get("for"));
      Severity severity = values.choice(entries.get("severity"), severities());
      Duration coolDown = values.duration(entries.get("cool_down"), Duration.ZERO);
      List<SilenceSchedule> silences = silences(entries.get("silence"));
      String name = name(section, rule);
      if (name != null && off) {
        switchedOff.put(section.path(), section);
      } else if (name != null) {
        known.add(name);
      }
      if (name != null) {
        Integer first = lines.putIfAbsent(name, section.line());
        if (first != null) {
          problems.add(
              section,
              "the name '" + Shown.of(name) + "' is used in line " + first,
              "give each rule a name of its own");
        }
      }
      if (off && !entries.containsKey("name")) {
        problems.add(section, "when: off without name", "say which rule is off");
      }
      return rule == null || name == null
          ? null
          : new AlertRule(
              name,
              rule,
              Objects.requireNonNullElse(severity, Severity.WARNING),
              Objects.requireNonNullElse(coolDown, Duration.ZERO),
              silences);
    }

    private @Nullable String name(Mapping section, @Nullable Rule rule) {
      if (section.entries().containsKey("name")) {
        return values.name(section.entries().get("name"));
      }
      if (rule != null && !Shown.isName(rule.text())) {
        problems.add(section, "a long rule without name", "give it one: name: latency");
        return null;
      }
      return rule == null ? null : rule.text();
    }

    private @Nullable Rule condition(@Nullable YamlNode node, @Nullable YamlNode persistence) {
      Scalar scalar = values.scalar(node, RULE);
      if (scalar == null) {
        return null;
      }
      Rule rule;
      try {
        rule = RuleParser.parse(scalar.text(), AlertIndicators.ALL);
      } catch (RuleException e) {
        report(scalar, e.column(), e.problem(), e.nearest());
        return null;
      }
      return fits(rule, scalar) ? persistent(rule, scalar, persistence) : null;
    }

    /** Defaults serve many models, not all of which have everything that a rule names. */
    private boolean fits(Rule rule, Scalar scalar) {
      if (model == null) {
        return true;
      }
      List<Condition.Comparison> all = new ArrayList<>(rule.condition().comparisons());
      Condition resolution = rule.resolution();
      all.addAll(resolution == null ? List.of() : resolution.comparisons());
      for (Condition.Comparison comparison : all) {
        AlertIndicators.Misfit misfit = AlertIndicators.misfit(comparison, model);
        if (misfit != null) {
          String name = comparison.path().steps().get(0).text();
          int column = Math.max(0, scalar.text().indexOf(name)) + 1;
          String problem = comparison.path() + ": " + misfit.problem();
          if (FeaturesReader.isShared(scalar)) {
            String unused = "no model has " + problem;
            misfits.putIfAbsent(scalar.path(), problem(scalar, column, unused, misfit.nearest()));
          } else if (scalar.path().startsWith(owner) && !fitting.contains(scalar.path())) {
            // A rule of the model need not fit every name in its overrides, which are read first.
            report(scalar, column, problem, misfit.nearest());
          }
          return false;
        }
        if (!FeaturesReader.isShared(scalar)) {
          features.addAll(comparison.path().subjects());
        }
      }
      fitting.add(scalar.path());
      return true;
    }

    private void report(Scalar scalar, int column, String problem, String nearest) {
      problems.add(problem(scalar, column, problem, nearest));
    }

    private ConfigProblem problem(Scalar scalar, int column, String problem, String nearest) {
      boolean shown = !scalar.substituted();
      return new ConfigProblem(
          scalar.line(),
          scalar.path(),
          "found " + scalar.shown() + (shown ? ", column " + column : ""),
          shown ? Shown.line(problem) : RULE + " is needed",
          shown ? Shown.line(nearest) : "");
    }

    private Rule persistent(Rule rule, Scalar scalar, @Nullable YamlNode node) {
      Scalar given = values.scalar(node, PERSISTENCE);
      if (given == null) {
        return rule;
      }
      if (PERSISTENT.matcher(QUOTED.matcher(scalar.text()).replaceAll("")).find()) {
        problems.add(given, "for beside a rule that says for", "keep one of the two");
        return rule;
      }
      Persistence persistence = persistence(given);
      if (persistence == null) {
        return rule;
      }
      return new Rule(
          rule.text() + " (for " + given.text() + ")",
          rule.condition(),
          persistence,
          rule.resolution(),
          persistence);
    }

    private @Nullable Persistence persistence(Scalar given) {
      Duration duration = Durations.parse(given.text());
      if (duration == null) {
        Long windows = values.count(given, 1, PolicyReader.MAX_CONSECUTIVE);
        return windows == null ? null : new Persistence(windows.intValue(), 0);
      }
      Duration valid = values.duration(given, Duration.ofMillis(1));
      return valid == null ? null : new Persistence(1, valid.toNanos());
    }

    private List<SilenceSchedule> silences(@Nullable YamlNode node) {
      List<SilenceSchedule> silences = new ArrayList<>();
      if (node == null || node instanceof Reported) {
        return silences;
      }
      for (YamlNode item : node instanceof Sequence list ? list.items() : List.of(node)) {
        Scalar scalar = values.scalar(item, "a time such as sat,sun 22:00-06:00 Europe/Berlin");
        if (scalar != null) {
          try {
            silences.add(SilenceSchedule.parse(scalar.text()));
          } catch (IllegalArgumentException e) {
            problems.add(
                scalar, "found " + scalar.shown(), Shown.line(String.valueOf(e.getMessage())));
          }
        }
      }
      return silences;
    }
  }

  private static Map<String, Severity> severities() {
    Map<String, Severity> choices = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      choices.put(severity.word(), severity);
    }
    return choices;
  }
}

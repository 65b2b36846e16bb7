package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of {@code log}. */
final class LogReader {

  private static final long USUAL_MB = 64;
  private static final long USUAL_KEEP_MB = 1024;
  private static final Duration USUAL_AGE = Duration.ofHours(1);
  private static final Duration MIN_AGE = Duration.ofSeconds(1);
  private static final List<String> OF_FILES = List.of("max_mb", "max_age", "keep_mb");
  private static final List<String> OF_DATABASES = List.of("user", "password", "driver");

  private final Problems problems;
  private final Values values;

  LogReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the log, or null where there is none. */
  @Nullable LogConfig log(@Nullable YamlNode node, List<ModelConfig> models) {
    Mapping section = values.section(node);
    if (section == null) {
      return null;
    }
    known(section.entries().get("models"), models);
    Map<String, YamlNode> entries = section.entries();
    if (!entries.containsKey("to")) {
      problems.add(
          section, "to is missing", "name the folder, to: predictions, or the URL of a database");
    }
    boolean table = entries.get("to") instanceof Scalar scalar && scalar.text().startsWith("jdbc:");
    StoreReader databases = new StoreReader(problems);
    databases.notBeside(section, table ? OF_FILES : OF_DATABASES, table ? "a database" : "files");
    return table ? table(section, databases) : files(section);
  }

  private @Nullable LogConfig table(Mapping section, StoreReader databases) {
    DatabaseConfig database = databases.reached(section, "to");
    return database == null
        ? null
        : new LogConfig(
            database.shownUrl(),
            database,
            values.names(section.entries().get("models")),
            0,
            USUAL_AGE,
            0,
            rawIds(section));
  }

  private @Nullable LogConfig files(Mapping section) {
    Map<String, YamlNode> entries = section.entries();
    String to = values.path(entries.get("to"), "a folder such as predictions");
    Long megabytes = values.count(entries.get("max_mb"), 1, 1 << 20);
    Long keep = values.count(entries.get("keep_mb"), 1, 1 << 30);
    Duration age = values.duration(entries.get("max_age"), MIN_AGE);
    long file = megabytes == null ? USUAL_MB : megabytes;
    long all = keep == null ? Math.max(USUAL_KEEP_MB, file) : keep;
    YamlNode keepNode = entries.get("keep_mb");
    if (keepNode != null && keep != null && all < file) {
      problems.add(keepNode, "keep_mb is less than max_mb", "raise it, or lower max_mb");
    }
    return to == null
        ? null
        : new LogConfig(
            to,
            null,
            values.names(entries.get("models")),
            file << 20,
            Objects.requireNonNullElse(age, USUAL_AGE),
            all << 20,
            rawIds(section));
  }

  private boolean rawIds(Mapping section) {
    return Boolean.TRUE.equals(values.choice(section.entries().get("raw_ids"), truths()));
  }

  /** Reports names of models that there cannot be. */
  private void known(@Nullable YamlNode node, List<ModelConfig> models) {
    List<String> names = new ArrayList<>();
    for (ModelConfig model : models) {
      String literal = model.name().literal();
      if (literal == null && model.name().only().isEmpty()) {
        return;
      }
      names.addAll(literal == null ? model.name().only() : List.of(literal));
    }
    for (String name : Values.plainNames(node)) {
      if (node != null && !names.contains(name)) {
        problems.add(
            new ConfigProblem(
                node.line(),
                node.path(),
                "there is no model '" + Shown.of(name) + "'",
                "name models of this file",
                NearestKey.of(name, names)));
      }
    }
  }

  private static Map<String, Boolean> truths() {
    Map<String, Boolean> truths = new LinkedHashMap<>();
    truths.put("true", true);
    truths.put("false", false);
    return truths;
  }
}

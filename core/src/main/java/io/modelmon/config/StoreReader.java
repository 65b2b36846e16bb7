package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of {@code labels.store}, and of how databases are reached. */
final class StoreReader {

  private static final String FILE = "a file such as labels.db";
  private static final String JAR = "a jar such as postgresql.jar";
  private static final String URL = "a URL such as jdbc:postgresql://db.example.com/modelmon";
  private static final int USUAL_MB = 256;
  private static final int MIN_SECRET = 8;
  private static final List<String> OF_FILES = List.of("max_mb");
  private static final List<String> OF_DATABASES = List.of("user", "password", "secret", "driver");

  private final Problems problems;
  private final Values values;

  StoreReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  LabelStoreConfig store(@Nullable YamlNode node, LabelStoreConfig usual) {
    if (node instanceof Scalar scalar && scalar.text().equals("memory")) {
      return LabelStoreConfig.MEMORY;
    }
    if (node instanceof Scalar) {
      problems.add(
          node,
          "found " + YamlNode.kind(node),
          "memory, { file: labels.db } or { jdbc: URL, … } is needed");
      return usual;
    }
    Mapping section = values.section(node);
    if (section == null) {
      return usual;
    }
    boolean database = section.entries().containsKey("jdbc");
    if (database == section.entries().containsKey("file")) {
      problems.add(
          section,
          database ? "jdbc beside file" : "file is missing",
          "name either the file, file: labels.db, or the database, jdbc: URL");
    }
    notBeside(section, database ? OF_FILES : OF_DATABASES, database ? "jdbc" : "file");
    return database ? database(section, usual) : file(section, usual);
  }

  private LabelStoreConfig file(Mapping section, LabelStoreConfig usual) {
    String file = values.path(section.entries().get("file"), FILE);
    Long megabytes = values.count(section.entries().get("max_mb"), 1, 1 << 20);
    return file == null
        ? usual
        : new LabelStoreConfig(file, (megabytes == null ? USUAL_MB : megabytes) << 20);
  }

  private LabelStoreConfig database(Mapping section, LabelStoreConfig usual) {
    DatabaseConfig database = reached(section, "jdbc");
    YamlNode node = section.entries().get("secret");
    String secret = text(node, "a secret");
    if (node == null) {
      problems.add(
          section,
          "secret is missing",
          "say what ids are hashed with, the same in all processes: secret: \"${LABEL_SECRET}\"");
    } else if (secret != null && secret.length() < MIN_SECRET) {
      problems.add(node, "the secret is too short", MIN_SECRET + " characters are needed");
    }
    return database == null || secret == null
        ? usual
        : new LabelStoreConfig(null, 0, database, secret);
  }

  /** Reads how a database is reached, from a section with its URL under a key. */
  @Nullable DatabaseConfig reached(Mapping section, String key) {
    Map<String, YamlNode> entries = section.entries();
    YamlNode node = entries.get(key);
    String url = text(node, URL);
    if (node != null && url != null && !url.startsWith("jdbc:postgresql:")) {
      boolean other = url.startsWith("jdbc:");
      problems.add(
          node,
          other ? "a database other than PostgreSQL" : "found " + YamlNode.kind(node),
          URL + " is needed");
      url = null;
    }
    String user = text(entries.get("user"), "a user");
    YamlNode passwordNode = entries.get("password");
    String password = text(passwordNode, "a password");
    if (passwordNode instanceof Scalar scalar && !scalar.substituted()) {
      problems.add(
          passwordNode,
          "a password in the file",
          "take it from the environment: password: \"${DB_PASSWORD}\"");
    }
    String driver = values.path(entries.get("driver"), JAR);
    return url == null ? null : new DatabaseConfig(url, user, password, driver);
  }

  private @Nullable String text(@Nullable YamlNode node, String allowed) {
    Scalar scalar = values.scalar(node, allowed);
    return scalar == null ? null : scalar.text();
  }

  /** Reports keys that make no sense beside another one. */
  void notBeside(Mapping section, List<String> keys, String other) {
    for (String key : keys) {
      YamlNode node = section.entries().get(key);
      if (node != null) {
        problems.add(node, key + " does not go with " + other, "leave it out");
      }
    }
  }
}

package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Strict reader of configuration files.
 *
 * <p>All problems are found at once, each with its line, its path of keys, what is allowed, and the
 * nearest valid word. A file with a problem gives no settings.
 *
 * <p><b>Input:</b> YAML 1.2 of at most {@value YamlTree#MAX_CODE_POINTS} characters, without tags,
 * aliases and repeated keys; {@code ${NAME}} and {@code ${NAME:-default}} in values are replaced by
 * environment variables. <br>
 * <b>Error:</b> never throws for anything that a file holds or for a file that cannot be read. <br>
 * <b>Cost:</b> linear in the size of the file; no class is loaded because of its content. <br>
 * <b>Threads:</b> any.
 */
public final class ConfigParser {
  static final String SIZE_RULE =
      "a configuration has at most " + YamlTree.MAX_CODE_POINTS + " characters";

  private static final String EXAMPLE =
      "begin with file_format: \"1\" and list models; each has a name and predict";

  /** A class, since the first lambda of a JVM is costly and this runs while it starts. */
  private static final Function<String, @Nullable String> SYSTEM_VARIABLES =
      new Function<>() {
        @Override
        public @Nullable String apply(String name) {
          return System.getenv(name);
        }
      };

  private ConfigParser() {}

  /**
   * Reads a file.
   *
   * @param file a regular file in UTF-8 or UTF-16, not writable by all users; relative paths in it
   *     start at its folder
   */
  public static ParsedConfig parse(Path file) {
    Problems problems = new Problems();
    String yaml = ConfigFile.read(file, problems);
    if (yaml == null) {
      return new ParsedConfig(null, problems.sorted());
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return parse(yaml, folder == null ? file.toAbsolutePath() : folder, SYSTEM_VARIABLES);
  }

  /**
   * Reads a text.
   *
   * @param yaml the content of a configuration file
   * @param baseDirectory where relative paths in it start
   */
  public static ParsedConfig parse(String yaml, Path baseDirectory) {
    return parse(yaml, baseDirectory, SYSTEM_VARIABLES);
  }

  /** Reads a text with the environment variables that a function gives. */
  static ParsedConfig parse(
      String yaml, Path baseDirectory, Function<String, @Nullable String> variables) {
    Problems problems = new Problems();
    ModelmonConfig config = read(yaml, baseDirectory, variables, problems);
    List<ConfigProblem> found = problems.sorted();
    return new ParsedConfig(found.isEmpty() ? config : null, found);
  }

  private static @Nullable ModelmonConfig read(
      String yaml,
      Path baseDirectory,
      Function<String, @Nullable String> variables,
      Problems problems) {
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    if (text.codePointCount(0, text.length()) > YamlTree.MAX_CODE_POINTS) {
      problems.add(0, "", "too large", SIZE_RULE);
      return null;
    }
    YamlNode root = YamlTree.parse(text, new EnvironmentValues(variables, problems), problems);
    if (root instanceof Mapping mapping) {
      Mapping valid = new KeyValidator(problems).validate(mapping, Section.ROOT);
      return new ConfigReader(problems).read(valid, baseDirectory);
    }
    boolean nothing = root == null || (root instanceof Scalar scalar && scalar.isNull());
    if (nothing && problems.isEmpty()) {
      problems.add(0, "", "the configuration is empty", EXAMPLE);
    } else if (root != null && !(root instanceof Reported)) {
      problems.add(root, "found " + YamlNode.kind(root) + " instead of keys", EXAMPLE);
    }
    return null;
  }
}

package io.modelmon.agent.runtime;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration file is: the agent's argument, else the property {@value #PROPERTY}, else
 * the environment variable {@value #VARIABLE}.
 *
 * @param path the path, or null where none of them is set
 * @param source what named it, for messages
 */
record ConfigLocation(@Nullable String path, String source) {

  static final String PROPERTY = "modelmon.config";
  static final String VARIABLE = "MODELMON_CONFIG";

  /** Returns the first that is set. */
  static ConfigLocation find(
      @Nullable String argument, Properties properties, Map<String, String> environment) {
    if (argument != null && !argument.isBlank()) {
      return new ConfigLocation(argument.strip(), "the agent's argument");
    }
    String property = properties.getProperty(PROPERTY);
    if (property != null && !property.isBlank()) {
      return new ConfigLocation(property.strip(), "-D" + PROPERTY);
    }
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return new ConfigLocation(variable.strip(), VARIABLE);
    }
    return new ConfigLocation(null, "nothing");
  }

  /**
   * Returns the path.
   *
   * @throws IllegalStateException when nothing names one
   */
  String requiredPath() {
    if (path == null) {
      throw new IllegalStateException("nothing names a configuration");
    }
    return path;
  }
}

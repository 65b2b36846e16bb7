package io.modelmon.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of reading a configuration: settings, or everything that is wrong.
 *
 * @param config the settings, or null when there is a problem
 * @param problems all problems in the order of the file; empty when {@code config} is there
 */
public record ParsedConfig(@Nullable ModelmonConfig config, List<ConfigProblem> problems) {

  /** Copies the problems. */
  public ParsedConfig {
    problems = List.copyOf(problems);
    if ((config == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("either settings or problems must be there, not both");
    }
  }

  /** Returns the problems as text, one per line, each ending in a line feed. */
  public String describeProblems() {
    StringBuilder lines = new StringBuilder();
    for (ConfigProblem problem : problems) {
      lines.append(problem).append('\n');
    }
    return lines.toString();
  }
}

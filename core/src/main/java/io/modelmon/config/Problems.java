package io.modelmon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collector of problems: each one once, at most {@value #LIMIT}, in the order of the file. */
final class Problems {
  static final int LIMIT = 100;

  private final Set<ConfigProblem> problems = new LinkedHashSet<>();
  private boolean overflowed;

  /** Adds a problem at a node. */
  void add(YamlNode node, String found, String expected) {
    add(node.line(), node.path(), found, expected);
  }

  /** Adds a problem at a place. */
  void add(int line, String path, String found, String expected) {
    add(new ConfigProblem(line, path, found, expected, ""));
  }

  /** Adds a problem. One that is known already, or beyond the limit, is left out. */
  void add(ConfigProblem problem) {
    if (problems.size() < LIMIT) {
      problems.add(problem);
    } else if (!problems.contains(problem)) {
      overflowed = true;
    }
  }

  /** Returns whether nothing was reported. */
  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Returns all problems, ordered by line. */
  List<ConfigProblem> sorted() {
    List<ConfigProblem> sorted = new ArrayList<>(problems);
    if (!sorted.isEmpty()) {
      sorted.sort(Comparator.comparingInt(ConfigProblem::line));
    }
    if (overflowed) {
      sorted.add(new ConfigProblem(0, "", "there are more problems", "mend these first", ""));
    }
    return sorted;
  }
}

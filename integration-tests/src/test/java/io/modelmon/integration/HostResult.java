package io.modelmon.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host did.
 *
 * @param exitCode its exit status
 * @param stdout the lines of its standard output
 * @param stderr the lines of its standard error
 * @param lingering how long it lived on after its last line of output
 */
record HostResult(int exitCode, List<String> stdout, List<String> stderr, Duration lingering) {

  private static final String SECTION = "== ";

  /** Copies the lists. */
  HostResult {
    stdout = List.copyOf(stdout);
    stderr = List.copyOf(stderr);
  }

  /** Returns the output between each line {@code == name} and the next, by name. */
  Map<String, List<String>> sections() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : stdout) {
      if (line.startsWith(SECTION)) {
        current = new ArrayList<>();
        sections.put(line.substring(SECTION.length()), current);
      } else {
        current.add(line);
      }
    }
    return sections;
  }

  /** Returns what the host says it has asked of its models. */
  List<Expectation> expectations() {
    return Expectation.in(stdout);
  }
}

package io.modelmon.benchmarks.hotpath;

import java.util.List;

/**
 * One way of watching, or not watching, a call.
 *
 * @param name as in the results
 * @param method the benchmark method
 * @param jvmArguments what attaches and configures an agent; empty without one
 */
record Arm(String name, String method, List<String> jvmArguments) {

  static final String PLAIN = "plain call";
  static final String FLOOR = "two clock reads";
  static final String WATCHED = "modelmon, rule";

  Arm {
    jvmArguments = List.copyOf(jvmArguments);
  }

  static Arm of(String name, String method, String... jvmArguments) {
    return new Arm(name, method, List.of(jvmArguments));
  }

  boolean isWatched() {
    return name.equals(WATCHED);
  }
}

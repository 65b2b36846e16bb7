package io.modelmon.benchmarks.startup;

import java.util.List;

/**
 * One way to start the application.
 *
 * @param name what results call it
 * @param jvmArguments what is added to the command line
 */
record StartupArm(String name, List<String> jvmArguments) {

  StartupArm {
    jvmArguments = List.copyOf(jvmArguments);
  }
}

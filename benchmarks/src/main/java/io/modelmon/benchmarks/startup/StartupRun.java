package io.modelmon.benchmarks.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of one process, in milliseconds since it was asked for.
 *
 * @param toMain until the first statement of main
 * @param toResult until the first prediction was back
 * @param toStarted until the application said it had started, before that prediction; without a
 *     framework the same as {@code toMain}
 */
record StartupRun(double toMain, double toResult, double toStarted) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Starts a process and waits for its end.
   *
   * @throws IOException when it prints no times
   */
  static StartupRun of(StartupArm arm, String classPath, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arm.jvmArguments());
    command.addAll(List.of("-cp", classPath, main.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(new File("/dev/null"));
    long startNanos = System.nanoTime();
    Process process = builder.start();
    StartupRun run = null;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("startup ")) {
          String[] words = line.split(" ", -1);
          run =
              new StartupRun(
                  (Long.parseLong(words[1]) - startNanos) / NANOS_PER_MILLI,
                  (Long.parseLong(words[2]) - startNanos) / NANOS_PER_MILLI,
                  (Long.parseLong(words[3]) - startNanos) / NANOS_PER_MILLI);
        }
      }
    }
    int status = process.waitFor();
    if (run == null) {
      throw new IOException(arm.name() + " ended with " + status + " and printed no times");
    }
    return run;
  }
}

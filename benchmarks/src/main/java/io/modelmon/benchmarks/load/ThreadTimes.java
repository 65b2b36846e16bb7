package io.modelmon.benchmarks.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time of this process by group of threads, in nanoseconds, as the Linux kernel counts it.
 *
 * @param agent threads of modelmon
 * @param callers threads that call the model
 * @param process all threads that are alive, those two among them
 */
record ThreadTimes(long agent, long callers, long process) {

  static final String CALLERS = "caller-";

  static ThreadTimes now() {
    long agent = 0;
    long callers = 0;
    long process = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        String name = Files.readString(thread.resolve("comm"));
        String[] times = Files.readString(thread.resolve("schedstat")).split(" ", -1);
        long nanos = Long.parseLong(times[0]);
        process += nanos;
        agent += name.startsWith("modelmon-") ? nanos : 0;
        callers += name.startsWith(CALLERS) ? nanos : 0;
      }
    } catch (IOException e) {
      // Not Linux, or a thread has just ended: what was read stands.
    }
    return new ThreadTimes(agent, callers, process);
  }

  ThreadTimes minus(ThreadTimes earlier) {
    return new ThreadTimes(
        agent - earlier.agent, callers - earlier.callers, process - earlier.process);
  }
}

package io.modelmon.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A host that is running.
 *
 * <p><b>Threads:</b> confined to the test's thread; two daemon threads read the output.
 */
final class RunningHost implements AutoCloseable {

  private static final Duration TIME_OUT = Duration.ofSeconds(90);

  private final Process process;
  private final String command;
  private final Writer commands;
  private final Lines stdout;
  private final Lines stderr;

  RunningHost(Process process, String command) {
    this.process = process;
    this.command = command;
    commands = process.outputWriter(StandardCharsets.UTF_8);
    stdout = new Lines(process.getInputStream());
    stderr = new Lines(process.getErrorStream());
  }

  /** Returns its process id. */
  long pid() {
    return process.pid();
  }

  /** Returns the lines of standard error up to now. */
  List<String> stderr() {
    return stderr.copy();
  }

  /** Sends a command to the host and waits for the line {@code done} that answers it. */
  RunningHost send(String line) {
    int seen = stdout.copy().size();
    try {
      commands.write(line + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(description("cannot send " + line), e);
    }
    awaitLine("done", seen);
    return this;
  }

  /** Waits until the host has printed a line after the first {@code from} ones. */
  private void awaitLine(String wanted, int from) {
    long deadline = System.nanoTime() + TIME_OUT.toNanos();
    while (!stdout.contains(wanted, from)) {
      boolean ended = !process.isAlive() && !stdout.contains(wanted, from);
      if (ended || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError(description("no line '" + wanted + "'"));
      }
      pause();
    }
  }

  /** Closes its input, waits for its end, and returns what it did. */
  HostResult finish() {
    try {
      commands.close();
    } catch (IOException e) {
      // It has ended already, and with it the pipe.
    }
    try {
      if (!process.waitFor(TIME_OUT.toSeconds(), TimeUnit.SECONDS)) {
        dumpThreads();
        process.destroyForcibly();
        throw new AssertionError(description("has not ended"));
      }
      long endedNanos = System.nanoTime();
      stdout.join();
      stderr.join();
      Duration lingering = Duration.ofNanos(endedNanos - stdout.lastNanos());
      return new HostResult(process.exitValue(), stdout.copy(), stderr.copy(), lingering);
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(description("interrupted"), e);
    }
  }

  /** Kills it, as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    try {
      boolean gone = process.destroyForcibly().waitFor(TIME_OUT.toSeconds(), TimeUnit.SECONDS);
      if (!gone) {
        throw new AssertionError(description("cannot be killed"));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(description("interrupted"), e);
    }
  }

  /** Ends it by force if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void dumpThreads() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor();
    Thread.sleep(500);
  }

  private String description(String problem) {
    return problem
        + "\ncommand: "
        + command
        + "\nstdout:\n"
        + String.join("\n", stdout.copy())
        + "\nstderr:\n"
        + String.join("\n", stderr.copy());
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The lines of one stream, read by a thread of their own. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private volatile long lastNanos = System.nanoTime();

    Lines(InputStream stream) {
      reader = new Thread(() -> read(stream), "host output");
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lastNanos = System.nanoTime();
          synchronized (lines) {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        // The process was ended by force.
      }
    }

    boolean contains(String wanted, int from) {
      synchronized (lines) {
        return lines.size() > from && lines.subList(from, lines.size()).contains(wanted);
      }
    }

    List<String> copy() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    long lastNanos() {
      return lastNanos;
    }

    void join() throws InterruptedException {
      reader.join();
    }
  }
}

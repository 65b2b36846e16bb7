package io.modelmon.benchmarks.hotpath;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logging of predictions as lines of JSON: the caller formats, another thread writes to a file, and
 * what finds no room in the queue is dropped. Leaner than any logging library.
 *
 * <p><b>Threads:</b> safe. The writer starts with the first line.
 */
final class JsonLog {

  private static final int QUEUE = 8192;

  private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
  private @Nullable Thread writer;
  private volatile boolean started;
  private volatile boolean closed;

  void write(double[] row, double score, long nanos) {
    if (!started) {
      start();
    }
    StringBuilder line = new StringBuilder(512);
    line.append("{\"model\":\"credit\",\"nanos\":").append(nanos);
    for (int i = 0; i < row.length; i++) {
      line.append(",\"f").append(i).append("\":").append(row[i]);
    }
    lines.offer(line.append(",\"prediction\":").append(score).append("}\n").toString());
  }

  void close() {
    closed = true;
  }

  private synchronized void start() {
    if (writer == null) {
      writer = new Thread(this::run, "json-log");
      writer.setDaemon(true);
      writer.start();
      started = true;
    }
  }

  private void run() {
    try {
      Path file = Files.createTempFile("predictions", ".json");
      file.toFile().deleteOnExit();
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        while (!closed) {
          String line = lines.poll(50, TimeUnit.MILLISECONDS);
          if (line != null) {
            out.write(line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

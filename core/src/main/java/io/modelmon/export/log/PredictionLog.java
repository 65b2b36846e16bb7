package io.modelmon.export.log;

import io.modelmon.config.LogConfig;
import io.modelmon.monitor.LoggedLabel;
import io.modelmon.monitor.LoggedPerformance;
import io.modelmon.monitor.LoggedPrediction;
import io.modelmon.monitor.PredictionSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The prediction log: takes records without ever waiting, and has the daemon thread {@code
 * modelmon-log} write them. When too many wait, further ones are dropped; when they cannot be
 * written, they are given up, and half a minute later it is tried again. Both are counted.
 *
 * <p><b>Threads:</b> safe.
 */
public final class PredictionLog implements PredictionSink {

  private static final int QUEUE = 8192;
  private static final int BATCH_BYTES = 1 << 16;
  private static final long POLL_MILLIS = 200;

  private final LogConfig config;
  private final LogFiles files;
  private final Consumer<String> log;
  private final long retryNanos;
  private final ArrayBlockingQueue<Object> queue;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final LogLine line = new LogLine();
  private final StringBuilder batch = new StringBuilder(BATCH_BYTES * 2);
  private final Thread thread = new Thread(null, this::run, "modelmon-log", 0, false);
  private volatile boolean closing;
  private boolean failing;
  private long failedNanos;

  PredictionLog(
      LogConfig config, LogFiles files, Consumer<String> log, int capacity, long retryNanos) {
    this.config = config;
    this.files = files;
    this.log = log;
    this.retryNanos = retryNanos;
    this.queue = new ArrayBlockingQueue<>(capacity);
    thread.setDaemon(true);
    // Not the application's: a redeployed application must not be kept alive by this thread.
    thread.setContextClassLoader(PredictionLog.class.getClassLoader());
  }

  /**
   * Starts a log. Touches no file before there is a record.
   *
   * @param folder where relative paths start
   * @param log takes one line per notable event, on any thread
   */
  public static PredictionLog start(LogConfig config, Path folder, Consumer<String> log) {
    LogFiles files = new LogFiles(folder.resolve(config.to()), config, InstantSource.system());
    PredictionLog started =
        new PredictionLog(config, files, log, QUEUE, TimeUnit.SECONDS.toNanos(30));
    started.start();
    return started;
  }

  void start() {
    thread.start();
  }

  @Override
  public boolean includes(String model) {
    return config.includes(model);
  }

  @Override
  public boolean wantsRawIds() {
    return config.rawIds();
  }

  @Override
  public void predicted(LoggedPrediction prediction) {
    offer(prediction);
  }

  @Override
  public void labelled(LoggedLabel label) {
    offer(label);
  }

  @Override
  public void evaluated(LoggedPerformance performance) {
    offer(performance);
  }

  private void offer(Object entry) {
    if (closing || !queue.offer(entry)) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public Map<String, Long> records() {
    Map<String, Long> records = new LinkedHashMap<>();
    records.put("written", written.get());
    records.put("dropped", dropped.get());
    records.put("failed", failed.get());
    return records;
  }

  /** Writes what waits, for at most so long, and closes the file. */
  public void close(long timeoutMillis) {
    closing = true;
    try {
      thread.join(Math.max(1, timeoutMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        int count = take();
        if (count > 0) {
          write(count);
        } else if (!failing) {
          files.tick();
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        fail(e);
      }
    }
    try {
      files.close();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Takes what waits, as far as a batch goes, and returns how many records that are. */
  private int take() throws InterruptedException {
    batch.setLength(0);
    int count = 0;
    Object entry = closing ? queue.poll() : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    while (entry != null) {
      count++;
      if (entry instanceof LoggedPrediction row) {
        batch.append(line.of(row));
      } else if (entry instanceof LoggedLabel label) {
        batch.append(line.of(label));
      } else if (entry instanceof LoggedPerformance evaluated) {
        batch.append(line.of(evaluated));
      }
      entry = batch.length() < BATCH_BYTES ? queue.poll() : null;
    }
    return count;
  }

  private void write(int count) {
    if (failing && System.nanoTime() - failedNanos < retryNanos) {
      failed.addAndGet(count);
      return;
    }
    try {
      files.append(ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.US_ASCII)));
      written.addAndGet(count);
      if (failing) {
        failing = false;
        log.accept("prediction log " + config.to() + ": is written again");
      }
    } catch (IOException | RuntimeException e) {
      failed.addAndGet(count);
      fail(e);
    }
  }

  private void fail(Exception e) {
    failedNanos = System.nanoTime();
    if (!failing) {
      failing = true;
      log.accept(
          "prediction log "
              + config.to()
              + ": cannot be written ("
              + e
              + "); it rests, and is tried again from time to time");
    }
  }
}

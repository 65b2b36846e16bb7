package io.modelmon.export.log;

import io.modelmon.config.LogConfig;
import io.modelmon.monitor.LoggedLabel;
import io.modelmon.monitor.LoggedPerformance;
import io.modelmon.monitor.LoggedPrediction;
import io.modelmon.monitor.PredictionSink;
import io.modelmon.performance.join.ConnectionSource;
import java.io.IOException;
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
  private static final long POLL_MILLIS = 200;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LogConfig config;
  private final LogTarget target;
  private final Consumer<String> log;
  private final long retryNanos;
  private final ArrayBlockingQueue<Object> queue;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final LogLine line = new LogLine();
  private final Thread thread = new Thread(null, this::run, "modelmon-log", 0, false);
  private volatile boolean closing;
  private boolean failing;
  private long failedNanos;

  PredictionLog(
      LogConfig config, LogTarget target, Consumer<String> log, int capacity, long retryNanos) {
    this.config = config;
    this.target = target;
    this.log = log;
    this.retryNanos = retryNanos;
    this.queue = new ArrayBlockingQueue<>(capacity);
    thread.setDaemon(true);
    // Not the application's: a redeployed application must not be kept alive by this thread.
    thread.setContextClassLoader(PredictionLog.class.getClassLoader());
  }

  /**
   * Starts a log to a table. Opens no connection before there is a record.
   *
   * @param connections where connections come from; asked on the thread of the log
   * @param log takes one line per notable event, on any thread
   */
  public static PredictionLog start(
      LogConfig config, ConnectionSource connections, Consumer<String> log) {
    LogTable table = new LogTable(connections);
    PredictionLog started = new PredictionLog(config, table, log, QUEUE, RETRY_NANOS);
    started.start();
    return started;
  }

  /**
   * Starts a log to files. Touches none before there is a record.
   *
   * @param folder where relative paths start
   * @param log takes one line per notable event, on any thread
   */
  public static PredictionLog start(LogConfig config, Path folder, Consumer<String> log) {
    LogFiles files = new LogFiles(folder.resolve(config.to()), config, InstantSource.system());
    PredictionLog started = new PredictionLog(config, files, log, QUEUE, RETRY_NANOS);
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
          target.tick();
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        fail(e);
      }
    }
    try {
      target.close();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Takes what waits, as far as a batch goes, and returns how many records that are. */
  private int take() throws InterruptedException {
    int count = 0;
    Object entry = closing ? queue.poll() : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    while (entry != null) {
      count++;
      if (entry instanceof LoggedPrediction row) {
        target.add(LogRecord.of(row, line));
      } else if (entry instanceof LoggedLabel label) {
        target.add(LogRecord.of(label, line));
      } else if (entry instanceof LoggedPerformance evaluated) {
        target.add(LogRecord.of(evaluated, line));
      }
      entry = target.full() ? null : queue.poll();
    }
    return count;
  }

  private void write(int count) {
    if (failing && System.nanoTime() - failedNanos < retryNanos) {
      failed.addAndGet(count);
      target.clear();
      return;
    }
    try {
      target.write();
      written.addAndGet(count);
      if (failing) {
        failing = false;
        log.accept("prediction log " + config.to() + ": is written again");
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      target.clear();
      failed.addAndGet(count);
      fail(e);
    }
  }

  private void fail(Throwable e) {
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

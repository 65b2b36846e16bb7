package io.modelmon.export.otel;

import io.modelmon.config.EventSignal;
import io.modelmon.export.notify.ReceiverStatus;
import io.modelmon.monitor.Evaluation;
import io.modelmon.monitor.MonitorSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots and evaluations over OTLP, from start to close.
 *
 * <p>Follows the standard settings that concern an OTLP exporter and ignores those that an
 * application makes for its own SDK; never touches the global instance, registers no shutdown hook,
 * starts daemon threads only.
 *
 * <p><b>Error:</b> never throws; what cannot be sent is counted and said once a minute per cause.
 * <b>Threads:</b> all methods from any thread.
 */
public final class OtelExport {

  private final SenderThreads threads = new SenderThreads();
  private volatile @Nullable ExportLoop loop;

  /**
   * Starts to export with the settings of this process.
   *
   * @param events the forms in which events are sent
   * @param snapshots returns the newest snapshot, never null
   * @param evaluations returns the next evaluation, or null when none waits
   * @param notices returns what became of notices of alerts, per receiver
   * @param componentLoader where the SDK looks for its parts
   * @param log takes one line each
   * @return the running export, or one that does nothing when {@code OTEL_SDK_DISABLED} says so
   */
  public static OtelExport start(
      Set<EventSignal> events,
      Supplier<MonitorSnapshot> snapshots,
      Supplier<@Nullable Evaluation> evaluations,
      Supplier<List<ReceiverStatus>> notices,
      ClassLoader componentLoader,
      Consumer<String> log) {
    return start(
        new ExportSources(events, snapshots, evaluations, notices),
        Surroundings.ofProcess(componentLoader),
        log);
  }

  static OtelExport start(ExportSources sources, Surroundings surroundings, Consumer<String> log) {
    OtelExport export = new OtelExport();
    LimitedLog limited = new LimitedLog(log, System::nanoTime);
    try {
      ExportLoop assembled =
          new ExportAssembly(sources, surroundings, export.threads, limited, export::wakeUp)
              .assemble();
      if (assembled != null) {
        export.loop = assembled;
        assembled.start();
      }
    } catch (RuntimeException | LinkageError e) {
      limited.log("start", "nothing is exported: " + e);
    }
    return export;
  }

  private OtelExport() {}

  /**
   * Sends the newest snapshot and all waiting events.
   *
   * @param timeout the longest time to wait
   * @return whether the receiver has accepted everything in time; false when nothing is exported
   */
  public boolean flush(Duration timeout) {
    ExportLoop running = loop;
    if (running == null) {
      return false;
    }
    FlushRequest request = new FlushRequest();
    running.request(request);
    return request.await(timeout);
  }

  /**
   * Flushes, then ends all threads.
   *
   * @param timeout the longest time to wait
   * @return whether the receiver has accepted everything in time; false when nothing is exported
   */
  public boolean close(Duration timeout) {
    boolean flushed = flush(timeout);
    ExportLoop running = loop;
    if (running != null) {
      running.stop();
    }
    threads.stop();
    return flushed;
  }

  /** Returns what has been sent so far, one entry per signal in use. */
  public List<ExportStatus> status() {
    ExportLoop running = loop;
    return running == null ? List.of() : running.status();
  }

  private void wakeUp() {
    ExportLoop running = loop;
    if (running != null) {
      running.wakeUp();
    }
  }
}

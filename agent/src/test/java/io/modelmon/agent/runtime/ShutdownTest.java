package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.LabelSnapshot;
import io.modelmon.monitor.Monitor;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process while the file in which predictions wait is still being opened. */
@Timeout(120)
class ShutdownTest {

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final ModelSchema SCHEMA =
      new ModelSchema(
          List.of(new Feature("x", null, false)),
          List.of(new Feature("prediction", null, false)),
          true,
          List.of());

  @TempDir Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final CaptureRegistry registry = new CaptureRegistry();
  private final ModelCapture model = registry.register(new ModelId("credit", "1"), 0);
  private final LabelCapture labels = registry.registerLabels(0, model);
  private LabelStore store = LabelStore.memory();
  private final Monitor monitor = monitor();
  private final MonitorThread thread = new MonitorThread(monitor, () -> {});

  private Monitor monitor() {
    ModelmonConfig config =
        Objects.requireNonNull(
            ConfigParser.parse(
                    """
                    file_format: "1"
                    models:
                      - name: credit
                        predict: com.acme.Credit#predict
                        prediction: { type: probability, positive_class: bad }
                        id: "arg[1]"
                        labels:
                          from: { method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" }
                          store: { file: labels.mv }
                    """,
                    Path.of("."))
                .config());
    return new Monitor(
        registry, config, InstantSource.system(), System::nanoTime, List::of, log::add);
  }

  /** Opens a file that is not open before the test says so: what it has to log is not taken. */
  @BeforeEach
  void serve() throws Exception {
    Files.writeString(file(), "not a store\n".repeat(2000));
    store =
        LabelStore.fileSoon(
            file(),
            1L << 20,
            line -> {
              log.add(line);
              if (opening.getCount() > 0) {
                opening.countDown();
                awaitOpen();
              }
            });
    assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();
    monitor.keepLabelsIn(config -> store);
    predict(1);
    predict(2);
    label(1);
    thread.start();
  }

  @AfterEach
  void end() {
    open.countDown();
    boolean unused = store.close(60_000);
  }

  private Path file() {
    return folder.resolve("labels.mv");
  }

  private void awaitOpen() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void predict(long id) {
    CaptureBuffer ring = model.open(SCHEMA, 1);
    int slot = ring.claim(1, System.nanoTime());
    ring.number(slot, 0, 1);
    ring.number(slot, 1, 0.9);
    Objects.requireNonNull(ring.keys()).id(slot, id);
    ring.publish(slot, 0, null);
  }

  private void label(long id) {
    long ticket = labels.claim(System.nanoTime());
    labels.keys(ticket).id(LabelCapture.slot(ticket), id);
    labels.keys(ticket).label(LabelCapture.slot(ticket), "bad");
    labels.end(ticket, true);
  }

  private LabelSnapshot labelSnapshot() {
    return monitor.snapshot().labels().get(0);
  }

  @Test
  void finish_fileIsNeverOpen_accountsForAllWithoutIt() throws Exception {
    thread.finish(LONG_NANOS);

    assertThat(labelSnapshot().labels()).containsEntry("joined", 1L);
    assertThat(labelSnapshot().predictions()).containsEntry("joined", 1L);
    assertThat(labelSnapshot().waiting()).isOne();
    assertThat(labelSnapshot().lost()).isEmpty();
    assertThat(monitor.snapshot().models().get(0).predictions()).isEqualTo(2);
    assertThat(log).last().asString().contains("not open in time; credit is in memory only");
  }

  @Test
  void finish_fileIsOpenMeanwhile_leavesWhatWaitsToTheNextProcess() throws Exception {
    Thread disk =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              open.countDown();
            });
    disk.start();
    thread.finish(LONG_NANOS);
    disk.join();

    assertThat(store.close(60_000)).isTrue();
    assertThat(log).singleElement().asString().contains("starting afresh");
    assertThat(store.status().stored()).isPositive();
    assertThat(labelSnapshot().labels()).containsEntry("joined", 1L);
  }

  @Test
  void run_fileIsNeverOpen_sendsTheLastSnapshotInTime() throws Exception {
    Shutdown shutdown = new Shutdown(() -> true);
    AtomicReference<LabelSnapshot> sent = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    shutdown.drain(thread);
    shutdown.closeLabels(
        deadlineNanos -> {
          boolean unused =
              LabelFiles.close(
                  List.of(store),
                  Shutdown.shareNanos(deadlineNanos, TimeUnit.MILLISECONDS.toNanos(500)));
          closed.countDown();
        });
    shutdown.exportThrough(timeout -> sent.set(labelSnapshot()));
    shutdown.configRead();
    shutdown.startEnded();
    long begunNanos = System.nanoTime();

    shutdown.start();
    shutdown.join();

    // Two seconds, and what a busy machine takes.
    assertThat(System.nanoTime() - begunNanos).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(closed.getCount()).isZero();
    assertThat(sent.get().labels()).containsEntry("joined", 1L);
    assertThat(sent.get().waiting()).isOne();
  }

  /** What holds the stream's lock, or does not read it, may wait for the end itself. */
  @Test
  void run_standardErrorTakesNothing_endsInTime() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch taking = new CountDownLatch(1);
    PrintStream before = System.err;
    PrintStream blocked =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void println(@Nullable String line) {
            taking.countDown();
            try {
              taken.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void println(@Nullable Object line) {
            println(String.valueOf(line));
          }
        };
    Shutdown shutdown = new Shutdown(() -> true);
    shutdown.closeLabels(deadlineNanos -> AgentLog.line("changes are lost in ShutdownTest"));
    CountDownLatch exported = new CountDownLatch(1);
    shutdown.exportThrough(timeout -> exported.countDown());
    shutdown.configRead();
    shutdown.startEnded();
    System.setErr(blocked);
    try {
      shutdown.start();
      shutdown.join(TimeUnit.SECONDS.toMillis(20));

      assertThat(shutdown.isAlive()).isFalse();
      assertThat(exported.getCount()).isZero();
      assertThat(taking.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      System.setErr(before);
      taken.countDown();
      shutdown.join();
    }
  }
}

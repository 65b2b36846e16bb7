package io.modelmon.agent.runtime;

import io.modelmon.agent.extract.Extraction;
import io.modelmon.agent.instrument.ExtractionEnds;
import io.modelmon.agent.instrument.SiteLinker;
import io.modelmon.agent.instrument.Weaving;
import io.modelmon.agent.logging.AgentLog;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.export.otel.OtelExport;
import io.modelmon.monitor.Monitor;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings the rest of the agent up while the application starts: capture and linking first, because
 * a class that matches waits for them; then the monitor; telemetry last.
 */
final class StartThread extends Thread {

  private static final int LATE_ROUNDS = 30;

  private final ModelmonConfig config;
  private final Instrumentation instrumentation;
  private final Dispatcher dispatcher;
  private final Weaving weaving;
  private final CountDownLatch woven = new CountDownLatch(1);

  StartThread(
      ModelmonConfig config,
      Instrumentation instrumentation,
      Dispatcher dispatcher,
      Weaving weaving) {
    super(null, null, "modelmon-start", 0, false);
    this.config = config;
    this.instrumentation = instrumentation;
    this.dispatcher = dispatcher;
    this.weaving = weaving;
    setDaemon(true);
    setContextClassLoader(StartThread.class.getClassLoader());
    setUncaughtExceptionHandler(new Uncaught());
  }

  /** Waits until the classes that are loaded already have been woven. */
  void awaitWoven() throws InterruptedException {
    if (!woven.await(10, TimeUnit.SECONDS)) {
      AgentLog.line("weaving takes long and goes on in the background");
    }
  }

  @Override
  public void run() {
    CaptureRegistry registry = new CaptureRegistry();
    Shutdown shutdown = new Shutdown(() -> !registry.models().isEmpty());
    try {
      if (!shutdown.register()) {
        return;
      }
      SiteLinker linker = linker(registry);
      dispatcher.linkWith(handle(linker));
      weaving.warmUp();
      woven.countDown();
      AgentLog.flush();
      Monitor monitor = monitor(registry);
      LabelFiles labelFiles = LabelFiles.open(config);
      monitor.keepLabelsIn(labelFiles);
      shutdown.closeLabels(labelFiles::close);
      MonitorThread monitorThread = new MonitorThread(monitor, () -> switchOff(linker));
      monitorThread.start();
      shutdown.drain(monitorThread);
      shutdown.exportThrough(export(monitor)::close);
      shutdown.startEnded();
      weaveLateClasses();
    } catch (Throwable failure) {
      weaving.giveUp(instrumentation, failure);
      AgentLog.failure("could not start and is off; the application runs without it", failure);
    } finally {
      shutdown.startEnded();
      woven.countDown();
      AgentLog.flush();
    }
  }

  private SiteLinker linker(CaptureRegistry registry) {
    PackageOpener opener = new PackageOpener(instrumentation);
    ReferenceNames names = ReferenceNames.load(config);
    Extraction extraction = new Extraction(config, registry, opener, names);
    return new SiteLinker(weaving.sites(), weaving.states(), new ExtractionEnds(extraction));
  }

  private static MethodHandle handle(SiteLinker linker) throws ReflectiveOperationException {
    MethodType type =
        MethodType.methodType(
            CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, int.class);
    return MethodHandles.lookup().bind(linker, "link", type);
  }

  private Monitor monitor(CaptureRegistry registry) {
    Monitor monitor =
        new Monitor(
            registry,
            config,
            InstantSource.system(),
            System::nanoTime,
            weaving.states()::snapshot,
            AgentLog::line);
    monitor.compareRowsOn(new RowWorker());
    return monitor;
  }

  private OtelExport export(Monitor monitor) {
    return OtelExport.start(
        config.events(),
        monitor::snapshot,
        monitor::pollEvaluation,
        StartThread.class.getClassLoader(),
        AgentLog::line);
  }

  private void switchOff(SiteLinker linker) {
    weaving.remove(instrumentation);
    for (int rule = 0; rule < weaving.states().snapshot().size(); rule++) {
      linker.switchOff(rule, true);
    }
  }

  /** Looks for half a minute after classes that waited in vain for the warm-up. */
  private void weaveLateClasses() throws InterruptedException {
    for (int round = 0; round < LATE_ROUNDS; round++) {
      Thread.sleep(Duration.ofSeconds(1).toMillis());
      weaving.retryLate();
    }
  }
}

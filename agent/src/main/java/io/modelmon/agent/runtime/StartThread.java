package io.modelmon.agent.runtime;

import io.modelmon.agent.budget.SamplingControl;
import io.modelmon.agent.budget.ThreadCpu;
import io.modelmon.agent.environment.EnvironmentProbe;
import io.modelmon.agent.extract.Extraction;
import io.modelmon.agent.instrument.EarlyWeaver;
import io.modelmon.agent.instrument.ExtractionEnds;
import io.modelmon.agent.instrument.RuleGate;
import io.modelmon.agent.instrument.SiteLinker;
import io.modelmon.agent.instrument.Weaving;
import io.modelmon.agent.labels.LabelFolders;
import io.modelmon.agent.logging.AgentLog;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.config.DatabaseConfig;
import io.modelmon.config.LogConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.export.log.PredictionLog;
import io.modelmon.export.otel.OtelExport;
import io.modelmon.monitor.Monitor;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the agent up while the application starts: the configuration first, then linking, and the
 * monitor before anything is woven, so that the first calls find somebody who drains; telemetry
 * last.
 */
final class StartThread extends Thread {

  private static final long LABELS_CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LOG_CLOSE_MILLIS = 300;

  private final ConfigLocation location;
  private final Instrumentation instrumentation;
  private final RuleGate gate;
  private final EarlyWeaver weaver = new EarlyWeaver(Dispatcher.NAME);
  private final CaptureRegistry registry = new CaptureRegistry();
  private final Shutdown shutdown = new Shutdown(new AnyModel(registry));
  private final CountDownLatch woven = new CountDownLatch(1);

  StartThread(ConfigLocation location, Instrumentation instrumentation, RuleGate gate) {
    super(null, null, "modelmon-start", 0, false);
    this.location = location;
    this.instrumentation = instrumentation;
    this.gate = gate;
    setDaemon(true);
    setContextClassLoader(StartThread.class.getClassLoader());
    setUncaughtExceptionHandler(new Uncaught());
  }

  /**
   * Puts up the gate and starts this thread, and before it one that loads what weaving needs: who
   * waits for that must not find it unstarted and begin as well.
   *
   * @param anyText whether there is a configuration for which that could be needed
   */
  void begin(boolean anyText) {
    instrumentation.addTransformer(gate, true);
    if (anyText) {
      try {
        weaver.start();
      } catch (OutOfMemoryError noThread) {
        // This thread then loads all of it.
      }
    }
    try {
      start();
    } catch (Throwable noThread) {
      remove();
      shutdown.configRead();
      shutdown.startEnded();
      throw noThread;
    }
  }

  /** Waits until the classes that are loaded already have been woven. */
  void awaitWoven() throws InterruptedException {
    if (!woven.await(10, TimeUnit.SECONDS)) {
      AgentLog.line("weaving takes long and goes on in the background");
    }
  }

  /** Registers the end of the agent; returns false when the JVM is ending already. */
  boolean registerShutdown() {
    return shutdown.register();
  }

  @Override
  public void run() {
    try {
      ModelmonConfig config = ConfigLoading.load(location);
      shutdown.configRead();
      if (config == null) {
        remove();
      } else {
        start(config);
      }
    } catch (Throwable failure) {
      remove();
      AgentLog.failure("could not start and is off; the application runs without it", failure);
    } finally {
      shutdown.configRead();
      shutdown.startEnded();
      woven.countDown();
      AgentLog.flush();
    }
  }

  private void start(ModelmonConfig config) throws Exception {
    Dispatcher dispatcher = Dispatcher.define(instrumentation);
    Weaving weaving =
        new Weaving(config, Dispatcher.NAME, StartThread.class.getClassLoader(), AgentLog::later);
    try {
      SiteLinker linker = linker(config, weaving);
      dispatcher.linkWith(handle(linker));
      OwnClasses.initialise(OwnClasses.MATCHING);
      weaving.open(gate, instrumentation);
      Monitor monitor = monitor(config, weaving);
      Feedback feedback = new Feedback(location.requiredPath());
      monitor.raiseThresholds(feedback.precisions());
      Notifications notifications = new Notifications(config.receivers(), feedback);
      monitor.tellAlertsTo(notifications);
      shutdown.notifyThrough(notifications);
      ApplicationLoaders loaders = new ApplicationLoaders(instrumentation);
      LabelFiles labelFiles = new LabelFiles(config.baseDirectory(), loaders);
      monitor.keepLabelsIn(labelFiles);
      LabelFolders folders = LabelFolders.start(config, registry, AgentLog::line);
      PredictionLog log = log(config.log(), config.baseDirectory(), loaders);
      if (log != null) {
        monitor.logTo(log);
      }
      shutdown.closeLabels(deadlineNanos -> close(folders, labelFiles, log, deadlineNanos));
      MonitorThread monitorThread =
          new MonitorThread(
              monitor,
              () -> {
                folders.stop(); // nobody takes their labels any more
                switchOff(linker, weaving);
              });
      monitorThread.decideWith(sampling(config, monitor, monitorThread));
      monitorThread.weaveWith(new LateWeaving(weaving));
      monitorThread.sayPending(new PendingRules(weaving::sayPending, System::nanoTime));
      monitorThread.start();
      shutdown.drain(monitorThread);
      // While this thread would only wait for the one that loads Byte Buddy.
      OwnClasses.initialise(OwnClasses.CALLS);
      weaving.warmUp(weaver);
      woven.countDown();
      AgentLog.flush();
      shutdown.exportThrough(export(config, monitor, notifications)::close);
      shutdown.startEnded();
    } catch (Throwable failure) {
      weaving.giveUp(failure);
      throw failure;
    }
  }

  private static @Nullable PredictionLog log(
      @Nullable LogConfig log, Path folder, ApplicationLoaders loaders) {
    if (log == null) {
      return null;
    }
    DatabaseConfig database = log.database();
    if (database == null) {
      return PredictionLog.start(log, folder, AgentLog::line);
    }
    if (ModuleLayer.boot().findModule("java.sql").isEmpty()) {
      AgentLog.line(
          "prediction log: this Java has no module java.sql (--add-modules java.sql adds it);"
              + " nothing is logged");
      return null;
    }
    return PredictionLog.start(
        log, new DriverConnections(database, folder, loaders), AgentLog::line);
  }

  private static void close(
      LabelFolders folders, LabelFiles stores, @Nullable PredictionLog log, long deadlineNanos) {
    folders.stop();
    stores.close(Shutdown.shareNanos(deadlineNanos, LABELS_CLOSE_NANOS));
    if (log != null) {
      long mostNanos = TimeUnit.MILLISECONDS.toNanos(LOG_CLOSE_MILLIS);
      log.close(TimeUnit.NANOSECONDS.toMillis(Shutdown.shareNanos(deadlineNanos, mostNanos)));
    }
  }

  /** Takes the gate away: what waits at it and what comes later passes; what is woven stays. */
  private void remove() {
    gate.giveUp();
    boolean ignored = instrumentation.removeTransformer(gate);
  }

  private SiteLinker linker(ModelmonConfig config, Weaving weaving) {
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

  private Monitor monitor(ModelmonConfig config, Weaving weaving) {
    Monitor monitor =
        new Monitor(
            registry,
            config,
            InstantSource.system(),
            System::nanoTime,
            weaving.states()::snapshot,
            AgentLog::line);
    monitor.compareRowsOn(new RowWorker());
    monitor.countFailures(AgentLog::failures);
    monitor.watchEnvironment(new EnvironmentProbe());
    return monitor;
  }

  private SamplingControl sampling(
      ModelmonConfig config, Monitor monitor, MonitorThread monitorThread) {
    SamplingControl control =
        new SamplingControl(
            registry,
            config,
            monitor::capturedCalls,
            new SamplingControl.Surroundings(
                new ThreadCpu(monitorThread::busyNanos),
                System::nanoTime,
                InstantSource.system(),
                Runtime.getRuntime().availableProcessors()),
            AgentLog::line);
    monitor.reportLoad(control::load);
    return control;
  }

  private static OtelExport export(
      ModelmonConfig config, Monitor monitor, Notifications notifications) {
    return OtelExport.start(
        config.events(),
        monitor::snapshot,
        monitor::pollEvaluation,
        notifications,
        StartThread.class.getClassLoader(),
        AgentLog::line);
  }

  private void switchOff(SiteLinker linker, Weaving weaving) {
    remove();
    for (int rule = 0; rule < weaving.states().snapshot().size(); rule++) {
      linker.switchOff(rule, true);
    }
  }

  /** Whether anything is watched. A class and not a lambda: it is made before main. */
  private static final class AnyModel implements BooleanSupplier {

    private final CaptureRegistry registry;

    AnyModel(CaptureRegistry registry) {
      this.registry = registry;
    }

    @Override
    public boolean getAsBoolean() {
      return !registry.models().isEmpty();
    }
  }
}

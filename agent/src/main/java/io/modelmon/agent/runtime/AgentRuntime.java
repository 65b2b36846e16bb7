package io.modelmon.agent.runtime;

import io.modelmon.agent.instrument.Weaving;
import io.modelmon.agent.logging.AgentLog;
import io.modelmon.config.ModelmonConfig;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one process, wired together.
 *
 * <p>On the thread that starts the application only what matching needs is done: the configuration
 * is read, the dispatcher defined, the transformer installed. Weaving and telemetry libraries are
 * loaded on the agent's own threads meanwhile.
 */
public final class AgentRuntime {

  private AgentRuntime() {}

  /**
   * Starts the agent. Called once, reflectively, by the entry class.
   *
   * @param argument the agent's argument, or null
   * @param instrumentation the JVM's
   * @param jar the agent's jar
   * @param attached whether the application was running already; then this returns when all classes
   *     that are there have been woven
   * @throws Exception whatever went wrong; the entry class reports it and the application goes on
   */
  public static void start(
      @Nullable String argument, Instrumentation instrumentation, File jar, boolean attached)
      throws Exception {
    if (Dispatcher.isDefined()) {
      AgentLog.line("another modelmon runs in this process already; this one stays off.");
      return;
    }
    ModelmonConfig config = ConfigLoading.load(argument);
    if (config == null) {
      return;
    }
    Dispatcher dispatcher = Dispatcher.define(instrumentation);
    Weaving weaving =
        new Weaving(config, Dispatcher.NAME, AgentRuntime.class.getClassLoader(), new LaterLines());
    weaving.install(instrumentation);
    StartThread start = new StartThread(config, instrumentation, dispatcher, weaving);
    start.start();
    if (attached) {
      start.awaitWoven();
    }
  }

  /** The agent's log as a sink of lines. A class and not a lambda: it runs before main. */
  private static final class LaterLines implements Consumer<String> {
    @Override
    public void accept(String line) {
      AgentLog.later(line);
    }
  }
}

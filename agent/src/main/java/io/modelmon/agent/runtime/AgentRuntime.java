package io.modelmon.agent.runtime;

import io.modelmon.agent.instrument.RuleGate;
import io.modelmon.agent.instrument.RuleText;
import io.modelmon.agent.logging.AgentLog;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one process, wired together.
 *
 * <p>On the thread that starts the application only what matching needs is done: the gate for
 * classes that the configuration may name is put up. The configuration is parsed, weaving and
 * telemetry libraries are loaded on the agent's own threads meanwhile.
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
    ConfigLocation location = ConfigLoading.locate(argument);
    if (location == null) {
      return;
    }
    ClassLoader own = AgentRuntime.class.getClassLoader();
    RuleText text = RuleText.of(new File(location.requiredPath()));
    StartThread start = new StartThread(location, instrumentation, new RuleGate(text, own));
    if (!start.registerShutdown()) {
      return;
    }
    start.begin(!text.isEmpty());
    if (attached) {
      start.awaitWoven();
    }
  }
}

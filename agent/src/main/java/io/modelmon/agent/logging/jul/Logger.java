package io.modelmon.agent.logging.jul;

import io.modelmon.agent.logging.AgentLog;
import org.jspecify.annotations.Nullable;

/**
 * Passes warnings of the bundled libraries to {@link AgentLog}, and the rest only when debugging.
 */
public final class Logger {

  private final String name;

  private Logger(String name) {
    this.name = name;
  }

  /** Returns a logger of the given name. */
  public static Logger getLogger(String name) {
    return new Logger(name);
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns whether a level is written. */
  public boolean isLoggable(Level level) {
    return level.value() >= Level.WARNING.value();
  }

  /** Logs a message. */
  public void log(Level level, @Nullable String message) {
    log(level, message, (Throwable) null);
  }

  /** Logs a message with one parameter. */
  public void log(Level level, @Nullable String message, @Nullable Object parameter) {
    String text = message == null ? "" : message.replace("{0}", String.valueOf(parameter));
    log(level, text, (Throwable) null);
  }

  /** Logs a message with parameters. */
  public void log(Level level, @Nullable String message, @Nullable Object[] parameters) {
    String text = message == null ? "" : message;
    for (int i = 0; i < parameters.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
    }
    log(level, text, (Throwable) null);
  }

  /** Logs a message with a failure. */
  public void log(Level level, @Nullable String message, @Nullable Throwable failure) {
    String text = message + (failure == null ? "" : ": " + failure);
    if (isLoggable(level)) {
      AgentLog.line(name, text);
    } else {
      AgentLog.debug(name + ": " + text, null);
    }
  }

  /** Logs at SEVERE. */
  public void severe(@Nullable String message) {
    log(Level.SEVERE, message);
  }

  /** Logs at WARNING. */
  public void warning(@Nullable String message) {
    log(Level.WARNING, message);
  }

  /** Logs at INFO. */
  public void info(@Nullable String message) {
    log(Level.INFO, message);
  }

  /** Logs at FINE. */
  public void fine(@Nullable String message) {
    log(Level.FINE, message);
  }
}

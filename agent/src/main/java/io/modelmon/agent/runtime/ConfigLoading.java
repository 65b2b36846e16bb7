package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ConfigProblem;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ParsedConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the configuration at start-up and says in one message what is wrong with it. */
final class ConfigLoading {

  private static final String OFF = "The agent is off, the application runs without it.";
  private static final int MAX_PROBLEMS_SHOWN = 50;

  private ConfigLoading() {}

  /** Returns where the configuration is, or null after a message when nothing says so. */
  static @Nullable ConfigLocation locate(@Nullable String argument) {
    ConfigLocation location =
        ConfigLocation.find(argument, System.getProperties(), System.getenv());
    if (location.path() != null) {
      return location;
    }
    AgentLog.line(
        "no configuration: give its path as -javaagent:modelmon.jar=PATH, as -D"
            + ConfigLocation.PROPERTY
            + "=PATH or in "
            + ConfigLocation.VARIABLE
            + ". "
            + OFF);
    return null;
  }

  /** Returns the configuration, or null after a message when it is missing or broken. */
  static @Nullable ModelmonConfig load(ConfigLocation location) {
    try {
      ParsedConfig parsed = ConfigParser.parse(Path.of(location.requiredPath()));
      if (parsed.config() == null) {
        AgentLog.line(describe(location, parsed));
      }
      return parsed.config();
    } catch (InvalidPathException failure) {
      AgentLog.line(
          "the configuration path '"
              + location.path()
              + "' (from "
              + location.source()
              + ") is not a path: "
              + failure.getReason()
              + ". "
              + OFF);
      return null;
    }
  }

  private static String describe(ConfigLocation location, ParsedConfig parsed) {
    int count = parsed.problems().size();
    StringBuilder message = new StringBuilder();
    message.append("configuration ").append(location.path());
    message.append(" (from ").append(location.source()).append(") has ");
    message.append(count).append(count == 1 ? " problem. " : " problems. ").append(OFF);
    int shown = 0;
    for (ConfigProblem problem : parsed.problems()) {
      if (shown++ == MAX_PROBLEMS_SHOWN) {
        message.append("\n  … and ").append(count - MAX_PROBLEMS_SHOWN).append(" more");
        break;
      }
      message.append("\n  ").append(problem);
    }
    return message.toString();
  }
}

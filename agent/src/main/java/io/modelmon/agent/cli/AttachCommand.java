package io.modelmon.agent.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Loads the agent into a running JVM of the same user.
 *
 * <p>Reaches {@code com.sun.tools.attach} by reflection through the system class loader: its module
 * is defined to that loader, which the agent's own loader does not see, and a JRE may lack it.
 */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Starts the agent in a running JVM.",
      "",
      "The process must belong to the same user. From Java 21 on that JVM prints a warning of its own"
          + " about agents that are loaded dynamically."
    })
final class AttachCommand implements Callable<Integer> {

  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final File jar;

  @Parameters(index = "0", paramLabel = "PID", description = "The process id of the running JVM.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CONFIG",
      description =
          "The configuration file; without it the process's own -Dmodelmon.config or"
              + " MODELMON_CONFIG counts.")
  private @Nullable Path config;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  AttachCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() throws Exception {
    Class<?> machineType;
    try {
      machineType = ClassLoader.getSystemClassLoader().loadClass(VIRTUAL_MACHINE);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException(
          "this Java has no module jdk.attach; run the command with a JDK", absent);
    }
    String argument = config == null ? "" : config.toAbsolutePath().toString();
    try {
      Object machine = machineType.getMethod("attach", String.class).invoke(null, pid);
      try {
        Method load = machineType.getMethod("loadAgent", String.class, String.class);
        load.invoke(machine, jar.getAbsolutePath(), argument);
      } finally {
        machineType.getMethod("detach").invoke(machine);
      }
    } catch (InvocationTargetException failure) {
      Throwable cause = failure.getCause();
      throw new IllegalStateException("cannot attach to process " + pid + ": " + cause, cause);
    }
    spec.commandLine()
        .getOut()
        .println("loaded into process " + pid + "; its standard error says what came of it");
    return 0;
  }
}

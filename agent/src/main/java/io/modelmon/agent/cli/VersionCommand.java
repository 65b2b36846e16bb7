package io.modelmon.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of the agent and of the Java that runs it. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = "Prints the version of modelmon and of the Java that runs it.")
final class VersionCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    for (String line : new CommandLineMain.Version().getVersion()) {
      spec.commandLine().getOut().println(line);
    }
    return 0;
  }
}

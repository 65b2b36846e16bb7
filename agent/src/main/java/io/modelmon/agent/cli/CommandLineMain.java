package io.modelmon.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: one command for each thing that can be done without an application. */
@Command(
    name = "modelmon",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Watches every model of an unmodified JVM service.",
      "",
      "As an agent: java -javaagent:modelmon.jar=modelmon.yaml -jar application.jar"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all is well", "1:problems were found", "2:wrong usage"},
    synopsisSubcommandLabel = "COMMAND")
public final class CommandLineMain {

  static final int FOUND_PROBLEMS = 1;

  private CommandLineMain() {}

  /**
   * Runs a command.
   *
   * @param arguments the command and its arguments
   * @param jar the agent's own jar
   * @return the exit status
   */
  public static int run(String[] arguments, File jar) {
    Charset charset = Charset.defaultCharset();
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, charset), true);
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, charset), true);
    return run(arguments, jar, out, err);
  }

  static int run(String[] arguments, File jar, PrintWriter out, PrintWriter err) {
    CommandLine commandLine =
        new CommandLine(new CommandLineMain())
            .addSubcommand(new CheckCommand())
            .addSubcommand(new ProfileCommand())
            .addSubcommand(new SuggestCommand())
            .addSubcommand(new LabelCommand(System.in))
            .addSubcommand(new AttachCommand(jar))
            .addSubcommand(new FeedbackCommand())
            .addSubcommand(new SchemaCommand())
            .addSubcommand(new VersionCommand())
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(CommandLineMain::misused)
            .setExecutionExceptionHandler(CommandLineMain::report);
    if (arguments.length == 0) {
      commandLine.usage(err);
      return CommandLine.ExitCode.USAGE;
    }
    return commandLine.execute(arguments);
  }

  /** One line says what is wrong; the whole help would push it out of sight. */
  private static int misused(CommandLine.ParameterException failure, String[] unused) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("error: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    String command = commandLine.getCommandSpec().qualifiedName().replaceFirst("^modelmon ?", "");
    err.println(
        "Try 'java -jar modelmon.jar " + (command.isEmpty() ? "" : command + " ") + "--help'");
    return CommandLine.ExitCode.USAGE;
  }

  private static int report(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult unused) {
    String message = failure.getMessage();
    commandLine.getErr().println("error: " + (message == null ? failure.toString() : message));
    if (Boolean.getBoolean("modelmon.debug")) {
      failure.printStackTrace(commandLine.getErr());
    }
    return FOUND_PROBLEMS;
  }

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      ClassLoader loader = CommandLineMain.class.getClassLoader();
      try (InputStream in = loader.getResourceAsStream("version.txt")) {
        String version =
            in == null ? "unpackaged" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new String[] {
          "modelmon " + version, "Java " + Runtime.version(), System.getProperty("java.vm.name", "")
        };
      }
    }
  }
}

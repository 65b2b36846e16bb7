package io.modelmon.agent.cli;

import io.modelmon.config.ConfigParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of the configuration file, for editors. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Prints the JSON Schema of the configuration file, for editors.",
      "",
      "It covers the structure of a file; 'check' covers all of it."
    })
final class SchemaCommand implements Callable<Integer> {

  private static final String RESOURCE = "modelmon.schema.json";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (InputStream in = ConfigParser.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the jar is incomplete: " + RESOURCE + " is missing");
      }
      spec.commandLine().getOut().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}

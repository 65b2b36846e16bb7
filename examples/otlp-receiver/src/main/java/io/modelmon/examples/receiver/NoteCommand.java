package io.modelmon.examples.receiver;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a running receiver show a line of text. */
@Command(
    name = "note",
    description = "Has a running receiver show a line of text among the events.")
final class NoteCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help; // read by picocli

  @Option(names = "--receiver", required = true, description = "Address of the receiver.")
  private String receiver = "";

  @Parameters(description = "The text.")
  private String text = "";

  @Override
  public Integer call() throws Exception {
    return ReceiverClient.ask(receiver, Pages.NOTE, Map.of("text", text)).statusCode() == 200
        ? 0
        : 1;
  }
}

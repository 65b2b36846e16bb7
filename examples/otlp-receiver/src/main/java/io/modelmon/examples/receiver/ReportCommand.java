package io.modelmon.examples.receiver;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a running receiver's report; exit status 1 when something is not as expected. */
@Command(
    name = "report",
    description = "Prints what a running receiver got about a model, against what was expected.")
final class ReportCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help; // read by picocli

  @Option(names = "--receiver", required = true, description = "Address of the receiver.")
  private String receiver = "";

  @Option(names = "--model", required = true, description = "Name of the model.")
  private String model = "";

  @Option(names = "--predictions", description = "How many predictions, exactly.")
  private long predictions;

  @Option(names = "--windows", description = "How many closed windows, at least.")
  private long windows;

  @Option(names = "--labels", description = "How many labels joined to predictions, exactly.")
  private long labels;

  @Option(names = "--features", description = "Features that should have drifted: a,b,c.")
  private String features = "";

  @Option(names = "--outputs", description = "Outputs that should have drifted: a,b,c.")
  private String outputs = "";

  @Option(names = "--timeout", description = "How long to wait, seconds (${DEFAULT-VALUE}).")
  private long timeoutSeconds = 30;

  @Override
  public Integer call() throws Exception {
    Expectation expected =
        new Expectation(
            model,
            predictions,
            windows,
            labels,
            Expectation.names(features),
            Expectation.names(outputs));
    Map<String, String> parameters = expected.parameters();
    parameters.put("timeout_seconds", Long.toString(timeoutSeconds));
    HttpResponse<String> answer = ReceiverClient.ask(receiver, Pages.REPORT, parameters);
    System.out.print(answer.body());
    return answer.statusCode() == 200 ? 0 : 1;
  }
}

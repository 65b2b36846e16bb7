package io.modelmon.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PagesTest {

  private final ReceiverFixture fixture = new ReceiverFixture();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveDisplay display =
      new LiveDisplay(
          fixture.receiver,
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          false,
          System::nanoTime);

  @BeforeEach
  void add() {
    Pages.add(fixture.receiver, display);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void summary_ofAModelWithDrift_isJson() throws Exception {
    fixture.calls();
    fixture.verdict("age", true);
    fixture.event("age");

    String json = ask(Pages.SUMMARY, Map.of()).body();

    assertThat(json)
        .startsWith("{\"models\":[{\"name\":\"credit\",\"version\":\"1\",\"calls\":10,")
        .contains("{\"name\":\"age\",\"measure\":\"ks\",\"statistic\":0.5,\"noise\":0.1,")
        .contains("\"events\":[{\"form\":\"LOG\",\"name\":\"modelmon.drift.detected\",");
  }

  @Test
  void report_notAsExpected_answersConflict() throws Exception {
    fixture.calls();

    HttpResponse<String> answer =
        ask(Pages.REPORT, Map.of("model", "credit", "predictions", "11", "windows", "2"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("FAIL predictions counted: 10, not 11");
  }

  @Test
  void reportCommand_exitStatusTellsWhetherAllIsAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("age", true);
    fixture.event("age");

    assertThat(reportCommand("--features", "age")).isZero();
    assertThat(reportCommand("--features", "age,amount")).isEqualTo(1);
  }

  private int reportCommand(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--receiver", fixture.receiver.endpoint(), "--model", "credit"));
    arguments.addAll(List.of("--predictions", "10", "--windows", "2", "--timeout", "0"));
    arguments.addAll(List.of(more));
    return new CommandLine(new ReportCommand()).execute(arguments.toArray(String[]::new));
  }

  @Test
  void note_isShownAtTheNextUpdate() throws Exception {
    ask(Pages.NOTE, Map.of("text", "a & b"));

    display.update();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a & b\n");
  }

  @Test
  void json_ofOddValues_staysValid() {
    assertThat(Json.write(Map.of("a\"\n", Double.NaN))).isEqualTo("{\"a\\\"\\u000a\":null}");
  }

  private HttpResponse<String> ask(String page, Map<String, String> parameters) throws Exception {
    return ReceiverClient.ask(fixture.receiver.endpoint(), page, parameters);
  }
}

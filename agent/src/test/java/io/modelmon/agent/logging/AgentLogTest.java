package io.modelmon.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.logging.jul.Level;
import io.modelmon.agent.logging.jul.Logger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentLogTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream original = System.err;

  @BeforeEach
  void captureStandardError() {
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreStandardError() {
    System.setErr(original);
  }

  @Test
  void line_sameCauseTwiceWithinAMinute_writesOnce() {
    AgentLog.line("cause-a", "first");
    AgentLog.line("cause-a", "second");
    AgentLog.line("cause-b", "third");

    assertThat(written()).isEqualTo("[modelmon] first\n[modelmon] third\n");
  }

  @Test
  void failure_moreThanIsWritten_isCounted() {
    long before = AgentLog.failures();

    AgentLog.failure("a test fails", new IllegalStateException("one"));
    AgentLog.failure("a test fails", new IllegalStateException("two"));

    assertThat(AgentLog.failures() - before).isEqualTo(2);
    assertThat(written()).containsOnlyOnce("a test fails");
  }

  @Test
  void line_controlCharacters_areReplaced() {
    AgentLog.line("escape \u001b[31m and \r and \ud800");

    assertThat(written()).isEqualTo("[modelmon] escape ?[31m and ? and ?\n");
  }

  @Test
  void later_line_isWrittenByFlush() {
    AgentLog.later("waiting");
    assertThat(written()).isEmpty();

    AgentLog.flush();
    AgentLog.flush();

    assertThat(written()).isEqualTo("[modelmon] waiting\n");
  }

  @Test
  void line_whileTheProcessEnds_isWrittenByADaemon() throws Exception {
    AgentLog.ending();
    AgentLog.line("last words");
    AgentLog.ended(60_000);
    assertThat(written()).isEqualTo("[modelmon] last words\n");

    AgentLog.line("afterwards");
    assertThat(written()).isEqualTo("[modelmon] last words\n[modelmon] afterwards\n");
  }

  @Test
  void logger_warning_isSilentUnlessDebugging() {
    Logger logger = Logger.getLogger("io.opentelemetry.Something");
    logger.log(Level.INFO, "quiet");
    logger.log(Level.WARNING, "loud {0} of {1}", new Object[] {1, "two"});

    assertThat(written()).isEmpty();
    assertThat(logger.isLoggable(Level.SEVERE)).isFalse();
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}

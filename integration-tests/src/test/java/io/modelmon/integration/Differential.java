package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Two runs of one host: without the agent, and with it.
 *
 * @param bare what the host did without the agent
 * @param watched what it did with the agent
 * @param receiver what the agent reported
 */
record Differential(HostResult bare, HostResult watched, OtlpReceiver receiver) {

  /** The start of every message of the agent. */
  static final String PREFIX = "[modelmon] ";

  /** Runs a host twice; {@code host} gives each start afresh. */
  static Differential of(Supplier<HostRun> host, Path configuration) {
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult bare = host.get().run();
    HostResult watched = host.get().agent(configuration).collector(receiver).run();
    return new Differential(bare, watched, receiver);
  }

  /** Asserts that nobody but a reader of standard error can tell the two runs apart. */
  void assertSame() {
    assertThat(watched.stdout()).isEqualTo(bare.stdout());
    assertThat(watched.exitCode()).as(watched.stderr().toString()).isEqualTo(bare.exitCode());
    assertThat(withoutMessages(watched.stderr())).isEqualTo(bare.stderr());
  }

  /** Asserts that what the host says it has asked of its models is what was reported. */
  void assertCounted() {
    List<Expectation> expectations = bare.expectations();
    assertThat(expectations).isNotEmpty();
    expectations.forEach(expectation -> expectation.assertReportedTo(receiver));
  }

  /** Returns the first lines of the agent's messages. */
  static List<String> messages(List<String> stderr) {
    return stderr.stream().filter(line -> line.startsWith(PREFIX)).toList();
  }

  /** Returns the lines that are not the agent's; its further lines are indented by spaces. */
  static List<String> withoutMessages(List<String> stderr) {
    return stderr.stream()
        .filter(line -> !line.startsWith(PREFIX) && !line.startsWith(" "))
        .toList();
  }
}

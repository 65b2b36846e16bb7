package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.ModelConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyWeaverTest {

  /** A process of its own, in which nothing has been initialised yet. */
  public static final class Child {

    private Child() {}

    /** Weaves the sample. */
    public static void main(String[] arguments) throws InterruptedException {
      EarlyWeaver weaver = new EarlyWeaver("java.lang.ModelmonDispatcher");
      weaver.start();
      weaver.join();
      if (weaver.failure() != null) {
        throw new IllegalStateException(weaver.failure());
      }
    }
  }

  @TempDir Path folder;

  @Test
  void run_initialisesNoClassOfTheConfiguration() throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .inheritIO()
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).isZero();

    List<String> initialised =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains("Initializing"))
            .toList();
    assertThat(initialised).anyMatch(line -> line.contains(name(WarmUpSample.class)));
    String folderOfConfig = name(ModelConfig.class).replace("ModelConfig", "");
    assertThat(initialised).noneMatch(line -> line.contains(folderOfConfig));
  }

  @Test
  void gate_letsTheThreadPass_whileRulesAreUnknown() throws InterruptedException {
    RuleGate gate = new RuleGate(new RuleText("predict: [ '*Dispatcher#invoke' ]"), null, 60_000);
    AtomicReference<byte[]> result = new AtomicReference<>(new byte[0]);
    Thread thread =
        new EarlyWeaver("unused") {
          @Override
          public void run() {
            ClassLoader loader = EarlyWeaverTest.class.getClassLoader();
            result.set(gate.transform(loader, "a/Dispatcher", null, null, new byte[1]));
          }
        };
    thread.start();
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(result.get()).isNull();
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}

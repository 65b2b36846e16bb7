package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassFileVersionTest {

  private static final byte[] MODEL =
      Sources.compileOne(
          "package app; public class Main { int predict(int x) { return x; } }", "app/Main");

  private static byte @Nullable [] transform(Host host, int majorVersion) {
    byte[] bytes = withVersion(majorVersion);
    byte[] before = bytes.clone();
    byte[] result =
        host.weaving.transformer().transform(host.loader(), "app/Main", null, null, bytes);
    assertThat(bytes).isEqualTo(before);
    return result;
  }

  private static byte[] withVersion(int majorVersion) {
    byte[] bytes = MODEL.clone();
    bytes[6] = (byte) (majorVersion >> 8);
    bytes[7] = (byte) majorVersion;
    return bytes;
  }

  @Test
  void olderThanInvokedynamic_isUntouchedWithReason() {
    for (int version = 45; version <= 50; version++) {
      for (String rule : new String[] {"app.Main#predict", "subtypes app.Main#predict"}) {
        Host host = new Host(rule);

        assertThat(transform(host, version)).isNull();
        assertThat(host.state().state()).isEqualTo(State.UNREACHABLE);
        assertThat(host.state().detail())
            .contains("class-file version " + version)
            .contains("too old");
      }
    }
  }

  @Test
  void fromJava7ToTheNewest_isWoven() {
    for (int version = 51; version <= Weaver.newestMajorVersion(); version++) {
      Host host = new Host("app.Main#predict");

      assertThat(transform(host, version)).as("version %d", version).isNotNull();
      assertThat(host.state().state()).isEqualTo(State.MATCHED);
    }
  }

  @Test
  void newerThanByteBuddy_isUntouchedWithReason() {
    for (int version : new int[] {Weaver.newestMajorVersion() + 1, 99, 0xFFFF}) {
      Host host = new Host("app.Main#predict");

      assertThat(transform(host, version)).isNull();
      assertThat(host.state().state()).isEqualTo(State.UNREACHABLE);
      assertThat(host.state().detail()).contains("newer than version");
      assertThat(host.log).hasSize(1);
    }
  }

  @Test
  void newerAndUnreadable_isUntouchedWithReason() {
    Host host = new Host("app.Main#predict");
    byte[] bytes = withVersion(99);
    bytes[10] = 77; // a constant of a kind that does not exist yet

    assertThat(host.weaving.transformer().transform(host.loader(), "app/Main", null, null, bytes))
        .isNull();
    assertThat(host.state().state()).isEqualTo(State.UNREACHABLE);
  }

  @Test
  void old_classStillLoadsAndRuns() throws Throwable {
    Map<String, byte[]> classes =
        Sources.compile(
            "package app; public class Main { public static Object run() { return p(2); }"
                + " static Object p(int x) { return Integer.valueOf(x); } }");
    Objects.requireNonNull(classes.get("app/Main"))[7] = 50;
    Host host = new Host("app.Main#p").with(classes);

    assertThat(host.run("app.Main")).isEqualTo(2);
    assertThat(host.woven).isEmpty();
  }
}

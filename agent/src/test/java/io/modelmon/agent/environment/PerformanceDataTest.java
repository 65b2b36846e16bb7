package io.modelmon.agent.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.EnvironmentCounters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerformanceDataTest {

  private static byte[] file(ByteOrder order, Object... namesAndValues) {
    ByteBuffer file = ByteBuffer.allocate(4_096);
    file.putInt(0xCAFEC0C0).put((byte) (order == ByteOrder.BIG_ENDIAN ? 0 : 1)).put((byte) 2);
    file.order(order).putInt(24, 32).putInt(28, namesAndValues.length / 2);
    int entry = 32;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] name = ((String) namesAndValues[i] + "\0").getBytes(StandardCharsets.ISO_8859_1);
      int value = 20 + (name.length + 7) / 8 * 8;
      file.putInt(entry, value + 8).putInt(entry + 4, 20).putInt(entry + 8, 0);
      file.put(entry + 12, (byte) 'J').putInt(entry + 16, value);
      file.position(entry + 20);
      file.put(name);
      file.putLong(entry + value, (Long) namesAndValues[i + 1]);
      entry += value + 8;
    }
    return file.array();
  }

  private static byte[] file(ByteOrder order) {
    return file(
        order,
        "sun.gc.collector.0.time",
        300L,
        "sun.gc.collector.0.invocations",
        7L,
        "sun.os.hrt.frequency",
        1_000L,
        "sun.gc.collector.1.time",
        50L);
  }

  @Test
  void gcNanos_bothByteOrders_addsTheTimesOfCollectors() {
    assertThat(new PerformanceData().gcNanos(file(ByteOrder.LITTLE_ENDIAN)))
        .isEqualTo(350_000_000L);
    assertThat(new PerformanceData().gcNanos(file(ByteOrder.BIG_ENDIAN))).isEqualTo(350_000_000L);
  }

  @Test
  void gcNanos_shortOrForeignFile_isUnknown() {
    byte[] foreign = file(ByteOrder.LITTLE_ENDIAN);
    foreign[0] = 0;

    assertThat(new PerformanceData().gcNanos(new byte[0])).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(new PerformanceData().gcNanos(foreign)).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(new PerformanceData().gcNanos(file(ByteOrder.LITTLE_ENDIAN, "a", 1L)))
        .isEqualTo(EnvironmentCounters.UNKNOWN);
  }

  @Test
  void gcNanos_damagedFiles_neverThrow() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = file(i % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      for (int flips = 0; flips < 3; flips++) {
        damaged[random.nextInt(220)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      long unused = new PerformanceData().gcNanos(damaged);
      PerformanceData known = new PerformanceData();
      long first = known.gcNanos(file(ByteOrder.LITTLE_ENDIAN));
      assertThat(first).isEqualTo(350_000_000L);
      unused = known.gcNanos(cut);
    }
  }
}

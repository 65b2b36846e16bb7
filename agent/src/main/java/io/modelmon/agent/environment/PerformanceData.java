package io.modelmon.agent.environment;

import io.modelmon.monitor.EnvironmentCounters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The counters that HotSpot keeps in a file for {@code jstat}, unless {@code -XX:-UsePerfData}: a
 * header, then entries of a name and a number. Collectors that work beside the application show
 * their pauses only.
 *
 * <p>The places of the counters are looked up once; the file never moves them. Every offset is
 * checked, since the file is written while it is read.
 */
final class PerformanceData {

  private static final int MAGIC = 0xCAFEC0C0;
  private static final int HEADER_BYTES = 32;
  private static final int ENTRY_BYTES = 20;
  private static final int MAX_ENTRIES = 4_096;
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Integer> collectorTimes = new ArrayList<>();
  private int frequencyAt = -1;

  /** Returns the time that all collectors took, in nanoseconds. */
  long gcNanos(byte[] file) {
    try {
      ByteBuffer data = ByteBuffer.wrap(file);
      if (collectorTimes.isEmpty() && !index(data, file)) {
        return EnvironmentCounters.UNKNOWN;
      }
      data.order(order(file));
      double frequency = data.getLong(frequencyAt);
      long ticks = 0;
      for (int at : collectorTimes) {
        ticks += data.getLong(at);
      }
      return frequency > 0
          ? (long) (ticks / frequency * NANOS_PER_SECOND)
          : EnvironmentCounters.UNKNOWN;
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      return EnvironmentCounters.UNKNOWN;
    }
  }

  private static ByteOrder order(byte[] file) {
    return file[4] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private boolean index(ByteBuffer data, byte[] file) {
    if (data.limit() < HEADER_BYTES || data.getInt(0) != MAGIC || data.get(5) != 2) {
      return false;
    }
    data.order(order(file));
    int entry = data.getInt(24);
    int entries = Math.min(data.getInt(28), MAX_ENTRIES);
    for (int i = 0; i < entries; i++) {
      int length = data.getInt(entry);
      if (length < ENTRY_BYTES) {
        break;
      }
      remember(data, file, entry);
      entry += length;
    }
    return frequencyAt >= 0 && !collectorTimes.isEmpty();
  }

  private void remember(ByteBuffer data, byte[] file, int entry) {
    boolean isLong = data.get(entry + 12) == 'J' && data.getInt(entry + 8) == 0;
    int value = entry + data.getInt(entry + 16);
    if (!isLong || value < 0 || value + Long.BYTES > data.limit()) {
      return;
    }
    String name = name(file, entry + data.getInt(entry + 4));
    if (name.equals("sun.os.hrt.frequency")) {
      frequencyAt = value;
    } else if (name.startsWith("sun.gc.collector.") && name.endsWith(".time")) {
      collectorTimes.add(value);
    }
  }

  private static String name(byte[] file, int from) {
    int end = from;
    while (file[end] != 0) {
      end++;
    }
    return new String(file, from, end - from, StandardCharsets.ISO_8859_1);
  }
}

package io.modelmon.agent.environment;

import io.modelmon.monitor.EnvironmentCounters;

/** Numbers out of the texts that Linux writes. */
final class ProcText {

  private static final long UNKNOWN = EnvironmentCounters.UNKNOWN;

  /** Fields of {@code /proc/self/stat} behind the name of the command, counted from 0. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /** Fields of the first line of {@code /proc/stat}, counted from 0. */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;

  /** Guest time, which follows, is in the user's already. */
  private static final int STEAL = 7;

  private ProcText() {}

  /** Returns the CPU ticks of a process from its {@code stat}. */
  static long processTicks(String stat) {
    // The command's name is in parentheses and may hold anything, parentheses included.
    int end = stat.lastIndexOf(')');
    String[] fields = end < 0 ? new String[0] : words(stat.substring(end + 1));
    if (fields.length <= SYSTEM_TICKS) {
      return UNKNOWN;
    }
    return sum(number(fields[USER_TICKS]), number(fields[SYSTEM_TICKS]));
  }

  /** Returns busy and all ticks of a machine from {@code /proc/stat}. */
  static long[] hostTicks(String stat) {
    long[] unknown = {UNKNOWN, UNKNOWN};
    int end = stat.indexOf('\n');
    String[] fields = words(end < 0 ? stat : stat.substring(0, end));
    if (fields.length <= IO_WAIT + 1 || !fields[0].equals("cpu")) {
      return unknown;
    }
    long all = 0;
    long idle = 0;
    for (int i = 0; i < fields.length - 1 && i <= STEAL; i++) {
      long ticks = number(fields[i + 1]);
      if (ticks == UNKNOWN) {
        return unknown;
      }
      all += ticks;
      idle += i == IDLE || i == IO_WAIT ? ticks : 0;
    }
    return new long[] {all - idle, all};
  }

  /** Returns the total of the line {@code some} of a pressure file, in microseconds. */
  static long pressureMicros(String pressure) {
    if (!pressure.startsWith("some ")) {
      return UNKNOWN;
    }
    int end = pressure.indexOf('\n');
    String line = end < 0 ? pressure : pressure.substring(0, end);
    int at = line.indexOf("total=");
    return at < 0 ? UNKNOWN : number(line.substring(at + "total=".length()).strip());
  }

  /** Returns the number behind a key at the start of a line. */
  static long keyed(String text, String key) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(key + " ")) {
        return number(line.substring(key.length() + 1).strip());
      }
    }
    return UNKNOWN;
  }

  /** Returns the path of the group of the second version of control groups, or empty. */
  static String group(String cgroup) {
    for (String line : cgroup.split("\n", -1)) {
      if (line.startsWith("0::/")) {
        return line.substring("0::".length()).strip();
      }
    }
    return "";
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }

  private static long sum(long a, long b) {
    return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a + b;
  }

  private static long number(String text) {
    try {
      return Math.max(UNKNOWN, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}

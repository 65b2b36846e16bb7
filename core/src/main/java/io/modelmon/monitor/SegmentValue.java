package io.modelmon.monitor;

/**
 * One value of one segment, such as {@code channel=mobile}.
 *
 * @param segment the segment's name
 * @param value its value, {@code _other} or {@code _missing}
 */
public record SegmentValue(String segment, String value) {

  @Override
  public String toString() {
    return segment + "=" + value;
  }
}

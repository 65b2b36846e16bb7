package io.modelmon.alert.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Observations as lines for people, numbers with three significant digits. */
final class ObservationText {

  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final double[] UNITS = {1, 1e-3, 1e-6, 1e-9};
  private static final String[] UNIT_NAMES = {" s", " ms", " µs", " ns"};

  private ObservationText() {}

  static String of(Observation observation) {
    Sign sign = observation.sign();
    StringBuilder line = new StringBuilder(sign.words());
    if (!observation.subject().isEmpty()) {
      line.append(" '").append(observation.subject()).append('\'');
    }
    if (sign.form() != Sign.Form.WORDS) {
      appendNumbers(line, observation);
    }
    if (!observation.detail().isEmpty()) {
      line.append(": ").append(observation.detail());
    }
    return line.toString();
  }

  private static void appendNumbers(StringBuilder line, Observation observation) {
    Sign.Form form = observation.sign().form();
    if (Double.isNaN(observation.now())) {
      line.append(" unknown");
      return;
    }
    line.append(' ').append(number(observation.now(), form));
    if (observation.interval().known()) {
      line.append(" [")
          .append(number(observation.interval().lower(), form))
          .append(", ")
          .append(number(observation.interval().upper(), form))
          .append(']');
    }
    if (!Double.isNaN(observation.before())) {
      line.append(", before ").append(number(observation.before(), form));
    }
    if (!Double.isNaN(observation.n())) {
      line.append(", n ").append(rounded(observation.n()));
    }
  }

  /** Returns a number in the form of a sign. */
  static String number(double value, Sign.Form form) {
    return switch (form) {
      case SHARE -> rounded(100 * value) + " %";
      case DURATION -> duration(value);
      case RATE -> rounded(value) + " per s";
      case NUMBER, WORDS -> rounded(value);
    };
  }

  private static String duration(double seconds) {
    int unit = 0;
    while (unit < UNITS.length - 1 && Math.abs(seconds) < UNITS[unit]) {
      unit++;
    }
    return rounded(seconds / UNITS[unit]) + UNIT_NAMES[unit];
  }

  /** Returns the shortest text of three significant digits; all digits of whole numbers. */
  static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "unknown" : value > 0 ? "∞" : "-∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal short3 = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6;
    return plain ? short3.toPlainString() : short3.toString();
  }
}

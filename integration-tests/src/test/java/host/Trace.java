package host;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a host prints: one line per observation, the same in every run of the same host.
 *
 * <p>Lines that start with {@code #expect} say how often each model was called, so that a test need
 * not repeat the host's arithmetic.
 */
public final class Trace {

  /** A text that hosts use as a value, and that nobody may send anywhere. */
  public static final String CANARY = "canary-4711";

  private final PrintStream out;
  private long digest;

  /** Creates a trace that is printed to {@code out}. */
  public Trace(PrintStream out) {
    this.out = out;
  }

  /** Prints one observation; arrays are printed with their contents. */
  public void line(String subject, Object value) {
    out.println(subject + ": " + Arrays.deepToString(new Object[] {value}));
  }

  /** Prints whether two references are the same object. */
  public void same(String subject, Object expected, Object actual) {
    out.println(subject + ": same=" + (expected == actual));
  }

  /** Adds a value to the digest that {@link #flushDigest} prints, for results by the thousand. */
  public void mix(double value) {
    digest = digest * 31 + Double.doubleToLongBits(value);
  }

  /** Prints and forgets the digest. */
  public void flushDigest(String subject) {
    out.println(subject + ": digest=" + Long.toHexString(digest));
    digest = 0;
  }

  /** Prints all that can be seen of a throwable: identity, message, cause, suppressed, frames. */
  public void thrown(String subject, Throwable expected, Throwable actual) {
    same(subject, expected, actual);
    line(subject + " message", actual.getMessage());
    line(subject + " cause", Objects.toString(actual.getCause()));
    line(subject + " suppressed", actual.getSuppressed());
    for (StackTraceElement frame : actual.getStackTrace()) {
      if (frame.getClassName().startsWith("host.")) {
        out.println("  at " + frame);
      }
    }
  }

  /**
   * Declares what was done to a model, for instance {@code calls=3 rows=5 predictions=4
   * errors.java.lang.IllegalStateException=1 missing.age=2}.
   */
  public void expect(String model, String counts) {
    out.println("#expect " + model + " " + counts);
  }
}

package host.cases;

import host.Scenario;
import host.Trace;

/** Models that throw: checked, unchecked, errors, one without a stack, one with a history. */
public final class Throwing implements Scenario {

  /** A checked exception of the application. */
  static final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    ModelException(String message, Throwable cause) {
      super(message, cause);
      addSuppressed(new ArithmeticException("suppressed"));
    }
  }

  /** An exception that is always the same object and carries no stack. */
  static final class Reused extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("StaticAssignmentOfThrowable") // Such exceptions are the point.
    static final Reused INSTANCE = new Reused();

    private Reused() {
      super("reused", null, false, false);
    }
  }

  /** Throws what it is given, after it has destroyed its input. */
  static final class Model {
    double predict(double[] input, Throwable toThrow) throws Throwable {
      double first = input[0];
      input[0] = Double.NaN;
      if (toThrow != null) {
        throw toThrow;
      }
      return first;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    Throwable[] kinds = {
      null,
      new ModelException("checked", new IllegalArgumentException(Trace.CANARY)),
      new IllegalStateException("unchecked " + Trace.CANARY),
      Reused.INSTANCE,
      new AssertionError("error"),
      new OutOfMemoryError("not really"),
      null
    };
    for (int round = 0; round < 10; round++) {
      for (Throwable kind : kinds) {
        try {
          trace.line("returned", model.predict(new double[] {round}, kind));
        } catch (Throwable thrown) {
          trace.thrown("thrown", kind, thrown);
        }
      }
    }
    trace.expect(
        "throwing",
        "calls=70 rows=70 predictions=20 captured=70 missing.x=0"
            + " errors.host.cases.Throwing$ModelException=10"
            + " errors.java.lang.IllegalStateException=10"
            + " errors.host.cases.Throwing$Reused=10"
            + " errors.java.lang.AssertionError=10"
            + " errors.java.lang.OutOfMemoryError=10");
  }
}

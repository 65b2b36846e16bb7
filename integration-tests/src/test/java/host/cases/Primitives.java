package host.cases;

import host.Scenario;
import host.Trace;

/** All parameters are features: every primitive type, a string and a boxed number. */
public final class Primitives implements Scenario {

  /** A static method of many types. */
  static final class Model {
    private Model() {}

    static long predict(
        byte a, short b, char c, int d, long e, float f, double g, boolean h, String i, Integer j) {
      long sum = a + b + c + d + e + (int) f + (int) g;
      return h ? sum : -sum + (i == null ? 0 : i.length()) + (j == null ? 0 : j);
    }
  }

  @Override
  public void run(Trace trace) {
    for (int i = 0; i < 90; i++) {
      long score =
          Model.predict(
              (byte) i,
              (short) -i,
              (char) ('a' + i % 3),
              i * 1000,
              i * 10_000_000_000L,
              i % 9 == 0 ? Float.NaN : i / 3f,
              i % 5 == 0 ? Double.POSITIVE_INFINITY : i / 7.0,
              i % 2 == 0,
              i % 3 == 0 ? null : "s" + i % 4,
              i % 10 == 0 ? null : i);
      trace.mix((double) score);
    }
    trace.flushDigest("results");
    trace.expect(
        "primitives",
        "calls=90 rows=90 predictions=90 captured=90 missing.a=0 missing.d=0 missing.e=0"
            + " missing.f=10 missing.g=0 invalid.g=18 missing.h=0 missing.i=30 missing.j=9");
  }
}

package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int CALLS = 1000;

  record Applicant(int age, double amount, boolean married) {}

  private static final class Arrays {
    static final TestAgent AGENT = new TestAgent(model().config());
    static final TestSite SITE = AGENT.site(method("double", "double[]"));
    static final MethodHandle ENTER = SITE.enter;
    static final MethodHandle EXIT = SITE.exit;
  }

  private static final class Primitives {
    static final TestAgent AGENT = new TestAgent(model().config());
    static final TestSite SITE =
        AGENT.site(
            new SiteMethod(
                "com.acme.Model",
                "predict",
                List.of(),
                List.of("int", "double", "boolean", "long", "float", "java.lang.Double"),
                "double",
                true));
    static final MethodHandle ENTER = SITE.enter;
    static final MethodHandle EXIT = SITE.exit;
  }

  private static final class Beans {
    static final TestAgent AGENT = new TestAgent(model().config());
    static final TestSite SITE = AGENT.site(method("double[]", "Applicant"));
    static final MethodHandle ENTER = SITE.enter;
    static final MethodHandle EXIT = SITE.exit;
  }

  private static final class Batches {
    static final TestAgent AGENT = new TestAgent(model().config());
    static final TestSite SITE = AGENT.site(method("float[][]", "float[][]"));
    static final MethodHandle ENTER = SITE.enter;
    static final MethodHandle EXIT = SITE.exit;
  }

  private interface Round {
    void run() throws Throwable;
  }

  @Test
  void call_doubleArrayOfThirty_allocatesNothing() throws Throwable {
    double[] input = new double[30];

    long bytes =
        bytesPerRound(
            Arrays.AGENT,
            () -> {
              for (int i = 0; i < CALLS; i++) {
                input[0] = i;
                long ticket = (long) Arrays.ENTER.invokeExact((Object) input);
                Arrays.EXIT.invokeExact(ticket, 0.5, (Object) null);
              }
            });

    assertThat(bytes).isZero();
    assertThat(Arrays.AGENT.counted(CallOutcome.DROPPED_EXTRACTION)).isZero();
  }

  @Test
  void call_primitiveParameters_allocatesNothing() throws Throwable {
    Double boxed = 2.5;

    long bytes =
        bytesPerRound(
            Primitives.AGENT,
            () -> {
              for (int i = 0; i < CALLS; i++) {
                long ticket =
                    (long)
                        Primitives.ENTER.invokeExact(
                            i, 1.5 * i, true, (long) i, 0.5f, (Object) boxed);
                Primitives.EXIT.invokeExact(ticket, 0.5, (Object) null);
              }
            });

    assertThat(bytes).isZero();
  }

  @Test
  void call_recordOfPrimitives_allocatesNothing() throws Throwable {
    Applicant input = new Applicant(41, 1000.5, true);
    double[] output = {0.2, 0.8};

    long bytes =
        bytesPerRound(
            Beans.AGENT,
            () -> {
              for (int i = 0; i < CALLS; i++) {
                long ticket = (long) Beans.ENTER.invokeExact((Object) input);
                Beans.EXIT.invokeExact(ticket, (Object) output, (Object) null);
              }
            });

    assertThat(bytes).isZero();
  }

  @Test
  void call_floatBatch_allocatesNothing() throws Throwable {
    float[][] input = new float[8][10];
    float[][] output = new float[8][1];

    long bytes =
        bytesPerRound(
            Batches.AGENT,
            () -> {
              for (int i = 0; i < CALLS; i++) {
                long ticket = (long) Batches.ENTER.invokeExact((Object) input);
                Batches.EXIT.invokeExact(ticket, (Object) output, (Object) null);
              }
            });

    assertThat(bytes).isZero();
  }

  /** Returns the least of many rounds, so that the compiler's and the test's own share is out. */
  private static long bytesPerRound(TestAgent agent, Round round) throws Throwable {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      round.run();
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
      drain(agent.capture().buffer());
      Extraction.settle();
    }
    return least - overhead(threads, self);
  }

  private static long overhead(ThreadMXBean threads, long self) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    return least;
  }

  private static void drain(@Nullable CaptureBuffer buffer) {
    if (buffer != null) {
      buffer.drain(call -> {}, true);
    }
  }
}

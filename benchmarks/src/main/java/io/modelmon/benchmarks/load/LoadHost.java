package io.modelmon.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The application under load: some threads call a model at a fixed rate in all, in bursts of a
 * millisecond, and sleep in between. It knows nothing of the agent.
 *
 * <p>Prints one line {@code load name=value …} when it ends: calls, the CPU time of the steady part
 * by group of threads in nanoseconds, percentiles of the time a call takes in nanoseconds, and the
 * heap after a collection during the steady part and at its end in bytes.
 */
public final class LoadHost {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private LoadHost() {}

  /** A model of numbers that takes some twenty nanoseconds. */
  static final class Model {
    double predict(double[] input) {
      double sum = 0;
      for (double value : input) {
        sum += value;
      }
      return 1 / (1 + Math.abs(sum));
    }
  }

  /**
   * Runs.
   *
   * @param arguments calls a second, threads, features, seconds
   */
  public static void main(String[] arguments) throws InterruptedException {
    long rate = Long.parseLong(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    int features = Integer.parseInt(arguments[2]);
    int seconds = Integer.parseInt(arguments[3]);
    Model model = new Model();
    List<Caller> callers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Caller caller = new Caller(model, features, rate / (double) threads, i);
      callers.add(caller);
      caller.start();
    }
    int warmUp = Math.max(5, Math.min(60, seconds / 5));
    sleepUntil(start + TimeUnit.SECONDS.toNanos(warmUp));
    long heapBefore = Heap.afterCollection();
    ThreadTimes before = ThreadTimes.now();
    long begunNanos = System.nanoTime();
    callers.forEach(Caller::beginSteady);
    sleepUntil(start + TimeUnit.SECONDS.toNanos(seconds));
    ThreadTimes after = ThreadTimes.now();
    long steadyNanos = System.nanoTime() - begunNanos;
    callers.forEach(Caller::end);
    for (Caller caller : callers) {
      caller.join();
    }
    print(callers, steadyNanos, after.minus(before));
    System.out.println(" heap_before=" + heapBefore + " heap_after=" + Heap.afterCollection());
  }

  private static void print(List<Caller> callers, long steadyNanos, ThreadTimes times) {
    Latencies latencies = new Latencies();
    long calls = 0;
    double checksum = 0;
    for (Caller caller : callers) {
      calls += caller.calls();
      checksum += caller.checksum();
      latencies.add(caller.latencies());
    }
    System.out.print(
        "load calls=%d steady_ns=%d cpu_agent_ns=%d cpu_callers_ns=%d cpu_process_ns=%d"
            .formatted(calls, steadyNanos, times.agent(), times.callers(), times.process()));
    System.out.print(
        " p50_ns=%d p99_ns=%d p999_ns=%d checksum=%d"
            .formatted(
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                latencies.quantile(0.999),
                (long) checksum));
  }

  private static void sleepUntil(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  /** One thread that calls. */
  static final class Caller extends Thread {
    private final Model model;
    private final double[] input;
    private final double callsPerTick;
    private final Latencies latencies = new Latencies();
    private volatile boolean steady;
    private volatile boolean ended;
    private long calls;
    private double sum;

    Caller(Model model, int features, double callsPerSecond, int number) {
      super(ThreadTimes.CALLERS + number);
      this.model = model;
      this.input = new double[features];
      this.callsPerTick = callsPerSecond * TICK_NANOS / TimeUnit.SECONDS.toNanos(1);
      for (int i = 0; i < features; i++) {
        input[i] = i + number;
      }
    }

    void beginSteady() {
      steady = true;
    }

    void end() {
      ended = true;
    }

    long calls() {
      return calls;
    }

    double checksum() {
      return sum;
    }

    Latencies latencies() {
      return latencies;
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      for (long tick = 1; !ended; tick++) {
        call((long) (tick * callsPerTick) - calls);
        long left = start + tick * TICK_NANOS - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
        }
      }
    }

    private void call(long count) {
      for (long i = 0; i < count; i++) {
        input[(int) (i % input.length)] = (double) calls;
        if (steady && (calls & 15) == 0) {
          long begin = System.nanoTime();
          sum += model.predict(input);
          latencies.record(System.nanoTime() - begin);
        } else {
          sum += model.predict(input);
        }
        calls++;
      }
    }
  }
}

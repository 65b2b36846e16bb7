package io.modelmon.agent.budget;

import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.BudgetConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.SamplingConfig;
import io.modelmon.monitor.AgentLoad;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides once a second which share of each model's calls is captured and timed: what the
 * configuration says for that time, less what the CPU budget and the breakers take away.
 *
 * <p><b>Threads:</b> confined to the monitor thread, but for the shares it sets.
 */
public final class SamplingControl {

  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Without a budget: more than this share of all cores' time is too much for any agent. */
  private static final double GREAT_COST = 0.25;

  private static final double CALM_COST = 0.15;
  private static final int ROUNDS_OF_GREAT_COST = 10;

  private final CaptureRegistry registry;
  private final ModelmonConfig config;
  private final IntToLongFunction capturedCalls;
  private final CpuClock cpu;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final int cores;
  private final boolean breakers;
  private final @Nullable CpuBudget budget;
  private final CallCosts costs;
  private final HeapPressure heapPressure;
  private final Breaker heap = new Breaker("heap", 5, 1, 0.25, 0);
  private final Breaker cost =
      new Breaker("cost", ROUNDS_OF_GREAT_COST, 1, 0.25, 1 / 16.0, 1 / 64.0);
  private final List<ModelControl> models = new ArrayList<>();

  private AgentLoad load = AgentLoad.UNKNOWN;
  private boolean started;
  private boolean logged;
  private long lastNanos;
  private long lastCpuNanos;
  private long reportedNanos;
  private long loggedNanos;

  /**
   * What the control sees of the process.
   *
   * @param cpu the CPU time of the agent's threads
   * @param nanoTime {@link System#nanoTime()} or a stand-in
   * @param clock the wall clock, for schedules
   * @param cores the cores that the process may use, ≥ 1
   */
  public record Surroundings(CpuClock cpu, LongSupplier nanoTime, InstantSource clock, int cores) {}

  /**
   * Creates a control that has not decided anything yet.
   *
   * @param capturedCalls the calls drained so far, by the place of a model in the registry; called
   *     on the thread that polls
   * @param log takes a line at most every five minutes
   */
  public SamplingControl(
      CaptureRegistry registry,
      ModelmonConfig config,
      IntToLongFunction capturedCalls,
      Surroundings surroundings,
      Consumer<String> log) {
    this(
        registry,
        config,
        capturedCalls,
        surroundings,
        log,
        new HeapPressure(),
        CallCosts.measured());
  }

  SamplingControl(
      CaptureRegistry registry,
      ModelmonConfig config,
      IntToLongFunction capturedCalls,
      Surroundings surroundings,
      Consumer<String> log,
      HeapPressure heapPressure,
      CallCosts costs) {
    this.registry = registry;
    this.config = config;
    this.capturedCalls = capturedCalls;
    this.cpu = surroundings.cpu();
    this.nanoTime = surroundings.nanoTime();
    this.clock = surroundings.clock();
    this.cores = surroundings.cores();
    this.log = log;
    this.heapPressure = heapPressure;
    this.costs = costs;
    BudgetConfig limits = config.budget();
    this.breakers = limits.breakers();
    this.budget = limits.isLimited() ? new CpuBudget(limits.cpuShare()) : null;
  }

  /** Decides anew when a second is over. Cheap enough for each round of the monitor. */
  public void poll() {
    long now = nanoTime.getAsLong();
    if (!started || now - lastNanos >= ROUND_NANOS) {
      decide(now);
    }
  }

  /** Returns what the agent costs and leaves out; the same object until something has changed. */
  public AgentLoad load() {
    return load;
  }

  private void decide(long now) {
    double capacityNanos = (double) (now - lastNanos) * cores;
    long cpuNanos = cpu.nanos();
    double threads = (cpuNanos - lastCpuNanos) / capacityNanos;
    boolean first = !started;
    started = true;
    lastNanos = now;
    lastCpuNanos = cpuNanos;
    CallShares calls = count(capacityNanos);
    if (first) {
      return;
    }
    if (budget != null) {
      budget.update(threads, calls);
    }
    boolean changed = breakers && updateBreakers(now, threads + calls.sum());
    changed |= apply();
    if (changed || now - reportedNanos >= REPORT_NANOS || load.equals(AgentLoad.UNKNOWN)) {
      reportedNanos = now;
      load = new AgentLoad(threads, calls.sum(), sampling(), breaking());
    }
  }

  /** Counts the calls since the last round, and finds models that are new. */
  private CallShares count(double capacityNanos) {
    List<ModelCapture> captures = registry.models();
    while (models.size() < captures.size()) {
      ModelCapture capture = captures.get(models.size());
      if (budget != null) {
        capture.gate().measureCopies();
      }
      SamplingConfig sampling =
          config.models().get(capture.configIndex()).forName(capture.id().name()).sampling();
      models.add(new ModelControl(capture, sampling));
    }
    CallShares sum = CallShares.NONE;
    for (int i = 0; i < models.size(); i++) {
      ModelControl model = models.get(i);
      model.count(capturedCalls.applyAsLong(i));
      sum = sum.plus(model.cost(costs, capacityNanos));
    }
    return sum;
  }

  private boolean updateBreakers(long now, double used) {
    heapPressure.look();
    boolean high = heapPressure.isHigh();
    // A heap that stays between the marks must not end all capturing for good.
    boolean right = heap.passing() == 0 ? !high : heapPressure.isLow();
    boolean changed = heap.update(high, right, now);
    if (changed) {
      say(now, "the heap is nearly full", "there is room in the heap again", heap.passing());
    }
    if (budget == null && cost.update(used > GREAT_COST, used < CALM_COST, now)) {
      changed = true;
      say(now, "the agent costs too much", "the agent costs less", cost.passing());
    }
    for (ModelControl model : models) {
      if (model.watchOverflow(now)) {
        changed = true;
        String name = "model " + model.capture().id();
        say(now, name + " is called too often", name + " is called less", model.overflowPassing());
      }
    }
    return changed;
  }

  private void say(long now, String worse, String better, double passing) {
    if (logged && now - loggedNanos < LOG_NANOS) {
      return;
    }
    logged = true;
    loggedNanos = now;
    String why = passing == 1 ? better : worse;
    String percent = new BigDecimal(100 * passing).stripTrailingZeros().toPlainString();
    log.accept(why + ": " + percent + " % of the payloads are captured, all calls are counted");
  }

  private boolean apply() {
    Instant now = clock.instant();
    double payload = budget == null ? 1 : budget.payload();
    double timing = budget == null ? 1 : budget.timing();
    double passing = Math.min(heap.passing(), cost.passing());
    boolean changed = false;
    for (ModelControl model : models) {
      AgentLoad.ModelSampling before = model.sampling();
      model.apply(now, payload, timing, passing);
      changed |= !before.equals(model.sampling());
    }
    return changed;
  }

  private List<AgentLoad.ModelSampling> sampling() {
    return models.stream().map(ModelControl::sampling).toList();
  }

  private List<AgentLoad.Breaking> breaking() {
    List<AgentLoad.Breaking> all = new ArrayList<>();
    if (breakers) {
      all.add(new AgentLoad.Breaking(null, heap.reason(), heap.passing()));
      if (budget == null) {
        all.add(new AgentLoad.Breaking(null, cost.reason(), cost.passing()));
      }
      models.forEach(model -> all.add(model.breaking()));
    }
    return all;
  }
}

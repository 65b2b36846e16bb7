package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Explainer;
import io.modelmon.alert.Explanation;
import io.modelmon.alert.diagnosis.Concern;
import io.modelmon.alert.diagnosis.Diagnosis;
import io.modelmon.alert.diagnosis.Diagnostician;
import io.modelmon.alert.diagnosis.EnvironmentSigns;
import io.modelmon.alert.diagnosis.EnvironmentUse;
import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.diagnosis.WindowFacts;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.math.Interval;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.schema.ModelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version of a model beyond the numbers of a window: what is usual of it, what
 * has changed lately, and which version was there before. From that it explains alerts.
 *
 * <p><b>Cost:</b> some numbers remembered per window; everything else when an alert fires. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class ModelDiagnosis implements Explainer {

  /** For so many windows a new version or a change of columns counts as recent. */
  static final int RECENT_WINDOWS = 24;

  /** For so many windows a change of errors counts as going on. */
  private static final int ERROR_WINDOWS = 5;

  /** Labels of windows that closed longer ago say nothing about the newest. */
  private static final int FRESH_WINDOWS = 3;

  /**
   * A closed window.
   *
   * @param shares of all columns by name
   */
  private record Closed(
      WindowSnapshot window,
      Map<String, ColumnShares> shares,
      ServiceLevels.Window service,
      EnvironmentUse use,
      WindowContext context) {}

  private final ModelId model;
  private final Incidents incidents;
  private final Supplier<EnvironmentCounters> probe;
  private final ServiceLevels service = new ServiceLevels();
  private final EnvironmentSigns environment = new EnvironmentSigns();
  private final PerformanceHistory performance = new PerformanceHistory();
  private @Nullable ModelDiagnosis before;
  private @Nullable Closed closed;
  private long windows;
  private String schema = "";
  private long schemaWindow;
  private @Nullable ConceptDrift errors;
  private long errorsWindow;
  private EnvironmentCounters counters;

  /**
   * Creates the memory of a version of which nothing is known.
   *
   * @param incidents shared by all models of a process
   * @param probe read once per window
   */
  ModelDiagnosis(ModelId model, Incidents incidents, Supplier<EnvironmentCounters> probe) {
    this.model = model;
    this.incidents = incidents;
    this.probe = probe;
    this.counters = probe.get();
  }

  /** Names the version before this one, which is what a new version is compared with. */
  void follow(ModelDiagnosis version) {
    version.before = null; // a version of long ago is of no interest any more
    before = version;
  }

  /** Notes that columns are not those of before. */
  void schemaChanged(String words) {
    schema = words;
    schemaWindow = windows;
  }

  /** Notes a change of errors. */
  void errorsChanged(ConceptDrift change) {
    if (!change.detector().equals(EstimateGap.DETECTOR)) { // which is looked at in every window
      errors = change;
      errorsWindow = windows;
    }
  }

  /** Takes a window, before alerts are evaluated on it. */
  void closed(
      WindowSnapshot window,
      List<ColumnShares> columns,
      ServiceLevels.Window calls,
      WindowContext context) {
    remember(context.performance());
    Map<String, ColumnShares> shares = new HashMap<>();
    columns.forEach(column -> shares.put(column.column(), column));
    EnvironmentCounters now = probe.get();
    closed = new Closed(window, shares, calls, counters.until(now), context);
    counters = now;
    windows++;
    incidents.closed(model, window);
  }

  /** What a window was like is usual only for those after it. */
  private void remember(@Nullable PerformanceSnapshot newer) {
    Closed last = closed;
    if (last == null) {
      return;
    }
    service.record(last.service());
    environment.record(last.use());
    PerformanceSnapshot judged = last.context().performance();
    if (judged != null && !sameWindow(judged, newer)) {
      performance.record(judged);
    }
  }

  private static boolean sameWindow(
      PerformanceSnapshot judged, @Nullable PerformanceSnapshot newer) {
    return newer != null
        && newer.window() == judged.window()
        && newer.startEpochNanos() == judged.startEpochNanos();
  }

  @Override
  public @Nullable Explanation explain(AlertNotice notice, WindowReadings window) {
    Closed current = closed;
    if (current == null || current.window().number() != window.number()) {
      return null;
    }
    Set<String> indicators = new HashSet<>();
    for (AlertSubject subject : notice.subjects()) {
      subject.evidence().stream()
          .filter(Evidence::holds)
          .forEach(evidence -> indicators.add(evidence.indicator()));
    }
    Diagnosis diagnosis = diagnose(current, indicators, AlertedSigns.of(notice, current.shares()));
    return diagnosis.explanation(incidents.others(model));
  }

  /**
   * Returns the diagnosis of a window.
   *
   * @param indicators what the alert is about
   * @param alerted what the alert itself says
   */
  private Diagnosis diagnose(Closed current, Set<String> indicators, List<Observation> alerted) {
    List<Observation> facts = new ArrayList<>();
    WindowContext context = current.context();
    facts.addAll(
        DriftSigns.of(current.window(), context.outputs(), context.changes(), current.shares()));
    FeatureDrift rows = context.rows();
    if (rows != null) {
      facts.addAll(DriftSigns.ofRows(rows));
    }
    changes(facts);
    PerformanceSnapshot judged = context.performance();
    if (judged != null) {
      facts.addAll(judged(judged, AlertedSigns.metrics(indicators), context.trained()));
    }
    ServiceLevels levels = usual().service.known() ? usual().service : service;
    facts.addAll(levels.observe(current.service()));
    facts.addAll(environment.observe(current.use()));
    AlertedSigns.merge(facts, alerted);
    return Diagnostician.diagnose(new WindowFacts(facts), Concern.of(indicators));
  }

  /** A version that has just come is compared with the one before, any other with itself. */
  private ModelDiagnosis usual() {
    ModelDiagnosis known = before;
    return known != null && windows <= RECENT_WINDOWS ? known : this;
  }

  private void changes(List<Observation> facts) {
    ModelDiagnosis known = before;
    if (known != null && windows <= RECENT_WINDOWS) {
      facts.add(
          Observation.words(
              Sign.VERSION,
              model.version(),
              "in place of '%s' for %d windows".formatted(known.model.version(), windows)));
    }
    if (!schema.isEmpty() && windows - schemaWindow <= RECENT_WINDOWS) {
      facts.add(Observation.words(Sign.SCHEMA_CHANGED, "", schema));
    }
    ConceptDrift change = errors;
    if (change != null && windows - errorsWindow <= ERROR_WINDOWS) {
      facts.add(
          new Observation(
              Sign.ERROR_CHANGE,
              change.detector(),
              Verdict.TRUE,
              change.before(),
              change.after(),
              change.n()));
    }
  }

  private List<Observation> judged(
      PerformanceSnapshot judged, Set<String> asked, List<PerformanceMetric> trained) {
    ModelDiagnosis usual = usual();
    PerformanceHistory history = usual.performance.known() ? usual.performance : performance;
    boolean fresh = judged.window() == 0 || windowsSince(judged) <= FRESH_WINDOWS;
    List<Observation> found = new ArrayList<>();
    for (Observation observation : history.observe(judged, asked, trained)) {
      found.add(
          fresh || observation.isAbnormal()
              ? observation
              : new Observation(
                  observation.sign(),
                  observation.subject(),
                  Verdict.UNKNOWN,
                  observation.before(),
                  observation.now(),
                  observation.n(),
                  Interval.UNKNOWN,
                  "of " + windowsSince(judged) + " windows ago"));
    }
    return found;
  }

  private long windowsSince(PerformanceSnapshot judged) {
    Closed current = closed;
    return current == null ? 0 : current.window().number() - judged.window();
  }
}

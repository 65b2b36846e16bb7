package io.modelmon.export;

import static io.modelmon.export.Attribute.CATEGORY;
import static io.modelmon.export.Attribute.DRIFT_MEASURE;
import static io.modelmon.export.Attribute.ERROR_TYPE;
import static io.modelmon.export.Attribute.MODEL_NAME;
import static io.modelmon.export.Attribute.OUTCOME;
import static io.modelmon.export.Attribute.QUALITY_RULE;
import static io.modelmon.export.Attribute.REASON;
import static io.modelmon.export.Attribute.REFERENCE_ID;
import static io.modelmon.export.Attribute.SIGNAL;
import static io.modelmon.export.Attribute.VERDICT;
import static io.modelmon.export.AttributeLists.drift;
import static io.modelmon.export.AttributeLists.fairness;
import static io.modelmon.export.AttributeLists.feature;
import static io.modelmon.export.AttributeLists.model;
import static io.modelmon.export.AttributeLists.performance;
import static io.modelmon.export.AttributeLists.versions;

import java.util.List;

/**
 * Every metric: name, instrument, unit (UCUM), meaning and attributes. The documentation's table is
 * rendered from here.
 *
 * <p>The order is the order of importance: where the limit on series of the whole process is
 * reached, later metrics lose series first.
 */
public enum Metric {
  /** Calls by outcome. */
  AGENT_CALLS(
      "modelmon.agent.calls",
      Instrument.COUNTER,
      "{call}",
      "Outermost calls by what became of them; the sum over outcomes is exact.",
      model(OUTCOME, REASON)),
  /** Rows by outcome. */
  AGENT_ROWS(
      "modelmon.agent.rows",
      Instrument.COUNTER,
      "{row}",
      "Rows of those calls.",
      model(OUTCOME, REASON)),
  /** Calls by duration. */
  PREDICT_DURATION(
      "modelmon.predict.duration",
      Instrument.HISTOGRAM,
      "s",
      "Duration of the outermost calls, but for those that sampling left untimed.",
      model(ERROR_TYPE)),
  /** Calls that threw. */
  PREDICT_ERRORS(
      "modelmon.predict.errors",
      Instrument.COUNTER,
      "{call}",
      "Outermost calls that threw; exact whatever is sampled.",
      model(ERROR_TYPE)),
  /** Predictions. */
  PREDICTIONS(
      "modelmon.predictions",
      Instrument.COUNTER,
      "{prediction}",
      "Rows of the calls that returned.",
      model()),
  /** What became of each rule. */
  AGENT_RULE_STATE(
      "modelmon.agent.rule.state",
      Instrument.GAUGE,
      "1",
      "1 for the state the rule is in, 0 for all others.",
      List.of(MODEL_NAME, Attribute.RULE, Attribute.STATE)),
  /** What is sampled. */
  AGENT_SAMPLING(
      "modelmon.agent.sampling",
      Instrument.GAUGE,
      "1",
      "Share of calls whose payload is captured, and share of calls that are timed.",
      model(Attribute.SAMPLING_STAGE)),
  /** What the agent costs. */
  AGENT_OVERHEAD(
      "modelmon.agent.overhead",
      Instrument.GAUGE,
      "1",
      "CPU time of the agent as a share of all cores' time; that of calls is an estimate.",
      List.of(Attribute.OVERHEAD_PART)),
  /** What breakers let pass. */
  AGENT_BREAKER(
      "modelmon.agent.breaker",
      Instrument.GAUGE,
      "1",
      "Share of payloads that breakers let pass, 1 while nothing is wrong; without model: of all.",
      model(REASON)),
  /** Slots taken. */
  AGENT_QUEUE_DEPTH(
      "modelmon.agent.queue.depth",
      Instrument.GAUGE,
      "{row}",
      "Captured rows that wait to be evaluated.",
      model()),
  /** Age of what waits. */
  AGENT_LAG(
      "modelmon.agent.lag",
      Instrument.GAUGE,
      "s",
      "Age of the oldest captured call when it was last evaluated.",
      List.of()),
  /** Events that were lost. */
  AGENT_EVENTS_DROPPED(
      "modelmon.agent.events.dropped",
      Instrument.COUNTER,
      "{event}",
      "Events that never reached the receiver; reason `monitor_queue` counts whole evaluations.",
      List.of(SIGNAL, REASON)),
  /** What went wrong. */
  AGENT_FAILURES(
      "modelmon.agent.failures",
      Instrument.COUNTER,
      "{failure}",
      "What went wrong inside the agent, which costs figures and never a call.",
      model(Attribute.FAILURE_PART)),
  /** Series that were left out. */
  AGENT_SERIES_DROPPED(
      "modelmon.agent.series.dropped",
      Instrument.GAUGE,
      "{series}",
      "Series left out, or folded into one, because of a limit; absent while there are none.",
      List.of(Attribute.INSTRUMENT)),
  /** What became of notices. */
  AGENT_NOTIFICATIONS(
      "modelmon.agent.notifications",
      Instrument.COUNTER,
      "{notice}",
      "Notices of alerts by what became of them; with `notify` only.",
      List.of(Attribute.RECEIVER, OUTCOME)),
  /** Whether an alert fires. */
  ALERT_FIRING(
      "modelmon.alert.firing",
      Instrument.GAUGE,
      "1",
      "1 while the rule fires, else 0.",
      model(Attribute.ALERT_RULE, Attribute.ALERT_SEVERITY)),
  /** Windows by verdict. */
  WINDOWS("modelmon.windows", Instrument.COUNTER, "{window}", "Closed windows.", model(VERDICT)),
  /** Rows of the newest window. */
  WINDOW_PREDICTIONS(
      "modelmon.window.predictions",
      Instrument.GAUGE,
      "{prediction}",
      "Predictions in the newest closed window.",
      model()),
  /** Effective size of the newest window. */
  WINDOW_EFFECTIVE(
      "modelmon.window.effective",
      Instrument.GAUGE,
      "{prediction}",
      "The least effective sample size over the features of that window.",
      model()),
  /** Share of drifted features. */
  DRIFT_SHARE(
      "modelmon.drift.share",
      "Share of the compared features that have drifted.",
      model(REFERENCE_ID)),
  /** Whether a feature has drifted. */
  DRIFT_DETECTED(
      "modelmon.drift.detected",
      "1 while the feature has drifted, else 0; without a feature: the features taken together. Of"
          + " values of segments, without `detail: full`, only those that are flagged or have"
          + " drifted.",
      drift()),
  /** Whether a value of a segment was compared. */
  DRIFT_SEGMENT_JUDGED(
      "modelmon.drift.segment.judged",
      "1 if its rows in the newest window were compared, 0 if they or the reference are too few.",
      model(REFERENCE_ID, Attribute.SEGMENT, Attribute.SEGMENT_VALUE)),
  /** Whether a rule of data quality is broken. */
  QUALITY_DETECTED(
      "modelmon.quality.detected",
      "1 while the rule is broken, else 0. Without a feature: about whole rows. Without `detail:"
          + " full`, only rules that have anything to say.",
      feature(REFERENCE_ID, QUALITY_RULE)),
  /** How often. */
  QUALITY_RATE(
      "modelmon.quality.rate",
      "Share of the newest window that breaks the rule.",
      feature(REFERENCE_ID, QUALITY_RULE)),
  /** The lower end of its interval. */
  QUALITY_LOWER(
      "modelmon.quality.lower",
      "Lower end of its 99 % interval.",
      feature(REFERENCE_ID, QUALITY_RULE)),
  /** The upper end of its interval. */
  QUALITY_UPPER(
      "modelmon.quality.upper",
      "Upper end of its 99 % interval.",
      feature(REFERENCE_ID, QUALITY_RULE)),
  /** Transitions without an event. */
  DRIFT_SUPPRESSED(
      "modelmon.drift.suppressed",
      Instrument.COUNTER,
      "{transition}",
      "Times a feature drifted or returned without an event, because of `cool_down`.",
      feature()),
  /** Distance between window and reference. */
  DRIFT_STATISTIC(
      "modelmon.drift.statistic",
      "Distance of the newest window from the reference; more measures with `detail: full`.",
      drift(DRIFT_MEASURE)),
  /** Its p-value. */
  DRIFT_P_VALUE(
      "modelmon.drift.p_value",
      "The probability of such a distance without drift; of Wasserstein at least 0.001.",
      drift(DRIFT_MEASURE)),
  /** Its noise level. */
  DRIFT_NOISE(
      "modelmon.drift.noise",
      "The distance that sampling alone exceeds once in a hundred windows.",
      drift(DRIFT_MEASURE)),
  /** Its lower end. */
  DRIFT_LOWER(
      "modelmon.drift.lower",
      "Lower end of the 99 % interval of the true distance; absent where the measure has none.",
      drift(DRIFT_MEASURE)),
  /** Its upper end. */
  DRIFT_UPPER(
      "modelmon.drift.upper",
      "Its upper end; absent where the interval is one-sided.",
      drift(DRIFT_MEASURE)),
  /** Windows whose rows were to be compared. */
  MULTIVARIATE_WINDOWS(
      "modelmon.multivariate.windows",
      Instrument.COUNTER,
      "{window}",
      "Windows by what became of the comparison of whole rows; with `drift.multivariate` only.",
      model(OUTCOME)),
  /** How good predictions were. */
  PERFORMANCE(
      "modelmon.performance",
      Instrument.GAUGE,
      "1",
      "Performance of the newest window with labels; estimated: of the newest closed window.",
      performance()),
  /** Of how many. */
  PERFORMANCE_N(
      "modelmon.performance.n",
      Instrument.GAUGE,
      "{prediction}",
      "Predictions behind it.",
      performance()),
  /** The lower end of its interval. */
  PERFORMANCE_LOWER(
      "modelmon.performance.lower",
      Instrument.GAUGE,
      "1",
      "Lower end of its 95 % interval.",
      performance()),
  /** The upper end of its interval. */
  PERFORMANCE_UPPER(
      "modelmon.performance.upper",
      Instrument.GAUGE,
      "1",
      "Upper end of its 95 % interval.",
      performance()),
  /** The window behind it. */
  PERFORMANCE_WINDOW(
      "modelmon.performance.window",
      Instrument.GAUGE,
      "1",
      "Number of that window; 0 for predictions of another process or an earlier run.",
      model(Attribute.ESTIMATED)),
  /** Whether estimates can be relied on. */
  PERFORMANCE_RELIABLE(
      "modelmon.performance.reliable",
      Instrument.GAUGE,
      "1",
      "1 while estimates can be relied on, 0 while an output or half of the features have drifted.",
      model()),
  /** How far the truth is from the estimate. */
  PERFORMANCE_GAP(
      "modelmon.performance.gap",
      Instrument.GAUGE,
      "1",
      "Performance by labels less what was to be expected of the same predictions without them.",
      model(Attribute.METRIC)),
  /** How much worse the model is on the worst values of a segment. */
  PERFORMANCE_WORST(
      "modelmon.performance.worst",
      Instrument.GAUGE,
      "1",
      "Performance on a value of a segment less that on all rows; the worst three that are worse.",
      model(Attribute.METRIC, Attribute.SEGMENT, Attribute.SEGMENT_VALUE)),
  /** The performance on the reference. */
  PERFORMANCE_REFERENCE(
      "modelmon.performance.reference",
      Instrument.GAUGE,
      "1",
      "Performance on the rows that the reference was built from.",
      model(Attribute.METRIC, REFERENCE_ID)),
  /** How unequally groups are treated. */
  FAIRNESS(
      "modelmon.fairness",
      Instrument.GAUGE,
      "1",
      "How unequally the values of a segment are treated in that window.",
      fairness()),
  /** The lower end of its interval. */
  FAIRNESS_LOWER(
      "modelmon.fairness.lower",
      Instrument.GAUGE,
      "1",
      "Lower end of its 95 % interval, whichever values are the extreme ones.",
      fairness()),
  /** The upper end of its interval. */
  FAIRNESS_UPPER("modelmon.fairness.upper", Instrument.GAUGE, "1", "Upper end of it.", fairness()),
  /** How versions differ. */
  PERFORMANCE_DIFFERENCE(
      "modelmon.performance.difference",
      Instrument.GAUGE,
      "1",
      "Performance less that of another version in a window of the same time.",
      versions()),
  /** The lower end of its interval. */
  PERFORMANCE_DIFFERENCE_LOWER(
      "modelmon.performance.difference.lower",
      Instrument.GAUGE,
      "1",
      "Lower end of its 95 % interval.",
      versions()),
  /** The upper end of its interval. */
  PERFORMANCE_DIFFERENCE_UPPER(
      "modelmon.performance.difference.upper",
      Instrument.GAUGE,
      "1",
      "Upper end of its 95 % interval.",
      versions()),
  /** Whether versions differ by chance. */
  PERFORMANCE_DIFFERENCE_P_VALUE(
      "modelmon.performance.difference.p_value",
      Instrument.GAUGE,
      "1",
      "Probability of as large a difference by chance; absent where the metric has no test.",
      versions()),
  /** How much outputs change from window to window. */
  PREDICTION_PSI(
      "modelmon.prediction.psi",
      Instrument.GAUGE,
      "1",
      "PSI of an output between the newest closed window and the one before.",
      feature()),
  /** Its noise level. */
  PREDICTION_PSI_NOISE(
      "modelmon.prediction.psi.noise",
      Instrument.GAUGE,
      "1",
      "What sampling alone exceeds once in a hundred windows.",
      feature()),
  /** The share that has labels. */
  LABELS_COVERAGE(
      "modelmon.labels.coverage",
      Instrument.GAUGE,
      "1",
      "Share of that window's predictions with an id whose label has come.",
      model()),
  /** Labels by outcome. */
  LABELS(
      "modelmon.labels",
      Instrument.COUNTER,
      "{label}",
      "Labels by what became of them; `expired` counts labels that never came.",
      List.of(MODEL_NAME, OUTCOME)),
  /** Labels that did not reach the join. */
  LABELS_LOST(
      "modelmon.labels.lost",
      Instrument.COUNTER,
      "{label}",
      "Labels that could not be used: `full`, `id`, `label`, `extraction`, `line`.",
      List.of(MODEL_NAME, REASON)),
  /** Predictions that waited. */
  LABELS_PREDICTIONS(
      "modelmon.labels.predictions",
      Instrument.COUNTER,
      "{prediction}",
      "Predictions with an id by what became of their wait for a label.",
      List.of(MODEL_NAME, OUTCOME)),
  /** Predictions that wait. */
  LABELS_WAITING(
      "modelmon.labels.waiting",
      Instrument.GAUGE,
      "{prediction}",
      "Predictions that wait for a label.",
      List.of(MODEL_NAME)),
  /** How the store of what waits does. */
  LABELS_STORE_CHANGES(
      "modelmon.labels.store.changes",
      Instrument.COUNTER,
      "{change}",
      "Changes of the file or database of waiting predictions: `stored` for good, or `lost`.",
      List.of(MODEL_NAME, OUTCOME)),
  /** What is on its way to the store. */
  LABELS_STORE_QUEUED(
      "modelmon.labels.store.queued",
      Instrument.GAUGE,
      "{change}",
      "Changes on their way to that file or database.",
      List.of(MODEL_NAME)),
  /** The prediction log. */
  LOG_RECORDS(
      "modelmon.log.records",
      Instrument.COUNTER,
      "{record}",
      "Records of the prediction log: `written`, `dropped` (too many waited) or `failed`.",
      List.of(OUTCOME)),
  /** How late labels are. */
  LABELS_DELAY(
      "modelmon.labels.delay",
      Instrument.HISTOGRAM,
      "s",
      "Time from a prediction to its label.",
      model()),
  /** Missing values. */
  FEATURE_MISSING(
      "modelmon.feature.missing",
      Instrument.COUNTER,
      "{value}",
      "Values that were null, absent or NaN.",
      feature()),
  /** Invalid values. */
  FEATURE_INVALID(
      "modelmon.feature.invalid",
      Instrument.COUNTER,
      "{value}",
      "Values that were infinite, of the wrong type or unparsable.",
      feature(REASON)),
  /** Distribution of a number. */
  FEATURE_VALUE(
      "modelmon.feature.value",
      Instrument.HISTOGRAM,
      "1",
      "Values between quantiles of the reference; with `detail: full` only.",
      feature(REFERENCE_ID)),
  /** Frequencies of categories. */
  FEATURE_CATEGORY(
      "modelmon.feature.category",
      Instrument.COUNTER,
      "{value}",
      "Values by category; with `detail: full` only.",
      feature(CATEGORY));

  private final String metricName;
  private final Instrument instrument;
  private final String unit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<Attribute> attributes;

  /** A gauge of a number without a unit. */
  Metric(String metricName, String description, List<Attribute> attributes) {
    this(metricName, Instrument.GAUGE, "1", description, attributes);
  }

  Metric(
      String metricName,
      Instrument instrument,
      String unit,
      String description,
      List<Attribute> attributes) {
    this.metricName = metricName;
    this.instrument = instrument;
    this.unit = unit;
    this.description = description;
    this.attributes = List.copyOf(attributes);
  }

  /** Returns the metric's name. */
  public String metricName() {
    return metricName;
  }

  /** Returns the kind of metric. */
  public Instrument instrument() {
    return instrument;
  }

  /** Returns the unit in UCUM. */
  public String unit() {
    return unit;
  }

  /** Returns one sentence about it, in Markdown. */
  public String description() {
    return description;
  }

  /** Returns the attributes its series may carry. */
  public List<Attribute> attributes() {
    return attributes;
  }
}

package io.modelmon.export;

/** Every attribute of the telemetry, with its key and meaning. */
public enum Attribute {
  /** The model's name. */
  MODEL_NAME("modelmon.model.name", "the model"),
  /** The model's version. */
  MODEL_VERSION("modelmon.model.version", "its version; absent where none is known"),
  /** A feature or output. */
  FEATURE_NAME(
      "modelmon.feature.name",
      "a feature, or an output: `prediction`, `prediction.<class>`; absent where the features are"
          + " compared as whole rows"),
  /** The reference profile behind a number. */
  REFERENCE_ID("modelmon.reference.id", "the reference profile that the window is compared with"),
  /** What a call threw. */
  ERROR_TYPE("error.type", "class name of what the call threw; absent when it returned"),
  /** A category. */
  CATEGORY("modelmon.category", "a category, `_other`, or `_unseen` in the reference"),
  /** Why something was left out. */
  REASON(
      "modelmon.reason",
      "why something was left out. Of calls and rows `full` (no room in the ring), `schema` (they do"
          + " not fit the columns), `extraction` (reading failed), `warming` (columns were not known"
          + " yet) or `breaker`; of values `infinite`, `wrong_type` or `unparsable`; of events"
          + " `export_queue`, `rejected` or `monitor_queue`; of labels see the metric. Of a breaker"
          + " what it watches: `heap`, `cost` or `full`"),
  /** What is sampled. */
  SAMPLING_STAGE("modelmon.sampling.stage", "`payload` or `timing`"),
  /** Whose cost it is. */
  OVERHEAD_PART(
      "modelmon.overhead.part", "`threads` of the agent, or `calls`: what it adds to them"),
  /** What failed. */
  FAILURE_PART(
      "modelmon.failure.part",
      "`statistics`: a call, window or label could not be counted or judged; `alerts`: a subject"
          + " was left out because there are too many, or an alert has no explanation; `threads` of"
          + " the agent, without model"),
  /** What became of a call. */
  OUTCOME(
      "modelmon.outcome",
      "of calls and rows `captured`, `partial`, `sampled_out` or `dropped`; of a comparison"
          + " `evaluated`, `busy` or `failed`; of labels `joined`, `early`, `late`, `duplicate`,"
          + " `conflicting`, `orphan`, `dropped` or `expired`; of predictions with an id `joined`,"
          + " `expired`, `replaced` or `dropped`; of notices `sent`, `failed`, `dropped` or"
          + " `suppressed`"),
  /** What a window says. */
  VERDICT("modelmon.verdict", "`stable`, `drift` or `insufficient`"),
  /** A drift measure. */
  DRIFT_MEASURE(
      "modelmon.drift.measure",
      "`ks`, `tv`, `chi2`, `psi`, `js`, `wasserstein`, …; of whole rows `mmd`, `mmd_rff`,"
          + " `pca_reconstruction`, `classifier_auc`, `energy`"),
  /** A rule of the configuration. */
  RULE("modelmon.rule", "a rule as written in the configuration"),
  /** What became of a rule. */
  STATE("modelmon.state", "`pending`, `matched`, `method_missing`, `unreachable`, `failed`, `off`"),
  /** The form of an event. */
  SIGNAL("modelmon.signal", "the form of an event: `log` or `span`"),
  /** A metric that ran out of series. */
  INSTRUMENT("modelmon.instrument", "the metric whose series were left out"),
  /** Marks the series into which others were folded. */
  OVERFLOW("otel.metric.overflow", "true on the one series that holds all series beyond a limit"),
  /** The window's number. */
  WINDOW_NUMBER("modelmon.window.number", "counted from 1 per model and version"),
  /** The window's start. */
  WINDOW_START("modelmon.window.start", "ISO 8601 time"),
  /** The window's end. */
  WINDOW_END("modelmon.window.end", "ISO 8601 time"),
  /** The statistic behind an event. */
  DRIFT_STATISTIC("modelmon.drift.statistic", "the primary measure's statistic"),
  /** The p-value behind an event. */
  DRIFT_P_VALUE("modelmon.drift.p_value", "its p-value, as in the metric"),
  /** The noise level behind an event. */
  DRIFT_NOISE("modelmon.drift.noise", "what sampling alone exceeds once in a hundred windows"),
  /** The compared values behind an event. */
  DRIFT_N("modelmon.drift.n", "compared values of the window"),
  /** Their effective number. */
  DRIFT_EFFECTIVE_N("modelmon.drift.effective_n", "their effective sample size"),
  /** The level a statistic has to reach. */
  DRIFT_THRESHOLD("modelmon.drift.threshold", "noise plus the configured effect"),
  /** A rule of data quality. */
  QUALITY_RULE(
      "modelmon.quality.rule",
      "`missing`, `non_finite`, `wrong_type`, `out_of_range`, `unseen`, `constant`, `stuck`,"
          + " `cardinality` or `duplicate_rows`"),
  /** The share behind an event. */
  QUALITY_RATE("modelmon.quality.rate", "share of the window's values that break the rule"),
  /** The lower end of its interval. */
  QUALITY_LOWER("modelmon.quality.lower", "lower end of its 99 % interval"),
  /** The upper end of its interval. */
  QUALITY_UPPER("modelmon.quality.upper", "upper end of its 99 % interval"),
  /** The share to be expected. */
  QUALITY_REFERENCE("modelmon.quality.reference", "the share to be expected"),
  /** The values behind an event. */
  QUALITY_N("modelmon.quality.n", "values or rows looked at"),
  /** Their effective number. */
  QUALITY_EFFECTIVE_N("modelmon.quality.effective_n", "their effective sample size"),
  /** The p-value behind an event. */
  QUALITY_P_VALUE("modelmon.quality.p_value", "the probability of as much without an issue"),
  /** The level a share has to reach. */
  QUALITY_THRESHOLD(
      "modelmon.quality.threshold", "the share to be expected, plus noise and margin"),
  /** A metric of performance. */
  METRIC(
      "modelmon.metric",
      "`accuracy`, `f1`, `roc_auc`, `log_loss`, `rmse`, …; of fairness"
          + " `demographic_parity_difference`, `demographic_parity_ratio`,"
          + " `equal_opportunity_difference`, `equalised_odds_difference`"),
  /** The version compared with. */
  OTHER_VERSION("modelmon.model.other_version", "the version that it is compared with"),
  /** Whether a figure is an estimate. */
  ESTIMATED("modelmon.estimated", "true for an estimate made without labels"),
  /** A segment. */
  SEGMENT("modelmon.segment", "a name under `segments`; absent for all rows together"),
  /** A value of a segment. */
  SEGMENT_VALUE("modelmon.segment.value", "its value, `_other`, or `_missing`"),
  /** What found a change of errors. */
  CONCEPT_DETECTOR(
      "modelmon.concept_drift.detector",
      "the change detector `adwin`; or `gap`, a realised figure apart from its estimate"),
  /** The errors before. */
  CONCEPT_BEFORE(
      "modelmon.concept_drift.before",
      "mean error before: the error rate, or of numbers the share of errors above the usual"
          + " median; of a gap the estimated figure"),
  /** The errors after. */
  CONCEPT_AFTER("modelmon.concept_drift.after", "the same now; of a gap the realised figure"),
  /** The errors since. */
  CONCEPT_N("modelmon.concept_drift.n", "labels since the change; of a gap the labels behind it"),
  /** A rule about alerts. */
  ALERT_RULE("modelmon.alert.rule", "the name of a rule under `alerts`, or of a standard one"),
  /** How urgent it is. */
  ALERT_SEVERITY("modelmon.alert.severity", "`info`, `warning`, `critical` or `emergency`"),
  /** The rule as written. */
  ALERT_CONDITION("modelmon.alert.condition", "the rule as written"),
  /** When it began. */
  ALERT_SINCE("modelmon.alert.since", "ISO 8601 time: the first window in which it held"),
  /** The number behind an alert. */
  ALERT_INDICATOR("modelmon.alert.indicator", "the first number that is beyond its threshold"),
  /** Its value. */
  ALERT_VALUE("modelmon.alert.value", "that number"),
  /** Its threshold. */
  ALERT_THRESHOLD("modelmon.alert.threshold", "what it was compared with, in the same unit"),
  /** Its size. */
  ALERT_N("modelmon.alert.n", "how many observations it rests on"),
  /** The lower end of its interval. */
  ALERT_LOWER("modelmon.alert.lower", "lower end of its interval"),
  /** The upper end of its interval. */
  ALERT_UPPER("modelmon.alert.upper", "upper end of its interval"),
  /** Who it is about. */
  ALERT_FEATURES(
      "modelmon.alert.features",
      "the features that it is about or that are most responsible, at most 20, separated by"
          + " commas"),
  /** Why it fires. */
  ALERT_DIAGNOSIS("modelmon.alert.diagnosis", "`data`, `model`, `environment` or `unclear`"),
  /** Why it fires, in words. */
  ALERT_FINDING("modelmon.alert.finding", "what was found, one sentence"),
  /** The observations behind the diagnosis. */
  ALERT_EVIDENCE(
      "modelmon.alert.evidence",
      "the observations behind it, one line each; whole lines up to 4,096 characters"),
  /** What to do. */
  ALERT_NEXT_STEP("modelmon.alert.next_step", "what to look at or do next"),
  /** Who was to be told. */
  RECEIVER("modelmon.receiver", "the name of a receiver under `notify`"),
  /** Words about an event. */
  DETAIL("modelmon.detail", "what changed, in words; absent where there is nothing to add");

  private final String key;
  private final String meaning;

  Attribute(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  /** Returns the attribute's key. */
  public String key() {
    return key;
  }

  /** Returns what its value means, in Markdown. */
  public String meaning() {
    return meaning;
  }
}

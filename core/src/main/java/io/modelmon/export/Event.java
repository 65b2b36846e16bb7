package io.modelmon.export;

import static io.modelmon.export.Attribute.DETAIL;
import static io.modelmon.export.Attribute.MODEL_NAME;
import static io.modelmon.export.Attribute.MODEL_VERSION;

import io.modelmon.monitor.ModelEvent;
import java.util.List;

/** Every event: name, meaning and attributes. The documentation's table is rendered from here. */
public enum Event {
  /** A feature has drifted. */
  DRIFT_DETECTED(
      ModelEvent.Kind.DRIFT_DETECTED,
      "A feature or output has drifted, or the features taken together; at most once per feature"
          + " and `cool_down`.",
      drift()),
  /** It has returned. */
  DRIFT_RESOLVED(
      ModelEvent.Kind.DRIFT_RESOLVED,
      "It is back where the reference is; once per event before.",
      drift()),
  /** A rule of data quality is broken. */
  QUALITY_DETECTED(
      ModelEvent.Kind.QUALITY_DETECTED,
      "A rule of data quality is broken; once per transition. The share of missing values is"
          + " reported as drift where it is watched for drift.",
      quality()),
  /** It is kept again. */
  QUALITY_RESOLVED(
      ModelEvent.Kind.QUALITY_RESOLVED, "It is kept again; once per transition.", quality()),
  /** The errors have become more. */
  CONCEPT_DRIFT_DETECTED(
      ModelEvent.Kind.CONCEPT_DRIFT_DETECTED,
      "By the labels that come, the model errs more often than before, or its performance is not"
          + " what its outputs promise; once per change.",
      AttributeLists.append(
          List.of(MODEL_NAME, MODEL_VERSION),
          Attribute.CONCEPT_DETECTOR,
          Attribute.CONCEPT_BEFORE,
          Attribute.CONCEPT_AFTER,
          Attribute.CONCEPT_N,
          Attribute.METRIC,
          DETAIL)),
  /** An alert fires. */
  ALERT_FIRING(
      ModelEvent.Kind.ALERT_FIRING,
      "A rule under `alerts`, or a standard one, has begun to fire; once per rule and window.",
      alert()),
  /** It has resolved. */
  ALERT_RESOLVED(
      ModelEvent.Kind.ALERT_RESOLVED, "It has resolved; once for what fired before.", alert()),
  /** Another version. */
  VERSION_CHANGED(
      ModelEvent.Kind.VERSION_CHANGED,
      "Another version of the model was called for the first time.",
      List.of(MODEL_NAME, MODEL_VERSION, DETAIL)),
  /** Another schema. */
  SCHEMA_CHANGED(
      ModelEvent.Kind.SCHEMA_CHANGED,
      "The columns are not those of the reference or of the version before, or values do not"
          + " fit them, or have keys that the first row lacked; both lists are in the detail.",
      List.of(MODEL_NAME, MODEL_VERSION, DETAIL));

  private final ModelEvent.Kind kind;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<Attribute> attributes;

  Event(ModelEvent.Kind kind, String description, List<Attribute> attributes) {
    this.kind = kind;
    this.description = description;
    this.attributes = List.copyOf(attributes);
  }

  /** Returns the kind of transition it reports. */
  public ModelEvent.Kind kind() {
    return kind;
  }

  /** Returns one sentence about it, in Markdown. */
  public String description() {
    return description;
  }

  /** Returns the attributes it may carry. */
  public List<Attribute> attributes() {
    return attributes;
  }

  private static List<Attribute> quality() {
    return AttributeLists.append(
        List.of(MODEL_NAME, MODEL_VERSION, Attribute.FEATURE_NAME),
        Attribute.QUALITY_RULE,
        Attribute.WINDOW_NUMBER,
        Attribute.WINDOW_START,
        Attribute.WINDOW_END,
        Attribute.QUALITY_RATE,
        Attribute.QUALITY_LOWER,
        Attribute.QUALITY_UPPER,
        Attribute.QUALITY_REFERENCE,
        Attribute.QUALITY_P_VALUE,
        Attribute.QUALITY_N,
        Attribute.QUALITY_EFFECTIVE_N,
        Attribute.QUALITY_THRESHOLD);
  }

  private static List<Attribute> alert() {
    return AttributeLists.append(
        List.of(MODEL_NAME, MODEL_VERSION, Attribute.ALERT_RULE),
        Attribute.ALERT_SEVERITY,
        Attribute.ALERT_CONDITION,
        Attribute.ALERT_SINCE,
        Attribute.ALERT_INDICATOR,
        Attribute.ALERT_VALUE,
        Attribute.ALERT_THRESHOLD,
        Attribute.ALERT_N,
        Attribute.ALERT_LOWER,
        Attribute.ALERT_UPPER,
        Attribute.ALERT_FEATURES,
        Attribute.ALERT_DIAGNOSIS,
        Attribute.ALERT_FINDING,
        Attribute.ALERT_EVIDENCE,
        Attribute.ALERT_NEXT_STEP,
        Attribute.WINDOW_NUMBER,
        Attribute.WINDOW_START,
        Attribute.WINDOW_END);
  }

  private static List<Attribute> drift() {
    return AttributeLists.append(
        List.of(MODEL_NAME, MODEL_VERSION, Attribute.FEATURE_NAME),
        Attribute.WINDOW_NUMBER,
        Attribute.WINDOW_START,
        Attribute.WINDOW_END,
        Attribute.DRIFT_MEASURE,
        Attribute.DRIFT_STATISTIC,
        Attribute.DRIFT_P_VALUE,
        Attribute.DRIFT_NOISE,
        Attribute.DRIFT_N,
        Attribute.DRIFT_EFFECTIVE_N,
        Attribute.DRIFT_THRESHOLD,
        Attribute.SEGMENT,
        Attribute.SEGMENT_VALUE,
        DETAIL);
  }
}

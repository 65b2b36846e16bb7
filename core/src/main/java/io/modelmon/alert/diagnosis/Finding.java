package io.modelmon.alert.diagnosis;

import static io.modelmon.alert.Explanation.Kind.DATA;
import static io.modelmon.alert.Explanation.Kind.ENVIRONMENT;
import static io.modelmon.alert.Explanation.Kind.MODEL;
import static io.modelmon.alert.Explanation.Kind.UNCLEAR;
import static io.modelmon.alert.diagnosis.Concern.ERRORS;
import static io.modelmon.alert.diagnosis.Concern.PERFORMANCE;
import static io.modelmon.alert.diagnosis.Concern.SPEED;

import io.modelmon.alert.Explanation;
import java.util.Locale;
import java.util.Set;

/**
 * What can be found, causes before what they cause: of those that hold, the first that can explain
 * the alert is the diagnosis.
 */
public enum Finding {
  /** Columns have come, gone or changed their type. */
  SCHEMA_CHANGE(
      DATA,
      "the columns are not those the model was watched with",
      "compare the caller's request with the model's schema, and undo or adopt the change",
      Concern.DATA,
      PERFORMANCE,
      ERRORS),
  /** Features are missing more often. */
  MISSING_VALUES(
      DATA,
      "features are missing that used to be there",
      "look at the job or service that fills these features, from the start of the alert on",
      Concern.DATA,
      PERFORMANCE,
      ERRORS),
  /** Values are not of the type of their feature, or are infinite. */
  INVALID_VALUES(
      DATA,
      "features hold values that are no valid values",
      "look at the parsing and the units of these features",
      Concern.DATA,
      PERFORMANCE,
      ERRORS),
  /** A feature stands still. */
  STUCK_VALUES(
      DATA,
      "features repeat one value",
      "check whether the source of these features is still updated or serves a default",
      Concern.DATA,
      PERFORMANCE),
  /** Categories that training never saw. */
  UNSEEN_CATEGORIES(
      DATA,
      "features hold categories that the reference lacks",
      "map the new categories to known ones, or retrain with them",
      Concern.DATA,
      PERFORMANCE,
      ERRORS),
  /** Numbers beyond what was declared or seen. */
  OUT_OF_RANGE(
      DATA,
      "features hold numbers beyond their limits",
      "check units and scaling of these features",
      Concern.DATA,
      PERFORMANCE,
      ERRORS),
  /** Another rule of data quality is broken. */
  QUALITY_ISSUE(
      DATA,
      "a rule of data quality is broken",
      "look at the feature and the rule that are named, and at what fills them",
      Concern.DATA,
      PERFORMANCE),
  /** The container's quota is used up. */
  CPU_THROTTLING(
      ENVIRONMENT,
      "the container is throttled",
      "raise the CPU limit or lower the load per instance",
      SPEED,
      ERRORS),
  /** Collecting garbage takes the time. */
  GC_PRESSURE(
      ENVIRONMENT,
      "garbage collection takes much of the time",
      "look at heap size and allocation; take a heap histogram while it lasts",
      SPEED,
      ERRORS),
  /** Others have the processors. */
  CPU_STARVATION(
      ENVIRONMENT,
      "the process waits for processors that others use",
      "find what else runs on the machine, or move this instance",
      SPEED,
      ERRORS),
  /** Memory is reclaimed or swapped, or has run out. */
  MEMORY_PRESSURE(
      ENVIRONMENT,
      "memory is short",
      "raise the memory limit or lower the heap; look for swapping",
      SPEED,
      ERRORS),
  /** A version does worse than the one before. */
  BAD_VERSION(
      MODEL,
      "the new version does worse than the one before",
      "roll back to the version before, and compare both on the same rows",
      Concern.DATA,
      PERFORMANCE,
      ERRORS,
      SPEED),
  /** What the model asks for does not answer. */
  UPSTREAM_ERRORS(
      ENVIRONMENT,
      "calls fail at something they depend on",
      "look at the service or database that these errors name",
      ERRORS,
      SPEED),
  /** More calls than usual. */
  OVERLOAD(
      ENVIRONMENT,
      "there are more calls than usual",
      "add instances or limit the callers",
      SPEED,
      ERRORS),
  /** The process itself uses all it has. */
  CPU_SATURATION(
      ENVIRONMENT,
      "the process uses all the CPU it has",
      "profile the process; add instances or processors",
      SPEED,
      ERRORS),
  /** The model throws. */
  MODEL_ERRORS(
      MODEL,
      "calls throw errors of the code itself",
      "read the stack traces of these errors; replay a failing request",
      ERRORS),
  /** Training promised more than was ever kept. */
  OVERFITTING(
      MODEL,
      "the model never did as well as in training",
      "validate on rows that training has not seen, and retrain with stronger regularisation",
      PERFORMANCE),
  /** What is to be predicted depends on the features in another way. */
  CONCEPT_DRIFT(
      MODEL,
      "errors have become more than the inputs explain",
      "retrain on recent labels",
      PERFORMANCE),
  /** Other inputs than in training. */
  POPULATION_SHIFT(
      DATA,
      "the inputs come from another population",
      "find out who sends these rows; retrain if they are to stay",
      Concern.DATA,
      PERFORMANCE),
  /** Other outputs at the same inputs. */
  OUTPUT_CHANGE(
      MODEL,
      "predictions have changed and no input has",
      "check which model file is loaded, and its settings",
      Concern.DATA,
      PERFORMANCE),
  /** Predictions are missing, stand still, or are no valid values. */
  OUTPUT_QUALITY(
      MODEL,
      "predictions break a rule of data quality",
      "call the model with a known row and look at what it returns",
      Concern.DATA,
      PERFORMANCE),
  /** Scores are not what they say. */
  MISCALIBRATION(
      MODEL,
      "scores no longer match the shares that they stand for",
      "calibrate the scores anew on recent labels",
      PERFORMANCE),
  /** Calls stay away, or take longer without a cause that can be seen. */
  TRAFFIC_CHANGE(
      ENVIRONMENT,
      "the rate of calls has changed",
      "ask the callers; look at routing and deployments",
      SPEED),
  /** Nothing that holds can explain the alert. */
  UNCLEAR_CAUSE(
      UNCLEAR,
      "nothing that was observed explains it",
      "look at what is listed, and at deployments and logs of that time");

  private final Explanation.Kind kind;
  private final String sentence;
  private final String nextStep;

  /** One bit per concern. */
  private final int explained;

  Finding(Explanation.Kind kind, String sentence, String nextStep, Concern... explained) {
    this.kind = kind;
    this.sentence = sentence;
    this.nextStep = nextStep;
    int bits = 0;
    for (Concern concern : explained) {
      bits |= 1 << concern.ordinal();
    }
    this.explained = bits;
  }

  /** Returns where the problem is. */
  public Explanation.Kind kind() {
    return kind;
  }

  /** Returns the name used in telemetry, such as {@code missing_values}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the finding in words. */
  String sentence() {
    return sentence;
  }

  /** Returns what to do about it. */
  String nextStep() {
    return nextStep;
  }

  /** Returns whether it can be the cause of an alert about any of these. */
  boolean explains(Set<Concern> concerns) {
    return concerns.stream().anyMatch(concern -> (explained & 1 << concern.ordinal()) != 0);
  }
}

package io.modelmon.monitor;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CallProblem;
import io.modelmon.capture.CallProblems;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.NamedFeatures;
import io.modelmon.quality.SchemaChange;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say, once each, about the columns of one version of a model: how they differ
 * from those of its reference and of the version before, which names of the settings are none of
 * them, and that calls no longer fit them.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class SchemaReport {

  private final ModelCapture capture;
  private final ModelConfig config;
  private final Consumer<String> log;

  /** The version before this one, until their columns have been compared. */
  private @Nullable ModelCapture previous;

  private final EnumSet<CallProblem> told = EnumSet.noneOf(CallProblem.class);
  private boolean namesReported;
  private boolean misfitReported;

  /**
   * Creates a report.
   *
   * @param log takes a line for each problem, and one when the settings name what the model does
   *     not have
   */
  SchemaReport(ModelCapture capture, ModelConfig config, Consumer<String> log) {
    this.capture = capture;
    this.config = config;
    this.log = log;
  }

  /** Has the columns compared with those of the version before, as soon as they are known. */
  void follow(SchemaReport before) {
    previous = before.capture;
  }

  /**
   * Returns how the columns differ from what they are compared with, or null when they do not.
   *
   * @param ofReference how they differ from the reference, or null
   */
  @Nullable String columns(@Nullable SchemaChange ofReference, ModelSchema schema) {
    reportNames(schema);
    List<String> words = new ArrayList<>();
    if (ofReference != null) {
      words.add("against the reference: " + ofReference.words());
    }
    ModelCapture before = previous;
    CaptureBuffer earlier = before == null ? null : before.buffer();
    previous = null;
    if (before != null && earlier != null && config.quality().enabled()) {
      SchemaChange since = SchemaChange.between(earlier.schema(), schema);
      if (!since.isEmpty()) {
        words.add("against version '%s': %s".formatted(before.id().version(), since.words()));
      }
    }
    return words.isEmpty() ? null : String.join("; ", words);
  }

  /** Says once which names of the settings the model does not have. */
  private void reportNames(ModelSchema schema) {
    if (namesReported) {
      return;
    }
    namesReported = true;
    Set<String> known = new LinkedHashSet<>();
    schema.columns().forEach(column -> known.add(column.name()));
    List<String> columns = List.copyOf(known);
    known.addAll(schema.leftOut().keySet());
    List<NamedFeatures.Unknown> unknown = NamedFeatures.of(config).unknown(known);
    if (!unknown.isEmpty()) {
      boolean redacted = config.features().sensitiveIsUnknown(known);
      log.accept(
          "model %s: the file names what the model does not have: %s;%s it has %s"
              .formatted(
                  capture.id(),
                  NamedFeatures.words(unknown),
                  redacted ? " until that is mended all its features are kept as sensitive;" : "",
                  NamedFeatures.listed(columns)));
    }
  }

  /**
   * Logs what calls met that keeps them from being of use, each problem once, and returns what of
   * it is about the columns: once when calls do not fit them, once when keys have no column.
   */
  @Nullable String misfit() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < CallProblem.count(); i++) {
      CallProblem problem = CallProblem.of(i);
      String found = capture.problems().words(problem);
      if (found != null && told.add(problem)) {
        log.accept("model " + capture.id() + ": " + found);
        if (problem.isAboutColumns()) {
          words.add(found);
        }
      }
    }
    // Whatever fits no columns is noted as a problem; this is for what might not be.
    boolean dropped = capture.counters().calls(CallOutcome.DROPPED_SCHEMA) > 0;
    if (dropped && !misfitReported && !told.contains(CallProblem.COLUMNS)) {
      CaptureBuffer buffer = capture.buffer();
      words.add(
          "values do not fit the columns "
              + (buffer == null ? "" : CallProblems.listed(names(buffer.schema()))));
    }
    misfitReported |= dropped;
    return words.isEmpty() ? null : String.join("; ", words);
  }

  private static List<String> names(ModelSchema schema) {
    return schema.columns().stream().map(Feature::name).toList();
  }
}

package io.modelmon.agent.extract;

import io.modelmon.agent.extract.Inputs.Input;
import io.modelmon.agent.value.Columns;
import io.modelmon.agent.value.Positions;
import io.modelmon.agent.value.RowPlan;
import io.modelmon.agent.value.RowPlanner;
import io.modelmon.agent.value.UnknownKeys;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.ModelSchema.LeftOut;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides the schema of a target on its first call, or, when another method has decided it, whether
 * this method fits.
 *
 * <p>Where the output columns depend on the returned value, the call's inputs wait until it
 * returns, so that no call that returns is lost. A call that throws before then, or has nothing to
 * show, is counted as dropped.
 *
 * <p><b>Cost:</b> reflection and allocation; after several attempts in vain only one call in
 * {@value #RETRY} tries again. <b>Threads:</b> safe.
 */
final class SchemaDiscovery {

  private static final int EAGER_ATTEMPTS = 16;
  private static final int RETRY = 64;

  private final SiteVariant variant;
  private final Function<ModelId, List<String>> referenceNames;
  // Racy on purpose: they only spread the attempts.
  private int failedAttempts;
  private int emptyInputs;
  private int emptyOutputs;
  private CallOutcome lastFailure = CallOutcome.DROPPED_WARMING;

  SchemaDiscovery(SiteVariant variant, Function<ModelId, List<String>> referenceNames) {
    this.variant = variant;
    this.referenceNames = referenceNames;
  }

  /** Handles the inputs of a call for which there is no plan yet. */
  void enter(Call call, SitePlan open, @Nullable Object[] handedOver) throws Throwable {
    Target target = open.target;
    if (failedAttempts >= EAGER_ATTEMPTS && ++failedAttempts % RETRY != 0) {
      call.drop(lastFailure);
      return;
    }
    Columns columns =
        new Columns(
            variant.config().features(),
            referenceNames.apply(target.capture().id()),
            variant.inputs().ids());
    List<RowPlan> inputs = plan(call, target, columns, handedOver);
    if (inputs == null) {
      return;
    }
    if (columns.tooMany()) {
      CallNotes.tooMany(target, Columns.MAX_COLUMNS);
      fail(call, CallOutcome.DROPPED_SCHEMA);
      return;
    }
    List<Feature> features = columns.features();
    CaptureBuffer ring = target.capture().buffer();
    List<String> outputs = variant.outputs().known();
    if (ring == null && outputs != null) {
      ring = target.capture().open(schema(features, columns.leftOut(), outputs), call.rows);
    }
    if (ring == null) {
      FirstCall first = new FirstCall(open, features, columns.leftOut(), inputs, call.rows);
      call.first = first;
      variant.copy(call, first.waiting(), handedOver);
      return;
    }
    SitePlan plan = accept(call, target, ring, features, outputs, inputs);
    if (plan != null) {
      variant.copy(call, plan, handedOver);
    }
  }

  /**
   * Moves the inputs that wait into the model's ring when the call has returned; the ring is opened
   * if it is not open yet.
   *
   * @param read the score or only output, or null where the call threw
   * @param returned whether the call returned
   */
  void exit(Call call, Target target, FirstCall first, @Nullable Object read, boolean returned) {
    int waitingLead = call.lead;
    call.lead = -1;
    call.first = null;
    if (!call.isCaptured()) {
      fail(call, call.outcome());
      return;
    }
    ValuePath path = variant.scorePath();
    boolean unreadable = read == ValuePath.UNREADABLE;
    if (unreadable && path != null) {
      boolean dropped = variant.outputs().known() == null;
      CallNotes.output(target, path, String.valueOf(path.problem()), dropped);
    }
    List<String> outputs = variant.outputs().of(unreadable ? null : read, call.batch);
    CaptureBuffer ring = target.capture().buffer();
    if (ring == null && outputs != null) {
      ring = target.capture().open(schema(first.features(), first.leftOut(), outputs), call.rows);
    }
    if (ring == null) {
      if (returned && !unreadable && ++emptyOutputs == EAGER_ATTEMPTS) {
        CallNotes.noOutput(target, path, EAGER_ATTEMPTS);
      }
      fail(call, unreadable ? CallOutcome.DROPPED_EXTRACTION : CallOutcome.DROPPED_WARMING);
      return;
    }
    SitePlan plan = accept(call, target, ring, first.features(), outputs, first.inputs());
    if (plan == null || !call.claim(ring)) {
      return;
    }
    ring.started(call.lead, call.startNanos());
    call.sourceRows(first.moveTo(ring, call.lead, waitingLead));
  }

  private @Nullable List<RowPlan> plan(
      Call call, Target target, Columns columns, @Nullable Object[] handedOver) throws Throwable {
    RowPlanner planner = new RowPlanner(variant.access(), columns, new KeyNotes(target));
    List<RowPlan> plans = new ArrayList<>();
    List<Input> inputs = variant.inputs().all();
    if (!variant.inputs().isRow()) {
      @Nullable Object[] values = variant.parts(handedOver);
      for (int i = 0; i < values.length; i++) {
        boolean projected = inputs.get(i).path().projects();
        Object sample = projected ? firstElement(values[i]) : values[i];
        Object known = sample == ValuePath.UNREADABLE ? null : sample;
        if (values[i] == ValuePath.UNREADABLE) {
          CallNotes.unreadable(target, inputs.get(i).name(), inputs.get(i).path());
        }
        plans.add(planner.planPart(inputs.get(i).name(), known));
      }
      return plans;
    }
    Input input = inputs.get(0);
    Object value = unwrapped(input.path().read(handedOver[input.root()]));
    int rows = value == null ? -1 : Positions.batchRows(value);
    call.batch = rows >= 0;
    call.rows = call.batch ? rows : 1;
    Object sample = call.batch ? firstElement(value) : value;
    RowPlan plan = sample == null ? null : planner.planRow(sample, input.name());
    if (plan == null) {
      if (sample != null && !(sample instanceof Map<?, ?> map && map.isEmpty())) {
        CallNotes.unplanned(target, variant, sample);
      } else if (++emptyInputs == EAGER_ATTEMPTS) {
        CallNotes.empty(target, variant, EAGER_ATTEMPTS);
      }
      fail(call, sample == null ? CallOutcome.DROPPED_WARMING : CallOutcome.DROPPED_SCHEMA);
      return null;
    }
    plans.add(plan);
    return plans;
  }

  private @Nullable SitePlan accept(
      Call call,
      Target target,
      CaptureBuffer ring,
      List<Feature> features,
      @Nullable List<String> outputs,
      List<RowPlan> inputs) {
    ModelSchema schema = ring.schema();
    boolean fits =
        sameNames(schema.features(), names(features))
            && (outputs == null || sameNames(schema.outputs(), outputs));
    if (!fits) {
      CallNotes.unlike(target, ring, features, outputs, variant);
      fail(call, CallOutcome.DROPPED_SCHEMA);
      return null;
    }
    Outputs writer =
        variant.outputs().outputs(schema.outputs(), schema.firstOutput(), variant.access());
    SitePlan plan = new SitePlan(target, variant, ring, inputs, writer);
    variant.keep(plan);
    failedAttempts = 0;
    call.use(plan);
    return plan;
  }

  private ModelSchema schema(
      List<Feature> features, Map<String, LeftOut> leftOut, List<String> outputs) {
    Set<String> sensitive = variant.config().features().sensitive();
    List<Feature> columns = new ArrayList<>();
    boolean ranked = variant.config().prediction().type() == TaskType.RANKING;
    for (String output : outputs) {
      FeatureType type = variant.config().features().types().get(output);
      columns.add(
          new Feature(output, ranked ? FeatureType.CATEGORICAL : type, sensitive.contains(output)));
    }
    return new ModelSchema(
        features,
        columns,
        variant.keys() != null,
        List.copyOf(variant.config().labels().segments().keySet()),
        leftOut);
  }

  private record KeyNotes(Target target) implements UnknownKeys {

    @Override
    public void found(Collection<String> keys, Collection<String> known) {
      CallNotes.keys(target, keys, known);
    }
  }

  private void fail(Call call, CallOutcome reason) {
    call.drop(reason);
    lastFailure = reason;
    failedAttempts++;
  }

  private static boolean sameNames(List<Feature> columns, List<String> names) {
    return names(columns).equals(names);
  }

  private static List<String> names(List<Feature> columns) {
    List<String> names = new ArrayList<>();
    for (Feature column : columns) {
      names.add(column.name());
    }
    return names;
  }

  private static @Nullable Object firstElement(@Nullable Object values) {
    if (values instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          return element;
        }
      }
    } else if (values instanceof Collection<?> collection) {
      for (Object element : collection) {
        if (element != null) {
          return element;
        }
      }
    }
    return null;
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }
}

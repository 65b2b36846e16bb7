package io.modelmon.agent.extract;

import io.modelmon.agent.value.RowText;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CallProblem;
import io.modelmon.capture.CallProblems;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.schema.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words why calls are of no use, for the monitor to say: which expression or which
 * columns, what was found, and what to do.
 *
 * <p><b>Cost:</b> one volatile read where the problem is noted already; words are made once per
 * model and problem. <b>Threads:</b> stateless.
 */
final class CallNotes {

  private CallNotes() {}

  /** Notes that reading the features of a call failed. */
  static void unreadable(Call call, Throwable error) {
    Target target = call.target();
    SitePlan plan = call.plan();
    if (target != null
        && plan != null
        && !(error instanceof VirtualMachineError)
        && !problems(target).isNoted(CallProblem.INPUT)) {
      try {
        unreadable(target, plan, error);
      } catch (Throwable e) {
        // There was no room for words; a later call may have some.
      }
    }
  }

  private static void unreadable(Target target, SitePlan plan, Throwable error) {
    FeaturesConfig features = plan.variant.config().features();
    Expression from = features.from();
    String what =
        from == null
            ? "the input " + plan.variant.inputs().all().get(0).name()
            : "features.from '" + from + "'";
    problems(target)
        .note(
            CallProblem.INPUT,
            what
                + " cannot be read: "
                + ValuePath.reason(error)
                + "; such calls are dropped (extraction); correct the expression, or "
                + "name each"
                + " value with features: { fields: … }");
  }

  /** Notes that the first value of a feature could not be read. */
  static void unreadable(Target target, String feature, ValuePath path) {
    if (!problems(target).isNoted(CallProblem.INPUT)) {
      problems(target)
          .note(
              CallProblem.INPUT,
              "feature '"
                  + feature
                  + "', '"
                  + path.expression()
                  + "', cannot be read: "
                  + path.problem()
                  + "; its values count as invalid; correct the expression");
    }
  }

  /** Notes that the first calls had nothing to read. */
  static void empty(Target target, SiteVariant variant, int calls) {
    if (problems(target).isNoted(CallProblem.INPUT)) {
      return;
    }
    Inputs.Input input = variant.inputs().all().get(0);
    problems(target)
        .note(
            CallProblem.INPUT,
            "'"
                + input.path().expression()
                + "' was null or empty in each of the first "
                + calls
                + " calls, so that nothing is known of the features; such calls are "
                + "dropped (warming); correct features.from, or name the values with "
                + "features: { fields: … }");
  }

  /** Notes that a first row has no columns, or not those that are configured. */
  static void unplanned(Target target, SiteVariant variant, Object row) {
    if (problems(target).isNoted(CallProblem.COLUMNS)) {
      return;
    }
    List<String> names = variant.config().features().names();
    String words =
        names.isEmpty()
            ? "nothing can be watched of "
                + RowText.of(row)
                + "; name what to watch with features: { from: … } or { fields: … }"
            : "a row is "
                + RowText.of(row)
                + ", but features.names lists "
                + names.size()
                + " ("
                + CallProblems.listed(names)
                + "); list one name for each value";
    problems(target).note(CallProblem.COLUMNS, words + "; such calls are dropped (schema)");
  }

  /** Notes that a row has more columns than can be watched. */
  static void tooMany(Target target, int most) {
    problems(target)
        .note(
            CallProblem.COLUMNS,
            "a row has more than "
                + most
                + " columns; choose some with features: { names: … } or { fields: … "
                + "}; such calls"
                + " are dropped (schema)");
  }

  /** Notes that a row does not fit the columns of the model. */
  static void unfit(Call call, CaptureBuffer ring, Object row) {
    Target target = call.target();
    if (target == null || problems(target).isNoted(CallProblem.COLUMNS)) {
      return;
    }
    List<String> names = names(ring.schema().features());
    problems(target)
        .note(
            CallProblem.COLUMNS,
            "a row is "
                + RowText.of(row)
                + ", which does not fit the "
                + names.size()
                + " feature columns: "
                + CallProblems.listed(names)
                + "; such calls are dropped (schema); where calls differ, name what "
                + "they share with features: { fields: … } or { names: … }");
  }

  /** Notes that rows have keys for which there is no column. */
  static void keys(Target target, Collection<String> keys, Collection<String> known) {
    problems(target)
        .note(
            CallProblem.KEYS,
            "rows have keys that the first row did not have, so that they are not watched: "
                + CallProblems.listed(keys)
                + " (watched: "
                + CallProblems.listed(known)
                + "); list all of them with features: { names: [ … ] }, or build a profile");
  }

  /** Notes that a method gives other columns than the model has. */
  static void unlike(
      Target target,
      CaptureBuffer ring,
      List<Feature> features,
      @Nullable List<String> outputs,
      SiteVariant variant) {
    if (problems(target).isNoted(CallProblem.COLUMNS)) {
      return;
    }
    List<String> found = names(features);
    if (outputs != null) {
      found.addAll(outputs);
    }
    List<String> known =
        names(outputs == null ? ring.schema().features() : ring.schema().columns());
    problems(target)
        .note(
            CallProblem.COLUMNS,
            "calls of "
                + variant.methodName()
                + " have the "
                + found.size()
                + " columns "
                + CallProblems.listed(found)
                + ", but those of the model are, since its first call, the "
                + known.size()
                + " columns "
                + CallProblems.listed(known)
                + "; such calls are dropped (schema); choose the same with features: "
                + "{ names: … } or { fields: … }, or give each method a model of its "
                + "own");
  }

  /** Notes that an output could not be read. */
  static void output(@Nullable Target target, ValuePath path, String reason, boolean dropped) {
    if (target != null && !problems(target).isNoted(CallProblem.OUTPUT)) {
      problems(target)
          .note(
              CallProblem.OUTPUT,
              "the prediction '"
                  + path.expression()
                  + "' cannot be read: "
                  + reason
                  + "; "
                  + (dropped
                      ? "such calls are dropped (extraction)"
                      : "it counts as invalid in such calls")
                  + "; correct the expression in prediction");
    }
  }

  /** Notes that the first calls returned nothing to learn the output columns from. */
  static void noOutput(Target target, @Nullable ValuePath path, int calls) {
    if (!problems(target).isNoted(CallProblem.OUTPUT)) {
      problems(target)
          .note(
              CallProblem.OUTPUT,
              "the prediction '"
                  + (path == null ? "return" : path.expression())
                  + "' was null or empty in each of the first "
                  + calls
                  + " calls that returned; such calls are dropped (warming); correct "
                  + "prediction.from, or give prediction.type");
    }
  }

  /** Notes that what was read for an id or a segment is none. */
  static void key(@Nullable Target target, String what, ValuePath path, @Nullable Object value) {
    if (target == null || problems(target).isNoted(CallProblem.ID)) {
      return;
    }
    String found = path.problem();
    if (value != null && value != ValuePath.UNREADABLE) {
      found = RowText.kind(value);
    }
    problems(target)
        .note(
            CallProblem.ID,
            what
                + " '"
                + path.expression()
                + "' is of no use: "
                + found
                + "; it must be a whole number or a text of at most 128 characters, "
                + "in a batch a list with one for each row; correct the expression");
  }

  private static CallProblems problems(Target target) {
    return target.capture().problems();
  }

  private static List<String> names(List<Feature> columns) {
    List<String> names = new ArrayList<>();
    for (Feature column : columns) {
      names.add(column.name());
    }
    return names;
  }
}

package host.cases;

import host.Scenario;
import host.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A model that answers later: done at once, done by another thread, failed, cancelled. */
public final class Stages implements Scenario {

  /** Keeps every stage it has returned. */
  static final class Model {
    private final List<CompletableFuture<Double>> returned = new ArrayList<>();

    CompletionStage<Double> predict(double[] input) {
      CompletableFuture<Double> stage = new CompletableFuture<>();
      returned.add(stage);
      if (input[0] % 4 == 0) {
        stage.complete(input[0]);
      } else if (input[0] % 4 == 3) {
        throw new IllegalStateException("before any stage");
      }
      return stage;
    }
  }

  @Override
  public void run(Trace trace) throws Exception {
    Model model = new Model();
    for (int i = 0; i < 40; i++) {
      try {
        CompletionStage<Double> stage = model.predict(new double[] {i});
        trace.same("stage", model.returned.get(i), stage);
      } catch (IllegalStateException e) {
        trace.line("thrown", e.getMessage());
      }
    }
    Thread completer = new Thread(() -> complete(model), "completer");
    completer.start();
    completer.join();
    for (int i = 0; i < 40; i++) {
      if (i % 4 != 3) {
        trace.line("value", value(model.returned.get(i)));
        trace.line("dependents", model.returned.get(i).getNumberOfDependents());
      }
    }
    trace.expect(
        "stages",
        "calls=40 rows=40 predictions=20 captured=40"
            + " errors.java.lang.IllegalStateException=10"
            + " errors.java.lang.ArithmeticException=5"
            + " errors.java.util.concurrent.CancellationException=5");
  }

  private static void complete(Model model) {
    for (int i = 0; i < 40; i++) {
      CompletableFuture<Double> stage = model.returned.get(i);
      if (i % 4 == 1) {
        stage.complete(i / 2.0);
      } else if (i % 8 == 2) {
        stage.completeExceptionally(new ArithmeticException("later"));
      } else if (i % 8 == 6) {
        stage.cancel(true);
      }
    }
  }

  private static String value(CompletableFuture<Double> stage) {
    try {
      return String.valueOf(stage.join());
    } catch (CancellationException e) {
      return "cancelled";
    } catch (CompletionException e) {
      return "failed with " + e.getCause();
    }
  }
}

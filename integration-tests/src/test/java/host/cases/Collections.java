package host.cases;

import host.Scenario;
import host.Trace;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists, lists of rows, and buffers whose position is the caller's own business. */
public final class Collections implements Scenario {

  /** One model per kind of input. */
  static final class Model {
    double predictList(List<Double> input) {
      double sum = 0;
      for (Double value : input) {
        sum += value == null ? 0 : value;
      }
      return sum;
    }

    List<Double> predictRows(List<List<Double>> rows) {
      List<Double> scores = new ArrayList<>();
      rows.forEach(row -> scores.add(predictList(row)));
      return scores;
    }

    double predictBuffer(DoubleBuffer input) {
      double sum = 0;
      while (input.hasRemaining()) {
        sum += input.get();
      }
      return sum;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    for (int i = 0; i < 60; i++) {
      trace.mix(model.predictList(Arrays.asList(1.0 * i, i % 6 == 0 ? null : 2.0)));
    }
    trace.flushDigest("lists");
    for (int i = 0; i < 20; i++) {
      trace.line("rows", model.predictRows(List.of(List.of(1.0, 1.0 * i), List.of(2.0, -1.0 * i))));
    }
    double[] backing = {9, 1, 2, 9};
    for (int i = 0; i < 30; i++) {
      DoubleBuffer buffer = DoubleBuffer.wrap(backing, 1, 2);
      trace.mix(model.predictBuffer(buffer));
      trace.line("buffer", buffer);
    }
    trace.flushDigest("buffers");
    // The model of rows asks the model of lists, which is watched too.
    trace.expect("lists", "calls=100 rows=100 predictions=100 captured=100 missing.b=10");
    trace.expect("rows", "calls=20 rows=40 predictions=40 captured=20");
    trace.expect("buffers", "calls=30 rows=30 predictions=30 captured=30 missing.b=0");
  }
}

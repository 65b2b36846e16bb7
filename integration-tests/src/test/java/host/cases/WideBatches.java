package host.cases;

import host.Scenario;
import host.Trace;

/** Batches of no, one, few, and more rows than any buffer of a model holds. */
public final class WideBatches implements Scenario {

  private static final int[] SIZES = {0, 1, 3, 200_000, 2};

  /** Scores rows and destroys them. */
  static final class Model {
    float[] predict(float[][] rows) {
      float[] scores = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          scores[i] += rows[i][j];
          rows[i][j] = Float.NaN;
        }
      }
      return scores;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    int rows = 0;
    for (int size : SIZES) {
      float[][] batch = new float[size][4];
      for (int i = 0; i < size; i++) {
        batch[i][0] = i;
        batch[i][3] = -1;
      }
      float[] scores = model.predict(batch);
      for (float score : scores) {
        trace.mix(score);
      }
      rows += size;
      trace.flushDigest("batch of " + size);
    }
    trace.expect("batches", "calls=" + SIZES.length + " rows=" + rows + " predictions=" + rows);
  }
}

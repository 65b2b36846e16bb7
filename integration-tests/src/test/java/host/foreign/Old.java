package host.foreign;

import java.util.function.ToDoubleFunction;

/** A model whose class file is turned into one of an old version; uses nothing newer than it. */
public final class Old implements ToDoubleFunction<double[]> {

  @Override
  public double applyAsDouble(double[] input) {
    return predict(input);
  }

  double predict(double[] input) {
    double sum = 0;
    for (double value : input) {
      sum += value > 0 ? value : -value;
    }
    return sum;
  }
}

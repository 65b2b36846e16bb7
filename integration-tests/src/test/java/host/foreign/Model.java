package host.foreign;

import java.util.function.ToDoubleFunction;

/** A model that is defined by several class loaders, and used through a JDK interface. */
public final class Model implements ToDoubleFunction<double[]> {

  private double calls;

  @Override
  public double applyAsDouble(double[] input) {
    return predict(input);
  }

  double predict(double[] input) {
    calls++;
    return input[0] + calls;
  }
}

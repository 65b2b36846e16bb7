package io.modelmon.benchmarks.detection;

/** How the second concept comes. */
enum Shape {
  /** From one row to the next. */
  ABRUPT(0),
  /** Rows of the new concept become ever more likely, along a logistic curve. */
  GRADUAL(1000),
  /**
   * Abruptly, from the second concept back to the first: the model in use has been trained on the
   * second, as after a change that was found and answered.
   */
  RECURRING(0);

  private final double width;

  Shape(double width) {
    this.width = width;
  }

  /** Returns the probability of the new concept, rows after the change began. */
  double share(int rows) {
    if (rows < 0) {
      return 0;
    }
    return width == 0 ? 1 : 1 / (1 + Math.exp(-8 * (rows - width / 2) / width));
  }
}

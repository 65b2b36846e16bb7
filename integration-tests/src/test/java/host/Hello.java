package host;

/** The smallest host: a few predictions, a line each, and a normal end. */
public final class Hello {

  /** A model. */
  static final class Model {
    double predict(double[] input) {
      return input[0] * 2;
    }

    double predict(double[] input, double factor) {
      return input[0] * factor;
    }
  }

  private Hello() {}

  /** Predicts, and stays for as many milliseconds as the argument says. */
  public static void main(String[] arguments) throws InterruptedException {
    Model model = new Model();
    for (int i = 0; i < 5; i++) {
      System.out.println("hello " + model.predict(new double[] {i}));
    }
    System.out.println("#expect hello calls=5 rows=5 predictions=5 captured=5");
    if (arguments.length > 0) {
      Thread.sleep(Long.parseLong(arguments[0]));
    }
  }
}

package host;

/** A host that ends in the way its argument names, after some predictions. */
public final class Exits {

  /** A model. */
  static final class Model {
    double predict(double[] input) {
      return -input[0];
    }
  }

  private Exits() {}

  /** Predicts and ends. */
  public static void main(String[] arguments) throws InterruptedException {
    Model model = new Model();
    for (int i = 0; i < 50; i++) {
      System.out.println(model.predict(new double[] {i}));
    }
    System.out.println("#expect exits calls=50 rows=50 predictions=50 captured=50");
    // A busy machine needs a while to start an exporter; what is tested is the end.
    Thread.sleep(1000);
    switch (arguments[0]) {
      case "return" -> System.out.println("returning");
      case "throw" -> throw new IllegalStateException("uncaught");
      case "exit" -> System.exit(7);
      case "halt" -> Runtime.getRuntime().halt(8);
      case "hook" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> predictLate(model)));
        System.exit(9);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void predictLate(Model model) {
    System.out.println("late " + model.predict(new double[] {1}));
  }
}

package host;

/** A host that recurses through its model until the stack ends, and says how deep it came. */
public final class Depth {

  /** Counts its own depth. */
  static final class Model {
    private int depth;

    @SuppressWarnings("InfiniteRecursion") // The end of the stack is what it is after.
    double predict(double[] input) {
      depth++;
      return 1 + predict(input);
    }
  }

  private Depth() {}

  /** Overflows the stack several times; the deepest counts. */
  public static void main(String[] arguments) {
    int deepest = 0;
    for (int round = 0; round < 5; round++) {
      Model model = new Model();
      try {
        System.out.println(model.predict(new double[1]));
      } catch (StackOverflowError e) {
        deepest = Math.max(deepest, model.depth);
      }
    }
    System.out.println(deepest);
  }
}

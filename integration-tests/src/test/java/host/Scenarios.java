package host;

import java.util.List;

/**
 * The host that runs the scenarios named by its arguments, in order, or all; then prints what the
 * rest of the JVM looks like, and exits with a status of its own.
 */
public final class Scenarios {

  /** The exit status, which nobody else would choose. */
  public static final int STATUS = 43;

  /** All scenarios, classes of package {@code host.cases}. */
  public static final List<String> ALL =
      List.of(
          "ReusedArrays",
          "WideBatches",
          "Recursion",
          "ModelCallsModel",
          "Throwing",
          "Overflow",
          "FirstOverflow",
          "Hanging",
          "EightThreads",
          "VirtualThreads",
          "Stages",
          "Maps",
          "Beans",
          "Records",
          "Collections",
          "Primitives",
          "OutputArguments",
          "Subtypes",
          "Annotated",
          "Globs",
          "Names",
          "Versions",
          "Loaders",
          "OldClassFiles",
          "HostileValues",
          "Shapes",
          "Unwoven");

  private Scenarios() {}

  /** Runs the scenarios. */
  public static void main(String[] arguments) throws Exception {
    Trace trace = new Trace(System.out);
    for (String name : arguments.length == 0 ? ALL : List.of(arguments)) {
      System.out.println("== " + name);
      Class.forName("host.cases." + name)
          .asSubclass(Scenario.class)
          .getDeclaredConstructor()
          .newInstance()
          .run(trace);
    }
    Surroundings.print(System.out);
    System.exit(STATUS);
  }
}

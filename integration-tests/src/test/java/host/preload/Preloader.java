package host.preload;

import java.lang.instrument.Instrumentation;

/** An agent that loads the class it is given. */
public final class Preloader {

  private Preloader() {}

  /** Loads and initialises a class by name. */
  public static void premain(String className, Instrumentation instrumentation)
      throws ClassNotFoundException {
    Class.forName(className);
  }
}

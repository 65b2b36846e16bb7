package io.modelmon.benchmarks.startup;

import io.modelmon.benchmarks.hotpath.ScoringModel;

/** A small application that says when its main began and when its first prediction was back. */
public final class StartupHost {

  private StartupHost() {}

  /**
   * Prints readings of {@link System#nanoTime()}, a clock that all processes share on Linux: when
   * main began, when the first prediction was back, when the application had started.
   */
  public static void main(String[] arguments) {
    long mainNanos = System.nanoTime();
    double result = new ScoringModel(1).doubles(new double[ScoringModel.FEATURES]);
    long resultNanos = System.nanoTime();
    System.out.println("startup " + mainNanos + " " + resultNanos + " " + mainNanos + " " + result);
    System.out.flush();
    // What an agent sends at the end is not the question here.
    Runtime.getRuntime().halt(0);
  }
}

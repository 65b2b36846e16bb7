package io.modelmon.agent.logging.jul;

/** The levels the bundled libraries log at. */
public final class Level {

  /** A serious failure. */
  public static final Level SEVERE = new Level("SEVERE", 1000);

  /** A potential problem. */
  public static final Level WARNING = new Level("WARNING", 900);

  /** Information. */
  public static final Level INFO = new Level("INFO", 800);

  /** Tracing. */
  public static final Level FINE = new Level("FINE", 500);

  /** More tracing. */
  public static final Level FINER = new Level("FINER", 400);

  /** The most tracing. */
  public static final Level FINEST = new Level("FINEST", 300);

  private final String name;
  private final int value;

  private Level(String name, int value) {
    this.name = name;
    this.value = value;
  }

  int value() {
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}

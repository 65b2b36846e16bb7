package io.modelmon.performance.join;

/**
 * How a store does.
 *
 * @param state whether what waits survives this process
 * @param queued changes on their way to the store
 * @param stored changes that are stored: none of them is lost when the process is killed
 * @param lost changes that did not reach the store because its queue was full or it failed
 */
public record StoreStatus(State state, long queued, long stored, long lost) {

  /** Whether what waits survives this process. */
  public enum State {
    /** It does not, as wanted or because the store could not be opened. */
    MEMORY_ONLY,
    /** It does. */
    OPEN,
    /** It did not lately: the store refuses or cannot be reached, and is tried again. */
    FAILING,
    /** Nothing is stored any more. */
    CLOSED
  }
}

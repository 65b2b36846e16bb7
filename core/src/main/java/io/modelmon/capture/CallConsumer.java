package io.modelmon.capture;

/** Receives drained calls on the monitor thread. */
@FunctionalInterface
public interface CallConsumer {

  /**
   * Takes one call.
   *
   * @param call a view that is valid only until this method returns; it is reused for the next call
   */
  void accept(CapturedCall call);
}

package io.modelmon.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Loads what weaving needs on a thread of its own, while another one reads the configuration and
 * brings up the rest of the agent: some hundred classes, which a first watched class would have to
 * wait for.
 *
 * <p><b>Threads:</b> one starts it, one waits for its end; it ends by itself.
 */
public class EarlyWeaver extends Thread {

  private final String dispatcher;
  private volatile @Nullable Throwable failure;

  /**
   * Creates the thread.
   *
   * @param dispatcher binary name of the class with the bootstrap method
   */
  @SuppressWarnings("this-escape") // what is called here is the thread's own
  public EarlyWeaver(String dispatcher) {
    super(null, null, "modelmon-weave", 0, false);
    this.dispatcher = dispatcher;
    setDaemon(true);
    setContextClassLoader(EarlyWeaver.class.getClassLoader());
  }

  @Override
  public void run() {
    try {
      WarmUpSample.weaveWith(new Weaver(dispatcher));
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Returns what went wrong, or null. Whoever tries again may only be told that it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Waits for the end, but not for ever. An interrupt is kept for the thread's owner. */
  void await(long millis) {
    try {
      join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

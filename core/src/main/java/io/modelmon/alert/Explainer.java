package io.modelmon.alert;

import io.modelmon.alert.indicator.WindowReadings;
import org.jspecify.annotations.Nullable;

/**
 * Whoever can say why an alert fires.
 *
 * <p><b>Threads:</b> called on the monitor thread, once per notice that something fires. <br>
 * <b>Error:</b> an exception leaves the notice without explanation.
 */
public interface Explainer {

  /** Says nothing. */
  Explainer SILENT = new Silent();

  /**
   * Returns why an alert fires, or null when there is nothing to say.
   *
   * @param notice the alert, with the numbers behind it
   * @param window all numbers of the window behind it
   */
  @Nullable Explanation explain(AlertNotice notice, WindowReadings window);

  /** The explainer that has nothing to say. */
  final class Silent implements Explainer {
    private Silent() {}

    @Override
    public @Nullable Explanation explain(AlertNotice notice, WindowReadings window) {
      return null;
    }
  }
}

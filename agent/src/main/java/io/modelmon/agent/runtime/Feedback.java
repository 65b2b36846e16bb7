package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.feedback.FeedbackFile;
import io.modelmon.alert.feedback.FeedbackMark;
import io.modelmon.alert.feedback.RulePrecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * What people answered to alerts before, and where answers of webhooks go.
 *
 * <p><b>Threads:</b> any.
 */
final class Feedback implements BiConsumer<List<AlertNotice>, Boolean> {

  private final FeedbackFile file;
  private final AtomicBoolean failed = new AtomicBoolean();

  /**
   * Creates the feedback that belongs to a configuration.
   *
   * @param configuration its path
   */
  Feedback(String configuration) {
    this.file = FeedbackFile.beside(Path.of(configuration));
  }

  /** Returns how precise rules have been; nothing when that cannot be read, which is logged. */
  List<RulePrecision> precisions() {
    try {
      return RulePrecision.of(file.marks());
    } catch (UncheckedIOException e) {
      AgentLog.line("feedback cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /** Marks alerts; the first failure is logged. */
  @Override
  public void accept(List<AlertNotice> notices, Boolean right) {
    try {
      for (AlertNotice notice : notices) {
        if (notice.kind() == AlertNotice.Kind.FIRING) {
          file.append(FeedbackMark.of(Instant.now(), notice, right));
        }
      }
    } catch (IOException e) {
      if (!failed.getAndSet(true)) {
        AgentLog.line("feedback cannot be kept (said once): " + e.getMessage());
      }
    }
  }
}

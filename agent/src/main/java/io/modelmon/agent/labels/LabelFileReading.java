package io.modelmon.agent.labels;

import io.modelmon.capture.DeliveredLabel;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelLoss;
import io.modelmon.capture.LabelSource;
import io.modelmon.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one file: its labels on their way to the monitor, and the lines that are none.
 *
 * <p><b>Threads:</b> the thread of the folder writes, the monitor thread answers.
 */
final class LabelFileReading implements LabelRowSink, LabelSource {

  /** A model that takes labels of the folder. */
  record Receiver(ModelConfig config, LabelCapture capture) {

    /** Returns whether a label with the name of a model, or without one, is for this. */
    boolean takes(LabelRow row) {
      String name = row.model();
      String literal = config.name().literal();
      return name == null
          || (literal != null
              ? literal.equals(name)
              : config.name().only().isEmpty() || config.name().only().contains(name));
    }
  }

  private static final long PAUSE_MILLIS = 5;
  private static final int SHOWN = 3;

  private final List<Receiver> receivers;
  private final BooleanSupplier stopped;
  private final AtomicLong open = new AtomicLong();
  private final List<String> shown = new ArrayList<>();
  private long labels;
  private long refused;

  /** Confined to the thread of the folder. */
  private long lastLine;

  private long skipTo;
  private boolean failed;

  LabelFileReading(List<Receiver> receivers, BooleanSupplier stopped) {
    this.receivers = receivers;
    this.stopped = stopped;
  }

  /** Has lines that were handed over left out, as the file is read once more from its start. */
  void again() {
    skipTo = lastLine;
  }

  @Override
  public void row(long line, LabelRow row) {
    if (line <= skipTo || stopped.getAsBoolean()) {
      return;
    }
    lastLine = line;
    labels++;
    DeliveredLabel label =
        new DeliveredLabel(row.id(), row.number(), row.text(), row.epochMillis(), this, line);
    boolean taken = false;
    for (Receiver receiver : receivers) {
      if (receiver.takes(row)) {
        taken = true;
        open.incrementAndGet();
        while (!receiver.capture().inbox().offer(label) && !stopped.getAsBoolean()) {
          pause();
        }
      }
    }
    if (!taken) {
      labels--;
      refuse(line, LabelLoss.LINE, "model: none of this name takes labels of this folder");
    }
  }

  @Override
  public void refused(long line, LabelLoss reason, String message, @Nullable String found) {
    if (line <= skipTo || stopped.getAsBoolean()) {
      return;
    }
    lastLine = line;
    refuse(line, reason, message);
  }

  /** Notes that nothing more of the file can be used; counted once. */
  void failed(String message) {
    if (!failed) {
      failed = true;
      refuse(0, LabelLoss.LINE, message);
    }
  }

  private void refuse(long line, LabelLoss reason, String message) {
    for (Receiver receiver : receivers) {
      receiver.capture().refuse(reason);
    }
    note(line, message);
  }

  @Override
  public void taken(DeliveredLabel label, boolean usable) {
    if (!usable) {
      note(label.place(), "label: none of the model");
    }
    open.decrementAndGet();
  }

  private synchronized void note(long line, String message) {
    refused++;
    if (shown.size() < SHOWN) {
      shown.add("line " + line + ": " + message);
    }
  }

  /** Waits until everything is in the joins; returns whether it is. */
  boolean awaitTaken() {
    while (open.get() > 0 && !stopped.getAsBoolean()) {
      pause();
    }
    return open.get() == 0;
  }

  /** Returns what there is to say of the lines that are no labels, or an empty text. */
  synchronized String complaint() {
    if (refused == 0) {
      return "";
    }
    long more = refused - shown.size();
    return refused
        + (refused == 1 ? " line is" : " lines are")
        + " left out: "
        + String.join("; ", shown)
        + (more == 0 ? "" : "; and " + more + " more");
  }

  /** Returns how many labels there were for some model. */
  long labels() {
    return labels;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

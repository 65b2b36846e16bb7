package io.modelmon.examples.receiver;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/**
 * What the program shows while it runs: notes and events scroll by; on a terminal a table of all
 * models stays below them and is redrawn, elsewhere a model's line is printed when it changes.
 *
 * <p><b>Threads:</b> {@link #note} may be called from any, the rest from one.
 */
final class LiveDisplay {

  private static final String CLEAR_LINE = "\u001b[2K";

  private final OtlpReceiver receiver;
  private final PrintStream out;
  private final boolean redraw;
  private final LongSupplier nanoTime;
  private final TextTable table;
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final Map<String, Rate> rates = new HashMap<>();
  private int eventsShown;
  private int tableLines;

  LiveDisplay(OtlpReceiver receiver, PrintStream out, boolean redraw, LongSupplier nanoTime) {
    this.receiver = receiver;
    this.out = out;
    this.redraw = redraw;
    this.nanoTime = nanoTime;
    this.table = new TextTable(redraw);
  }

  /** Shows a line among the events. */
  void note(String text) {
    notes.add(text);
  }

  /** Brings the display up to date. */
  void update() {
    List<String> scrolling = scrolling();
    List<String> fixed = new ArrayList<>();
    for (ModelOverview model : ModelOverview.of(receiver)) {
      Rate rate =
          rates.computeIfAbsent(model.name() + '\n' + model.version(), unused -> new Rate());
      boolean changed = rate.update(model.predictions(), nanoTime.getAsLong());
      if (redraw) {
        fixed.addAll(table.lines(model, rate.perSecond));
      } else if (changed) {
        scrolling.add(TextTable.headline(model, rate.perSecond));
      }
    }
    print(scrolling, fixed);
  }

  private List<String> scrolling() {
    List<String> lines = new ArrayList<>();
    notes.drainTo(lines);
    List<Event> events = receiver.events();
    for (Event event : events.subList(Math.min(eventsShown, events.size()), events.size())) {
      lines.add(TextTable.line(event));
    }
    eventsShown = events.size();
    return lines;
  }

  private void print(List<String> scrolling, List<String> fixed) {
    StringBuilder text = new StringBuilder();
    if (tableLines > 0) {
      text.append("\u001b[").append(tableLines).append('A');
    }
    for (String line : scrolling) {
      text.append(redraw ? CLEAR_LINE : "").append(line).append('\n');
    }
    for (String line : fixed) {
      text.append(CLEAR_LINE).append(line).append('\n');
    }
    tableLines = fixed.size();
    out.print(text);
    out.flush();
  }

  private static final class Rate {
    private long predictions;
    private long sinceNanos;
    private boolean started;
    private double perSecond;

    boolean update(long total, long nowNanos) {
      if (started && total == predictions) {
        return false;
      }
      double seconds = (nowNanos - sinceNanos) / 1e9;
      perSecond = started && seconds > 0 ? (total - predictions) / seconds : 0;
      predictions = total;
      sinceNanos = nowNanos;
      started = true;
      return true;
    }
  }
}

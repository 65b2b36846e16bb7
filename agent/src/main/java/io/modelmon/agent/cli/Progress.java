package io.modelmon.agent.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/**
 * A progress bar for reading a file, drawn on a terminal and nowhere else.
 *
 * <p><b>Cost:</b> one comparison a read; drawn at most a hundred times.
 */
final class Progress implements AutoCloseable {

  private static final int WIDTH = 40;

  private final String title;
  private final long totalBytes;
  private final PrintWriter out;
  private final boolean drawn;
  private long readBytes;
  private int shownPercent = -1;

  Progress(String title, long totalBytes, PrintWriter out) {
    this.title = title;
    this.totalBytes = totalBytes;
    this.out = out;
    this.drawn = totalBytes > 0 && System.console() != null;
  }

  /** Returns the stream, watched. */
  InputStream watch(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        advance(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        advance(Math.max(0, read));
        return read;
      }
    };
  }

  private void advance(int bytes) {
    readBytes += bytes;
    if (drawn) {
      int percent = (int) (100 * readBytes / totalBytes);
      if (percent != shownPercent) {
        shownPercent = percent;
        int filled = WIDTH * percent / 100;
        out.printf(
            "\r%s [%s%s] %3d %%", title, "#".repeat(filled), " ".repeat(WIDTH - filled), percent);
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    if (drawn) {
      out.println();
    }
  }
}

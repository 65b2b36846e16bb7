package io.modelmon.agent.labels;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream that stays open when its reader has read enough. */
final class Unclosed extends FilterInputStream {

  Unclosed(InputStream in) {
    super(in);
  }

  @Override
  public void close() {
    // Its owner closes it.
  }
}
